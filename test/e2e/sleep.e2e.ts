import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import { Application } from './application';
import { MockedLogind } from './mocked-logind';
import { until } from './notification-service';

/**
 * Chromium closes its sockets when the machine goes to sleep, the test's own view of the page among them. What comes
 * after is asked through main, and each test has an app of its own.
 */
describe.runIf(process.platform === 'linux')('the machine goes to sleep', () => {
  let logind: MockedLogind;
  let app: Application;

  beforeAll(async () => {
    logind = await MockedLogind.start();
  });
  afterAll(() => logind.stop());

  beforeEach(async () => {
    app = await Application.start({ env: logind.env });
    await app.openSample();
    await app.signInAs('Priya Raman');
    await until('somebody listens', () => logind.hasListener());
  });
  afterEach(() => app.stop());

  const inPage = <T>(name: string, input: object): Promise<T> =>
    app.electron.evaluate(
      async ({ BrowserWindow }, script) =>
        (await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script)) as never,
      `window.countersign.invoke(${JSON.stringify(name)}, ${JSON.stringify(input)})`,
    );
  const state = async (): Promise<DesktopState> =>
    (await inPage<{ value: DesktopState }>('desktop.state', {})).value;
  const shown = (): Promise<string> =>
    app.electron.evaluate(
      async ({ BrowserWindow }) =>
        (await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          'document.body.innerText',
        )) as string,
    );
  test('and the session ends before it does', async () => {
    logind.prepareForSleep(true);
    await until('the session ended', async () => (await state()).session === null);
    expect((await state()).signedOutBecause).toBe('suspend');
    await until('the page says why', async () => (await shown()).includes('because the computer slept'));
    expect(await shown()).not.toContain('Waiting for me');
  });

  test('which ends nothing for whoever doesn’t want it, but the time asleep counts', async () => {
    await inPage('desktop.setSessionEnds', { suspend: false });
    const { idleTimeoutSeconds = 0 } = (await state()).session ?? {};
    logind.prepareForSleep(true);
    logind.prepareForSleep(false);
    expect((await state()).session).not.toBeNull();
    logind.prepareForSleep(true);
    await app.leap(idleTimeoutSeconds + 1);
    logind.prepareForSleep(false);
    await until('the session ended', async () => (await state()).session === null);
    expect((await state()).signedOutBecause).toBe('idle');
  });
});
