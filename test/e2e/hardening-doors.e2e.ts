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

/** The ways out of the page, and in to main. */
describe('the doors', () => {
  test('main’s own requests in the page’s name reach nothing but the page’s files', async () => {
    const outcomes = await app.electron.evaluate(async ({ BrowserWindow }) => {
      const own = BrowserWindow.getAllWindows()[0]?.webContents.session;
      const ask = async (url: string, options?: object): Promise<number | string> => {
        try {
          return (await own?.fetch(url, options))?.status ?? 'no session';
        } catch {
          return 'refused';
        }
      };
      return {
        page: await ask('https://countersign.localhost/index.html'),
        above: await ask('https://countersign.localhost/..%2f..%2fpackage.json'),
        written: await ask('https://countersign.localhost/index.html', { method: 'POST', body: 'x' }),
        port: await ask('https://countersign.localhost:8443/index.html'),
        elsewhere: await ask('https://example.com/'),
        plain: await ask('http://countersign.localhost/index.html'),
        file: await ask('file:///etc/passwd'),
      };
    });
    const { page, ...others } = outcomes;
    expect(page).toBe(200);
    for (const [what, outcome] of Object.entries(others))
      expect([what, outcome === 'refused' || Number(outcome) >= 400]).toEqual([what, true]);
  });

  test('certificates that can’t be trusted are errors, and nobody is asked for one', async () => {
    const verdicts = await app.electron.evaluate(({ app: running }) => {
      const told: unknown[] = [];
      let prevented = 0;
      const event = { preventDefault: () => (prevented += 1) };
      // Electron passes these on to whose contents they are about.
      const contents = { emit: () => false };
      running.emit('certificate-error', event, contents, 'https://x', 'net::ERR', {}, (trust: boolean) =>
        told.push(trust),
      );
      running.emit('select-client-certificate', event, contents, 'https://x', [], () => told.push('given'));
      running.emit('login', event, contents, {}, {}, () => told.push('given'));
      return { told, prevented };
    });
    expect(verdicts).toEqual({ told: [false], prevented: 3 });
  });

  test('nothing is downloaded', async () => {
    const outcome = await app.electron.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return await new Promise<string>((resolve) => {
        contents?.session.once('will-download', (event) =>
          setImmediate(() => resolve(event.defaultPrevented ? 'refused' : 'taken')),
        );
        contents?.downloadURL('https://countersign.localhost/index.html');
        setTimeout(() => resolve('never began'), 3000);
      });
    });
    expect(outcome).not.toBe('taken');
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
