import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { generate } from 'otplib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Worker } from 'node:worker_threads';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import { FOUNDING } from '../desktop/founding';
import { Application } from './application';
import { until } from './notification-service';
import { SecondDesktop } from './second-desktop';

/** desktop.md: a crashed renderer or engine ends the session, restarts, loses nothing. */
describe('a crash', () => {
  let app: Application;
  beforeAll(async () => {
    app = await Application.start();
    await SecondDesktop.listen(app);
    await app.openSample();
  });
  afterAll(async () => {
    await app.stop();
  });

  const state = async (): Promise<DesktopState> =>
    (
      (await app.page.evaluate(() => window.countersign.invoke('desktop.state', {}))) as {
        value: DesktopState;
      }
    ).value;
  test('of the engine’s thread ends the session and restarts it, with everything that was answered', async () => {
    await app.signInAs('Ingrid Solheim');
    const marcus = await SecondDesktop.of(app, 'Marcus Lindqvist');
    const { id } = await marcus.withdraw('0.51');
    await app.electron.evaluate(() => {
      void (globalThis as never as { engineLine: Worker }).engineLine.terminate();
    });
    await until('nobody is signed in', async () => (await state()).session === null);
    await until('the engine is back', async () => (await state()).profile?.status === 'ready');
    expect((await state()).signedOutBecause).toBe('engine-stopped');
    expect(await app.page.locator('body').innerText()).not.toContain('Cold storage');
    await app.signInAs('Priya Raman');
    expect(await requestStatus(id)).toBe('pending');
  });

  async function requestStatus(id: string): Promise<string> {
    const answer = await app.page.evaluate(
      (requestId) => window.countersign.invoke('requests.get', { id: requestId }),
      id,
    );
    return (answer as { value: { status: string } }).value.status;
  }

  test('of the page ends the session and loads it again, and the organization stays open', async () => {
    const window = await app.electron.browserWindow(app.page);
    const back = await window.evaluate(async (browserWindow) => {
      const again = new Promise<void>((resolve) =>
        browserWindow.webContents.once('did-finish-load', () => resolve()),
      );
      browserWindow.webContents.forcefullyCrashRenderer();
      await again;
      return browserWindow.webContents.executeJavaScript(
        "window.countersign.invoke('desktop.state', {})",
      ) as Promise<unknown>;
    });
    expect(back).toMatchObject({
      value: {
        session: null,
        signedOutBecause: 'engine-stopped',
        profile: { kind: 'sample', status: 'ready' },
      },
    });
  });
});

describe('killed while the organization of this computer is created', () => {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-killed-'));
  afterAll(() => fs.rmSync(profile, { recursive: true, force: true }));

  async function call<T>(app: Application, name: string, input: unknown): Promise<T> {
    const answer = (await app.page.evaluate(
      ([callName, callInput]) => window.countersign.invoke(callName as string, callInput),
      [name, input],
    )) as { ok: boolean; value: T };
    expect(answer).toMatchObject({ ok: true });
    return answer.value;
  }

  const steps: ((app: Application) => Promise<unknown>)[] = [
    (app) => call(app, 'desktop.createOrganization', FOUNDING),
    async (app) => {
      const { totp } = await call<{ totp: { secret: string } }>(app, 'desktop.createOrganization', FOUNDING);
      const code = await generate({ secret: totp.secret });
      return await call(app, 'desktop.confirmEnrolment', { code });
    },
    async (app) => {
      const { totp } = await call<{ totp: { secret: string } }>(app, 'desktop.createOrganization', FOUNDING);
      const code = await generate({ secret: totp.secret });
      const { recoveryCodes } = await call<{ recoveryCodes: string[] }>(app, 'desktop.confirmEnrolment', {
        code,
      });
      await call(app, 'desktop.finishEnrolment', { recoveryCode: recoveryCodes[3] });
    },
  ];

  test.each([
    ['after the seed was shown, it is nothing', 0, null],
    ['after the first code, it is nothing', 1, null],
    ['after its recovery code, it is all there', 2, { name: 'Fjord Capital' }],
  ])('%s', async (_when, step, kept) => {
    const app = await Application.start({ profileFolder: profile });
    await steps[step]?.(app);
    const child = app.electron.process();
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    const again = await Application.start({ profileFolder: profile });
    const { localOrganization } = await call<DesktopState>(again, 'desktop.state', {});
    expect(localOrganization).toEqual(kept);
    await until('nothing half-made is left', () =>
      fs.readdirSync(profile).every((name) => !name.startsWith('founding-')),
    );
    if (kept !== null) {
      const opened = await call<DesktopState>(again, 'desktop.openLocal', {});
      expect(opened.profile).toMatchObject({ kind: 'local', status: 'ready' });
    }
    await again.electron.close();
  });
});
