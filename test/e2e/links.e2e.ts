import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import { Application, machineSwitches } from './application';
import { until } from './notification-service';

const CODE = 'Zx3kQ9aB71mN0pLw42Qq';
const SERVER = 'https://govern.example';

const stateOf = async (app: Application): Promise<DesktopState> =>
  ((await app.page.evaluate(() => window.countersign.invoke('desktop.state', {}))) as { value: DesktopState })
    .value;

/** What a desktop does with a link: starts the program with it, whether one runs or not. */
async function follow(app: Application, link: string): Promise<void> {
  const child = spawn(
    app.electron.process().spawnfile,
    [...machineSwitches(), `--user-data-dir=${app.profileFolder}`, path.resolve('.'), link],
    { stdio: 'ignore' },
  );
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
}

describe('a link', () => {
  let app: Application;
  let asked: string;
  beforeAll(async () => {
    app = await Application.start();
    await app.openSample();
  });
  afterAll(async () => {
    await app.stop();
  });

  const onWindow = async <T>(ask: (browserWindow: Electron.BrowserWindow) => T): Promise<T> =>
    (await app.electron.browserWindow(app.page)).evaluate(ask as never);
  const isVisible = (): Promise<boolean> => onWindow((browserWindow) => browserWindow.isVisible());

  test('to a request waits while nobody is signed in, and then shows it', async () => {
    await app.signInAs('Ingrid Solheim');
    const listed = (await app.page.evaluate(() =>
      window.countersign.invoke('requests.list', { view: 'all', limit: 5 }),
    )) as { value: { items: { id: string; number: number }[] } };
    const wanted = listed.value.items.at(-1);
    asked = wanted?.id ?? '';
    await app.signOut();

    await onWindow((browserWindow) => browserWindow.hide());
    await follow(app, `countersign://request/${asked}`);
    await until('the window shows', isVisible);
    expect((await stateOf(app)).session).toBeNull();
    expect(await app.page.getByRole('region', { name: /^Request R-/ }).count()).toBe(0);

    await app.signInAs('Ingrid Solheim');
    await app.page.getByRole('region', { name: `Request R-${String(wanted?.number)}` }).waitFor();
  });

  test('opens from whatever screen in the app that runs already', async () => {
    await app.page.getByRole('button', { name: /^Accounts/ }).click();
    await app.page.getByRole('heading', { name: 'Accounts', level: 1 }).waitFor();
    await onWindow((browserWindow) => browserWindow.hide());
    await follow(app, `countersign://request/${asked}`);
    await until('the window shows', isVisible);
    await app.page.getByRole('region', { name: /^Request R-/ }).waitFor();
    expect(app.electron.windows()).toHaveLength(1);
  });

  test.each([
    'countersign://approve/req_1',
    'countersign://request/../../etc/passwd',
    `countersign://accept?server=http%3A%2F%2Fevil.example&code=${CODE}`,
    'countersign://request/req_1%22%3E%3Cscript%3E',
  ])('that is none of ours does nothing: %s', async (link) => {
    const before = await stateOf(app);
    await follow(app, link);
    expect(await stateOf(app)).toEqual(before);
  });

  test('of an invitation is offered until it is waved away', async () => {
    await follow(app, `countersign://accept?server=${encodeURIComponent(SERVER)}&code=${CODE}`);
    await until('it is offered', async () => (await stateOf(app)).acceptLink !== null);
    expect((await stateOf(app)).acceptLink).toEqual({ server: SERVER, code: CODE });
    await app.page.evaluate(() => window.countersign.invoke('desktop.dismissAcceptLink', {}));
    expect((await stateOf(app)).acceptLink).toBeNull();
  });

  test('nothing on the way was complained about', () => expect(app.complaints).toEqual([]));
});

test('a link that starts the app is followed too', async () => {
  const app = await Application.start({
    args: [`countersign://accept?server=${encodeURIComponent(SERVER)}&code=${CODE}`],
  });
  await until('it is offered', async () => (await stateOf(app)).acceptLink !== null);
  expect((await stateOf(app)).acceptLink).toEqual({ server: SERVER, code: CODE });
  await app.stop();
});
