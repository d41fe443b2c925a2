import { writeFile } from 'node:fs/promises';
import { app, type WebContents } from 'electron';
import type { Log } from './log';
import type { Services } from './services';
import type { ScreenshotOrder } from './switches';

/** Resolves when the fonts are there and the page hasn't changed for a while; a page that never rests gets ten seconds. */
const WAIT_FOR_REST = `(async () => {
  await document.fonts.ready;
  await new Promise((resolve) => {
    let timer;
    const rested = () => { observer.disconnect(); resolve(); };
    const again = () => { clearTimeout(timer); timer = setTimeout(rested, 800); };
    const observer = new MutationObserver(again);
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    again();
    setTimeout(rested, 10_000);
  });
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
})()`;

/** A page that isn't drawn by then never will be. */
const PATIENCE_MS = 60_000;

export interface ScreenshotParts {
  order: ScreenshotOrder;
  contents: WebContents;
  log: Log;
}

/**
 * Carries out `--screenshot`: takes the picture once the page said that it is ready, and quits; with exit code 1 where
 * none could be taken.
 * @returns to be called when the page is ready
 */
export function orderScreenshot({ order, contents, log }: ScreenshotParts): (services: Services) => void {
  const fail = (error: unknown): void => {
    log.bug('no screenshot', error);
    process.exitCode = 1;
    app.quit();
  };
  const timer = setTimeout(() => fail(new Error('the page was never ready')), PATIENCE_MS);
  let taken = false;
  return (services) => {
    if (taken) return;
    taken = true;
    takeScreenshot(order, contents, services)
      .then(() => app.quit(), fail)
      .finally(() => clearTimeout(timer));
  };
}

async function takeScreenshot(
  order: ScreenshotOrder,
  contents: WebContents,
  services: Services,
): Promise<void> {
  if (order.after === 'sample') await openSampleAsFirstPerson(services);
  await contents.executeJavaScript(WAIT_FOR_REST);
  const picture = await contents.capturePage();
  await writeFile(order.file, picture.toPNG());
}

async function openSampleAsFirstPerson({ doors, state }: Services): Promise<void> {
  const opened = await doors.handle('desktop.openSample', {});
  if (!opened.ok) throw new Error(`the sample could not be opened: ${opened.problem.code}`);
  const first = state.current.profile?.people[0];
  if (first === undefined) throw new Error('the sample has no people');
  const signedIn = await doors.handle('desktop.signInAsSamplePerson', { memberId: first.id });
  if (!signedIn.ok) throw new Error(`${first.displayName} could not sign in: ${signedIn.problem.code}`);
}
