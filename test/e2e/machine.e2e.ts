import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import { Application } from './application';
import { MockedLogind } from './mocked-logind';
import { until } from './notification-service';

/** Somebody who may start withdrawals. */
const INITIATOR = 'Marcus Lindqvist';

/** What the machine does under the app: locks, sleeps, changes its user, sits idle. Its services are Linux's. */
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
    for (const shown of ['Treasury', 'Cold storage', 'New withdrawal']) expect(before).toContain(shown);

    logind.lock();
    await until('the session ended', async () => (await cause()) === 'lock-screen');
    await app.page.getByText(/the screen was locked/).waitFor();
    expect(await form.count()).toBe(0);
    const blank = await app.page.evaluate(() => ({
      html: document.documentElement.outerHTML,
      typed: [...document.querySelectorAll('input')].map(({ value }) => value),
      stored: JSON.stringify({ ...localStorage, ...sessionStorage }),
    }));
    for (const secret of ['Treasury', 'Cold storage', 'New withdrawal', '0.123456', 'bc1', 'BTC'])
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
    ['goes to sleep', () => logind.prepareForSleep(true), 'suspend'],
  ])('%s: the session ends', async (_what, happen, why) => {
    await signIn();
    happen();
    await until('the session ended', async () => (await cause()) === why);
    expect((await state()).session).toBeNull();
    logind.setLockedHint(false);
    logind.setActive(true);
    logind.prepareForSleep(false);
  });

  test('does it all without the session ending where that isn’t wanted, or to others', async () => {
    await signIn();
    logind.addSession('c8');
    logind.lock('c8');
    await setEnds({ screenLock: false, suspend: false, userSwitch: false });
    logind.lock();
    screenSaver(true);
    logind.setActive(false);
    logind.prepareForSleep(true);
    logind.prepareForSleep(false);
    logind.setActive(true);
    // What comes last is heard last: once this ended it, everything before it was heard.
    await setEnds({ screenLock: true });
    expect((await state()).session).not.toBeNull();
    logind.lock();
    await until('the session ended', async () => (await cause()) === 'lock-screen');
    await signIn();
    await setEnds({ suspend: true, userSwitch: true });
  });

  describe('sits idle', () => {
    const idleSeconds = (): Promise<number> =>
      app.electron.evaluate(({ powerMonitor }) => powerMonitor.getSystemIdleTime());
    /** Has main's wall clock leap: the minutes that nobody can wait for. */
    const leap = (seconds: number): Promise<void> =>
      app.electron.evaluate((_electron, ms) => {
        const now = Date.now.bind(Date);
        Date.now = () => now() + ms;
      }, seconds * 1000);
    const countdown = () => app.page.getByText(/^You’ll be signed out in \d:\d\d/);

    test('and counts down; input to the machine alone keeps the session', async () => {
      const { idleTimeoutSeconds } = (await state()).session ?? { idleTimeoutSeconds: 0 };
      await until('the machine counts', async () => (await idleSeconds()) >= 3);
      await leap(idleTimeoutSeconds - 40);
      await countdown().waitFor();
      await app.screenshotBothThemes('countdown');
      // Outside of the window: nothing that the app itself would hear.
      execFileSync('xdotool', ['mousemove', '1398', '898']);
      execFileSync('xdotool', ['mousemove', '1396', '896']);
      await countdown().waitFor({ state: 'detached' });
      expect((await state()).session).not.toBeNull();
    });

    test('and “Stay signed in” keeps it too', async () => {
      const { idleTimeoutSeconds } = (await state()).session ?? { idleTimeoutSeconds: 0 };
      await until('the machine counts', async () => (await idleSeconds()) >= 3);
      await leap(idleTimeoutSeconds - 40);
      await countdown().waitFor();
      await app.page.getByRole('button', { name: 'Stay signed in' }).click();
      await countdown().waitFor({ state: 'detached' });
      expect((await state()).session).not.toBeNull();
    });

    test('for too long: the session is over, and the key that woke it brings nothing back', async () => {
      const { idleTimeoutSeconds } = (await state()).session ?? { idleTimeoutSeconds: 0 };
      await leap(idleTimeoutSeconds);
      execFileSync('xdotool', ['mousemove', '1390', '890']);
      await until('the session ended', async () => (await cause()) === 'idle');
      await app.page.getByText(/after a while without input/).waitFor();
    });
  });

  test('nothing on the way was complained about', () => {
    expect(app.complaints).toEqual([]);
  });
});
