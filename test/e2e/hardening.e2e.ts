import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
    });
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

describe('from inside the page', () => {
  test('no network is reached, not even our own', async () => {
    const outcomes = await app.page.evaluate(async () => {
      const loads = (element: HTMLElement): Promise<string> =>
        new Promise((resolve) => {
          element.onload = () => resolve('loaded');
          element.onerror = () => resolve('refused');
          // A style sheet that the policy refuses tells nobody.
          setTimeout(() => resolve('refused'), 1000);
          document.body.append(element);
        });
      const refused = (): string => 'refused';
      const image = document.createElement('img');
      image.src = 'https://example.com/a.png';
      const sheet = document.createElement('link');
      sheet.rel = 'stylesheet';
      sheet.href = 'https://example.com/a.css';
      return {
        fetch: await fetch('https://example.com/').then(() => 'reached', refused),
        local: await fetch('http://127.0.0.1:9/').then(() => 'reached', refused),
        own: await fetch('/index.html').then(() => 'reached', refused),
        socket: await new Promise((resolve) => {
          const socket = new WebSocket('wss://example.com/');
          socket.onopen = () => resolve('reached');
          socket.onerror = () => resolve('refused');
        }),
        beacon: navigator.sendBeacon('https://example.com/', 'x') ? 'queued' : 'refused',
        image: await loads(image),
        sheet: await loads(sheet),
      };
    });
    const { beacon: _queued, ...others } = outcomes;
    expect(new Set(Object.values(others))).toEqual(new Set(['refused']));
  });

  test('no text becomes markup or script', async () => {
    const outcomes = await app.page.evaluate(() => {
      const attempt = (hostile: () => unknown): string => {
        try {
          return String(hostile());
        } catch (error) {
          return (error as Error).name;
        }
      };
      return [
        attempt(() => (document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>')),
        attempt(() => (document.createElement('script').textContent = 'window.pwned = 1')),
        attempt(() => (document.createElement('script').src = 'https://example.com/a.js')),
        attempt(() => document.write('<script>window.pwned = 1</script>')),
        attempt(() => new Worker('data:text/javascript,postMessage(1)')),
      ];
    });
    expect(outcomes).toEqual(Array.from({ length: 5 }, () => 'TypeError'));
    expect(await app.page.evaluate(() => 'pwned' in window)).toBe(false);
  });

  test('no frame is loaded', async () => {
    const frames = await app.page.evaluate(
      async (urls) => {
        const made = urls.map((url) => {
          const frame = document.createElement('iframe');
          frame.src = url;
          document.body.append(frame);
          return frame;
        });
        await new Promise((resolve) => setTimeout(resolve, 500));
        const seen = made.map((frame) => {
          try {
            return 'countersign' in (frame.contentWindow ?? {});
          } catch {
            // An error page of Chromium's own, of no origin.
            return false;
          }
        });
        for (const frame of made) frame.remove();
        return seen;
      },
      [OWN_PAGE, 'https://example.com/', 'data:text/html,x'],
    );
    expect(frames).toEqual([false, false, false]);
  });

  test('permissions are denied', async () => {
    const outcomes = await app.page.evaluate(async () => {
      const denied = (error: Error): string => error.name;
      return {
        notification: await Notification.requestPermission(),
        location: await new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('given'),
            () => resolve('denied'),
          ),
        ),
        clipboard: await navigator.clipboard.readText().then(() => 'given', denied),
        screen: await navigator.mediaDevices.getDisplayMedia({ video: true }).then(() => 'given', denied),
        microphone: (await navigator.permissions.query({ name: 'microphone' })).state,
      };
    });
    expect(outcomes).toEqual({
      notification: 'denied',
      location: 'denied',
      clipboard: 'NotAllowedError',
      screen: 'NotAllowedError',
      microphone: 'denied',
    });
  });

  test('nothing leads the window elsewhere, and no other opens', async () => {
    const targets = [
      'https://example.com/',
      'http://countersign.localhost/',
      'file:///etc/passwd',
      'https://countersign.localhost/assets/none.js',
      'data:text/html,x',
    ];
    for (const target of targets) {
      await app.page.evaluate((url) => {
        window.open(url);
        location.href = url;
      }, target);
      await app.page.waitForTimeout(100);
      expect(app.page.url()).toBe(OWN_PAGE);
    }
    await app.page.evaluate(() => {
      const form = document.createElement('form');
      form.action = 'https://example.com/';
      form.method = 'post';
      document.body.append(form);
      form.submit();
    });
    await app.page.waitForTimeout(100);
    expect(app.page.url()).toBe(OWN_PAGE);
    expect(app.electron.windows()).toHaveLength(1);
  });

  test('links open outside only where they may, and only the pages that may', async () => {
    await app.electron.evaluate(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { opened });
      shell.openExternal = async (url) => void opened.push(url);
    });
    const opened = await (async () => {
      await app.page.evaluate(() => {
        for (const url of [
          'https://docs.countersign.example/guide',
          'https://docs.countersign.example:8443/',
          'https://a:b@docs.countersign.example/',
          'http://docs.countersign.example/',
          'https://docs.countersign.example.evil.example/',
          'https://evil.example/?docs.countersign.example',
          'file:///etc/passwd',
          'smb://server/share',
          'javascript:alert(1)',
          'countersign://request/req_1',
          'mailto:x@example.com',
        ])
          window.open(url, '_blank', 'noopener');
      });
      await app.page.waitForTimeout(200);
      return await app.electron.evaluate(() => (globalThis as never as { opened: string[] }).opened);
    })();
    expect(opened).toEqual(['https://docs.countersign.example/guide']);
    expect(app.electron.windows()).toHaveLength(1);
  });

  test('text may be put on the clipboard, and a secret by main', async () => {
    await (await app.electron.browserWindow(app.page)).evaluate((browserWindow) => browserWindow.focus());
    const written = await app.page.evaluate(async () => ({
      may: (await navigator.permissions.query({ name: 'clipboard-write' as never })).state,
      read: await navigator.clipboard.readText().then(
        () => 'given',
        (error: Error) => error.name,
      ),
      secret: await window.countersign.invoke('desktop.copySecret', { text: 'a secret of the test' }),
    }));
    expect(written).toMatchObject({ may: 'granted', read: 'NotAllowedError', secret: { ok: true } });
    expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe('a secret of the test');
  });

  test('the page’s policy is the one that was decided, word for word', async () => {
    const policy = await app.electron.evaluate(async ({ BrowserWindow }, url) => {
      const [window] = BrowserWindow.getAllWindows();
      const answer = await window?.webContents.session.fetch(url);
      return answer?.headers.get('content-security-policy') ?? '';
    }, OWN_PAGE);
    const directives = policy.split(';').map((directive) => directive.trim());
    expect(directives.filter((directive) => directive !== '').sort()).toEqual(
      [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        'trusted-types default',
      ].sort(),
    );
  });

  test('signed out, every guarded call is refused, whatever it is given', async () => {
    const codes = await app.page.evaluate(async () => {
      const guarded = ['requests.list', 'members.list', 'session.get', 'requests.approve', 'desktop.signOut'];
      const inputs: unknown[] = [{}, null, 'x', [[[]]], { id: { $ne: 1 } }];
      const answers = await Promise.all(
        guarded.flatMap((name) => inputs.map((input) => window.countersign.invoke(name, input))),
      );
      return answers.map((answer) => (answer as { problem: { code: string } }).problem.code);
    });
    expect(new Set(codes)).toEqual(new Set(['unauthenticated']));
  });

  test('what main alone may call isn’t there, and what can’t be sent is answered', async () => {
    const codes = await app.page.evaluate(async () => {
      const answers = await Promise.all([
        window.countersign.invoke('session.create', { email: 'a@b.example', password: 'x', totp: '123456' }),
        window.countersign.invoke('session.delete', {}),
        window.countersign.invoke('__proto__', {}),
        window.countersign.invoke('desktop.state', { run: () => 1 }),
      ]);
      return answers.map((answer) => (answer as { problem: { code: string } }).problem.code);
    });
    expect(codes).toEqual(['not_found', 'not_found', 'not_found', 'unavailable']);
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
