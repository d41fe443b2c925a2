import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hardenedPreferences } from '../../main/desktop/web-preferences';
import { Application } from './application';

const OWN_PAGE = 'https://countersign.localhost/index.html';

let app: Application;
beforeAll(async () => {
  app = await Application.start();
});
afterAll(async () => {
  await app.stop();
});

const state = async (): Promise<Record<string, unknown>> =>
  (
    (await app.page.evaluate(() => window.countersign.invoke('desktop.state', {}))) as {
      value: Record<string, unknown>;
    }
  ).value;

async function signInAsSomebody(): Promise<void> {
  await app.page.evaluate(async () => {
    const opened = (await window.countersign.invoke('desktop.openSample', {})) as never;
    const { people } = (opened as { value: { profile: { people: { id: string }[] } } }).value.profile;
    // Another person each time: codes are accepted once.
    const next = Number(sessionStorage.getItem('next') ?? '0');
    sessionStorage.setItem('next', String(next + 1));
    await window.countersign.invoke('desktop.signInAsSamplePerson', { memberId: people[next]?.id });
  });
  expect((await state())['session']).not.toBeNull();
}

/** The hardening list of desktop.md, line by line, in the running app. */
describe('the window', () => {
  test('has every preference as it must be', async () => {
    const window = await app.electron.browserWindow(app.page);
    const preferences = await window.evaluate((browserWindow) => {
      const contents = browserWindow.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      return contents.getLastWebPreferences();
    });
    const { preload: _preload, session: _session, ...wanted } = hardenedPreferences('', null as never, true);
    // What Electron reports of them; those it keeps to itself are asserted where they are made.
    const reported = Object.entries(wanted).filter(([name]) => name in preferences);
    expect(Object.fromEntries(reported.map(([name]) => [name, preferences[name]]))).toEqual(
      Object.fromEntries(reported),
    );
    expect(reported.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'sandbox',
        'contextIsolation',
        'nodeIntegration',
        'nodeIntegrationInSubFrames',
        'webviewTag',
        'webSecurity',
        'allowRunningInsecureContent',
        'experimentalFeatures',
      ]),
    );
    const risky = [
      'enableBlinkFeatures',
      'additionalArguments',
      'disableBlinkFeatures',
      'plugins',
      'javascript',
    ];
    // Neither switched on, nor set to anything beside what Electron gives every window.
    expect(
      risky.filter((name) => ![undefined, '', false, true].includes(preferences[name] as never)),
    ).toEqual([]);
    expect(preferences['plugins'] ?? false).toBe(false);
  });

  test('shows our own origin, a secure one, with the bridge and nothing of Node', async () => {
    const seen = await app.page.evaluate(() => ({
      url: location.href,
      secure: isSecureContext,
      bridge: Object.keys(window.countersign).sort(),
      frozen: Object.isFrozen(window.countersign),
      node: ['require', 'process', 'module', 'Buffer', 'global', 'electron'].filter((name) => name in window),
    }));
    expect(seen).toEqual({
      url: OWN_PAGE,
      secure: true,
      bridge: ['invoke', 'subscribe'],
      frozen: true,
      node: [],
    });
  });

  test('main listens on one channel only', async () => {
    const channels = await app.electron.evaluate(({ ipcMain }) => ({
      handled: [...(ipcMain as unknown as { _invokeHandlers: Map<string, unknown> })._invokeHandlers.keys()],
      // Electron's own listener.
      listened: ipcMain.eventNames().filter((name) => name !== 'error'),
    }));
    expect(channels).toEqual({ handled: ['countersign:invoke'], listened: [] });
  });

  test('another window with the same preload may not call', async () => {
    const answer = await app.electron.evaluate(async ({ BrowserWindow, session }, url) => {
      const [own] = BrowserWindow.getAllWindows();
      const preload = process.mainModule
        ?.require('node:path')
        .join(process.mainModule.require('electron').app.getAppPath(), 'out/preload/index.js');
      const other = new BrowserWindow({
        show: false,
        webPreferences: {
          preload,
          sandbox: true,
          session: own?.webContents.session ?? session.defaultSession,
        },
      });
      await other.loadURL(url);
      const result: unknown = await other.webContents.executeJavaScript(
        "window.countersign.invoke('desktop.state', {})",
      );
      other.destroy();
      return result;
    }, OWN_PAGE);
    expect(answer).toMatchObject({ ok: false, problem: { code: 'permission_denied' } });
  });
});

describe('the session ends', () => {
  test.each([
    ['lock-screen', 'lock-screen'],
    ['suspend', 'suspend'],
    ['user-did-resign-active', 'user-switch'],
  ])('with the machine’s %s', async (signal, cause) => {
    await signInAsSomebody();
    await app.electron.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name as never), signal);
    expect(await state()).toMatchObject({ session: null, signedOutBecause: cause });
  });

  test('with the page, which is loaded again', async () => {
    await signInAsSomebody();
    const window = await app.electron.browserWindow(app.page);
    await window.evaluate((browserWindow) => {
      const again = new Promise<void>((resolve) =>
        browserWindow.webContents.once('did-finish-load', () => resolve()),
      );
      browserWindow.webContents.forcefullyCrashRenderer();
      return again;
    });
    const after = await window.evaluate(
      (browserWindow) =>
        browserWindow.webContents.executeJavaScript(
          "window.countersign.invoke('desktop.state', {})",
        ) as Promise<unknown>,
    );
    expect(after).toMatchObject({ ok: true, value: { session: null, signedOutBecause: 'engine-stopped' } });
  });
});
