import { execFileSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import { Application } from './application';
import { MockedLogind } from './mocked-logind';
import { until } from './notification-service';

/** Somebody who may start withdrawals. */
const INITIATOR = 'Marcus Lindqvist';

/** What the machine does under the app: locks, changes its user, sits idle (sleep is a file of its own). Its services are Linux's. */
describe.runIf(process.platform === 'linux')('the machine', () => {
  let logind: MockedLogind;
  let app: Application;
  let next = 0;

  beforeAll(async () => {
    logind = await MockedLogind.start();
    app = await Application.start({ env: logind.env });
    await app.openSample();
  });
  afterAll(async () => {
    await app.stop();
    await logind.stop();
  });

  /** One that failed leaves the next with nobody signed in, and everything as it was. */
  afterEach(async () => {
    await app.backToRealTime();
    await app.page.evaluate(() => window.countersign.invoke('desktop.signOut', {}));
    await until('nobody is signed in', async () => (await state()).session === null);
  });

  const state = async (): Promise<DesktopState> =>
    (
      (await app.page.evaluate(() => window.countersign.invoke('desktop.state', {}))) as {
        value: DesktopState;
      }
    ).value;
  const cause = async (): Promise<string | null> => (await state()).signedOutBecause;
  /** Another person each time: codes are accepted once. */
  const signIn = async (): Promise<void> => {
    const people = (await state()).profile?.people.filter(({ displayName }) => displayName !== INITIATOR);
    const person = people?.[next];
    next += 1;
    if (person === undefined) throw new Error('the sample has no more people');
    await app.signInAs(person.displayName);
    await setEnds({ screenLock: true, suspend: true, userSwitch: true });
  };
  const setEnds = (ends: object): Promise<unknown> =>
    app.page.evaluate((value) => window.countersign.invoke('desktop.setSessionEnds', value), ends);
  const screenSaver = (active: boolean): unknown =>
    execFileSync('gdbus', [
      'emit',
      '--session',
      '--object-path=/org/freedesktop/ScreenSaver',
      '--signal=org.freedesktop.ScreenSaver.ActiveChanged',
      String(active),
    ]);

  test('has a logind that the app has found', () => until('somebody listens', () => logind.hasListener()));

  test('locks: nothing is left in the page, and the same person comes back to the same place', async () => {
    await app.signInAs(INITIATOR);
    await app.page.getByRole('button', { name: /^Accounts/ }).click();
    await app.page.getByRole('heading', { name: 'Accounts', level: 1 }).waitFor();
    await app.page.keyboard.press('n');
    const form = app.page.getByRole('dialog', { name: 'New withdrawal' });
    await form.getByLabel(/^Note/).fill('planted note 0.123456');
    const before = await app.page.content();
    /** Whatever the page showed of the organization: names of accounts, every amount, what was being written. */
    const amounts = [...new Set(before.match(/\d[\d,]*\.\d{2,}/g) ?? [])];
    const secrets = ['New withdrawal', ...amounts];
    expect(amounts.length).toBeGreaterThan(5);
    for (const shown of secrets) expect(before).toContain(shown);

    logind.lock();
    await until('the session ended', async () => (await cause()) === 'lock-screen');
    await app.page.getByText(/the screen was locked/).waitFor();
    expect(await form.count()).toBe(0);
    const blank = await app.page.evaluate(() => ({
      html: document.documentElement.outerHTML,
      typed: [...document.querySelectorAll('input')].map(({ value }) => value),
      stored: JSON.stringify({ ...localStorage, ...sessionStorage }),
    }));
    for (const secret of [...secrets, '0.123456', 'Cold storage', 'bc1', 'BTC'])
      expect(JSON.stringify(blank)).not.toContain(secret);
    await app.screenshotBothThemes('locked');

    await app.signInAs(INITIATOR);
    expect(await form.getByLabel(/^Note/).inputValue()).toBe('planted note 0.123456');
    await app.page.keyboard.press('Escape');
    await app.page.getByRole('heading', { name: 'Accounts', level: 1 }).waitFor();
    await app.signOut();
  });

  test.each<[string, () => unknown, string]>([
    ['says that it is locked', () => logind.setLockedHint(true), 'lock-screen'],
    ['has its screen saver on', () => screenSaver(true), 'lock-screen'],
    ['shows another user', () => logind.setActive(false), 'user-switch'],
  ])('%s: the session ends', async (_what, happen, why) => {
    await signIn();
    happen();
    await until('the session ended', async () => (await cause()) === why);
    expect((await state()).session).toBeNull();
    logind.setLockedHint(false);
    logind.setActive(true);
  });

  test('does it all without the session ending where that isn’t wanted, or to others', async () => {
    await signIn();
    logind.addSession('c8');
    logind.lock('c8');
    await setEnds({ screenLock: false, suspend: false, userSwitch: false });
    logind.lock();
    screenSaver(true);
    logind.setActive(false);
    logind.setActive(true);
    // A bus keeps the order: what ends it now comes after everything that must not.
    await setEnds({ userSwitch: true });
    logind.setActive(false);
    await until('the session ended', async () => (await state()).session === null);
    expect(await cause()).toBe('user-switch');
    logind.setActive(true);
  });

  describe('sits idle', () => {
    const idleSeconds = (): Promise<number> =>
      app.electron.evaluate(({ powerMonitor }) => powerMonitor.getSystemIdleTime());
    const idleTimeout = async (): Promise<number> => (await state()).session?.idleTimeoutSeconds ?? 0;
    const countdown = () => app.page.getByText(/^You’ll be signed out in \d:\d\d/);

    test('and counts down; input to the machine alone keeps the session', async () => {
      await signIn();
      const idleTimeoutSeconds = await idleTimeout();
      await until('the machine counts', async () => (await idleSeconds()) >= 3);
      await app.leap(idleTimeoutSeconds - 40);
      await countdown().waitFor();
      await app.screenshotBothThemes('countdown');
      // Outside of the window: nothing that the app itself would hear.
      execFileSync('xdotool', ['mousemove', '1398', '898']);
      execFileSync('xdotool', ['mousemove', '1396', '896']);
      await countdown().waitFor({ state: 'detached' });
      expect((await state()).session).not.toBeNull();
    });

    test('and “Stay signed in” keeps it too', async () => {
      await signIn();
      const idleTimeoutSeconds = await idleTimeout();
      await until('the machine counts', async () => (await idleSeconds()) >= 3);
      await app.leap(idleTimeoutSeconds - 40);
      await countdown().waitFor();
      // Not by the mouse: moving it is input already, and takes the button away.
      await app.page
        .getByRole('button', { name: 'Stay signed in' })
        .evaluate((element) => (element as HTMLElement).click());
      await countdown().waitFor({ state: 'detached' });
      expect((await state()).session).not.toBeNull();
    });

    test('for too long: the session is over, and the key that woke it brings nothing back', async () => {
      await signIn();
      const idleTimeoutSeconds = await idleTimeout();
      await app.leap(idleTimeoutSeconds);
      execFileSync('xdotool', ['mousemove', '1390', '890']);
      await until('the session ended', async () => (await cause()) === 'idle');
      await app.page.getByText(/after a while without input/).waitFor();
    });

    test('or not: after its longest time a session is over in any case', async () => {
      await signIn();
      const expiresAt = (await state()).session?.expiresAt ?? '';
      await app.leap((Date.parse(expiresAt) - Date.now()) / 1000);
      await until('the session ended', async () => (await cause()) === 'expired');
    });

    test('and cannot be asked any more: that ends the session too', async () => {
      await signIn();
      await app.electron.evaluate(({ powerMonitor }) => {
        Object.assign(powerMonitor, {
          getSystemIdleTime: () => {
            throw new Error('the screen is gone');
          },
        });
      });
      await until('the session ended', async () => (await cause()) === 'idle');
    });
  });

  test('nothing on the way was complained about', () => {
    expect(app.complaints).toEqual([]);
  });
});
