import { app, dialog } from 'electron';

/** Nothing that is left to do may keep the app from ending. */
const PATIENCE_MS = 5000;

/** Quits when the window is closed, and stops the parts before the process ends. */
export function quitInOrder(stopParts: () => Promise<void>): void {
  let stopped = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    const giveUp = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
    void Promise.race([stopParts(), giveUp]).finally(() => {
      stopped = true;
      app.exit(Number(process.exitCode ?? 0));
    });
  });
}

/** The app could not even start: says so, since no window can. */
export function endWithoutStart(error: unknown): void {
  const what = error instanceof Error ? (error.stack ?? error.message) : 'unknown error';
  process.stderr.write(`Countersign could not start: ${what}\n`);
  dialog.showErrorBox('Countersign could not start', error instanceof Error ? error.message : '');
  app.exit(1);
}
