import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { Application } from './application';
import { Authenticator } from './authenticator';
import { axeFindings } from './axe-in-app';
import { SecurityKey } from './security-key';

const OLIVIA = { name: 'Olivia Reyes', email: 'olivia@mole.example', password: 'seven quiet lighthouses' };
const ANN = { name: 'Ann Weber', email: 'ann@mole.example', password: 'paper boats go upstream' };
const NEW_PASSWORD = 'eight louder lighthouses';
/** Passwords are hashed as in earnest here, on machines that have other things to do. */
const PATIENCE_MS = 30_000;
const ORGANIZATION = {
  name: 'Mole Street Capital',
  kyb: {
    legalName: 'Mole Street Capital AG',
    registrationNumber: 'CHE-1',
    country: 'CH',
    reference: 'KYB-1',
    confirmed: true,
  },
  signInPolicy: 'authenticator-or-passkey',
  session: { idleTimeoutMinutes: 30, absoluteTimeoutHours: 12 },
};

interface Begun {
  totp: { secret: string };
}

/**
 * Two people with authenticator apps in one organization, of which the Owner takes passkeys up and then asks for nothing
 * else: everything about one’s own signing in, with keys alone wherever something is done.
 */
describe('signing in, and what it needs', () => {
  let app: Application;
  let key: SecurityKey;
  let oliviasApp: Authenticator;
  let annsApp: Authenticator;
  const findings: string[] = [];

  const invoke = async <T>(name: string, input: object = {}): Promise<T> => {
    const answer = (await app.page.evaluate(
      ([operation, given]) => window.countersign.invoke(operation, given),
      [name, input] as const,
    )) as { ok: boolean; value: T; problem?: { detail: string } };
    if (!answer.ok) throw new Error(`${name}: ${answer.problem?.detail ?? 'refused'}`);
    return answer.value;
  };
  /** Enrols the authenticator app that was shown, and keeps a recovery code. */
  const enrolled = async ({ totp }: Begun): Promise<Authenticator> => {
    const authenticator = new Authenticator(totp.secret);
    const code = await authenticator.code();
    const { recoveryCodes } = await invoke<{ recoveryCodes: string[] }>('desktop.confirmEnrolment', { code });
    await invoke('desktop.finishEnrolment', { recoveryCode: recoveryCodes[0] });
    return authenticator;
  };

  beforeAll(async () => {
    app = await Application.start();
    app.page.setDefaultTimeout(PATIENCE_MS);
    const { name, email, password } = OLIVIA;
    const owner = { displayName: name, email, password };
    oliviasApp = await enrolled(
      await invoke<Begun>('desktop.createOrganization', { ...ORGANIZATION, owner }),
    );
    const invited = await invoke<{ result: { invitationCode: string } }>('requests.create', {
      operation: 'member.invite',
      params: { email: ANN.email, displayName: ANN.name, grants: { workflows: [], accounts: [] } },
    });
    await invoke('desktop.signOut');
    const { invitationCode: code } = invited.result;
    annsApp = await enrolled(
      await invoke<Begun>('desktop.acceptInvitation', { code, password: ANN.password }),
    );
    await invoke('desktop.signOut');
  });
  afterAll(async () => {
    await app.stop();
  });

  const button = (name: string | RegExp): Locator => app.page.getByRole('button', { name });
  const field = (label: string | RegExp): Locator => app.page.getByLabel(label, { exact: true });
  const dialog = (): Locator => app.page.getByRole('dialog');
  const inside = (): Promise<void> => app.page.getByRole('navigation', { name: 'Main' }).waitFor();
  const type = async (text: string): Promise<void> => app.page.keyboard.type(text);
  const isFocused = (target: Locator): Promise<boolean> =>
    target.evaluateAll((found) => found.some((element) => element === document.activeElement));
  /** Goes there with Tab alone; a list that opens on the way hides it for as long. */
  const tabTo = async (target: Locator): Promise<void> => {
    await target.waitFor();
    for (let presses = 0; presses < 60; presses += 1) {
      if (await isFocused(target)) return;
      await app.page.keyboard.press('Tab');
    }
    throw new Error(`Tab doesn’t lead to ${String(target)}`);
  };
  const press = async (target: Locator): Promise<void> => {
    await tabTo(target);
    await app.page.keyboard.press('Enter');
  };
  const fill = async (label: string | RegExp, text: string): Promise<void> => {
    await tabTo(field(label));
    await app.page.keyboard.press('Control+a');
    await type(text);
  };
  const pictures = async (name: string): Promise<void> => {
    for (const theme of ['dark', 'light'] as const) {
      await app.appearance(theme);
      for (const found of await axeFindings(app.page, key.debug))
        findings.push(`${name}, ${theme}: ${found}`);
    }
    await app.screenshotBothThemes(`sign-in-policy-${name}`);
  };
  /** Goes there with an arrow key, in what takes one Tab as a whole. */
  const arrowTo = async (target: Locator): Promise<void> => {
    await target.waitFor();
    for (let presses = 0; presses < 12; presses += 1) {
      if (await isFocused(target)) return;
      await app.page.keyboard.press('ArrowDown');
    }
    throw new Error(`arrows don’t lead to ${String(target)}`);
  };
  const chooseOfMenu = async (name: RegExp): Promise<void> => {
    await press(button(/^Your account/));
    await arrowTo(app.page.getByRole('menuitem', { name }));
    await app.page.keyboard.press('Enter');
  };
  const openSecurity = async (): Promise<void> => {
    await chooseOfMenu(/^Settings/);
    await tabTo(app.page.getByRole('tab', { selected: true }));
    await arrowTo(app.page.getByRole('tab', { name: 'Signing in' }));
    await app.page.getByRole('heading', { name: 'Second factors' }).waitFor();
  };
  const signOut = async (): Promise<void> => {
    await chooseOfMenu(/^Sign out/);
    await field('E-mail').waitFor();
  };
  const keepCodes = async (): Promise<string[]> => {
    await app.page.getByRole('list', { name: 'Recovery codes' }).waitFor();
    const codes = await app.page.locator('.recovery-codes li').allTextContents();
    await fill('Type one of them back', codes[4] ?? '');
    return codes;
  };

  test('an app that is killed leaves its session open, as far as the engine can tell', async () => {
    await invoke('desktop.signIn', { ...signInOf(OLIVIA), totp: await oliviasApp.code() });
    const { profileFolder } = app;
    app.electron.process().kill('SIGKILL');
    await app.electron.waitForEvent('close').catch(() => undefined);
    app = await Application.start({ profileFolder });
    app.page.setDefaultTimeout(PATIENCE_MS);
    key = await SecurityKey.pluggedInto(app);
    await press(button(/Mole Street Capital/));
    await fill('E-mail', OLIVIA.email);
    await fill('Password', OLIVIA.password);
    await tabTo(field('Code from your authenticator app'));
    await type(await oliviasApp.code());
    await inside();
  });

  test('a session elsewhere is seen, and ended with a second factor', async () => {
    await openSecurity();
    await pictures('two-sessions');
    await press(button(/^End the session on/));
    await dialog()
      .getByText(/signed out at once/)
      .waitFor();
    await pictures('end-session');
    await press(dialog().getByRole('button', { name: 'End' }));
    await app.page.getByText('Nowhere else.').waitFor();
  });

  test('a new password is taken, and the old one no longer', async () => {
    await press(button('Change password'));
    await fill('Your password now', 'not the right password');
    await fill('New password', NEW_PASSWORD);
    await fill('The new password again', NEW_PASSWORD);
    await press(dialog().getByRole('button', { name: 'Change it' }));
    await dialog()
      .getByText(/This isn’t your password/)
      .waitFor();
    await pictures('password-refused');
    await fill('Your password now', OLIVIA.password);
    await press(dialog().getByRole('button', { name: 'Change it' }));
    await dialog().waitFor({ state: 'detached' });
  });

  test('passkeys are added and named, and one that nobody verified isn’t', async () => {
    await key.answer(false);
    await press(button('Add a passkey'));
    await fill('What you call it', 'Blue key');
    await press(button('Make the passkey'));
    await dialog()
      .getByText(/No passkey answered|couldn’t be used/)
      .waitFor();
    await pictures('passkey-unverified');
    await key.answer(true);
    await press(button('Make the passkey'));
    await app.page.getByText('Blue key', { exact: true }).waitFor();
    await press(button('Rename Blue key'));
    await fill('What you call it', 'Green key');
    await press(dialog().getByRole('button', { name: 'Save' }));
    await app.page.getByText('Green key', { exact: true }).waitFor();
    // The same key again is one that she has.
    await press(button('Add a passkey'));
    await press(button('Make the passkey'));
    await dialog()
      .getByText('This authenticator holds a passkey of yours already. Use another one.')
      .waitFor();
    await app.page.keyboard.press('Escape');
    await pictures('factors');
  });

  test('signs in with passkey and new password', async () => {
    await signOut();
    await fill('Password', OLIVIA.password);
    await press(button('Use a passkey'));
    await app.page
      .getByRole('alert')
      .getByText(/isn’t right/)
      .waitFor();
    await fill('Password', NEW_PASSWORD);
    await press(button('Use a passkey'));
    await inside();
  });

  test('passkeys become the only way in', async () => {
    await press(button(/^Policies/));
    const security = app.page.getByRole('article', { name: 'Security' });
    await tabTo(security.getByRole('switch', { name: 'Passkeys only' }));
    await app.page.keyboard.press('Space');
    await press(button('Submit as a request'));
    await dialog().getByText('Completes at once').waitFor();
    await pictures('tighten');
    await press(dialog().getByRole('button', { name: 'Change it now' }));
    await dialog().waitFor({ state: 'detached' });
    await openSecurity();
    await app.page.getByText('No longer accepted').waitFor();
    await pictures('no-longer-accepted');
    expect(await button('Remove Green key').isDisabled()).toBe(true);
    await press(button('Remove Authenticator app'));
    await press(dialog().getByRole('button', { name: 'Remove' }));
    await app.page.getByText('Authenticator app', { exact: true }).waitFor({ state: 'detached' });
  });

  test('who has an authenticator app alone is blocked until a passkey is made', async () => {
    await signOut();
    await button('Sign in with a passkey').waitFor();
    await pictures('passkey-only');
    await fill('E-mail', ANN.email);
    await fill('Password', ANN.password);
    await press(button('Use a code from an authenticator app'));
    await tabTo(field('Code from your authenticator app'));
    await type(await annsApp.code());
    await app.page.getByRole('heading', { name: /Set up a second factor/ }).waitFor();
    await pictures('blocked');
    expect(await button('Use an authenticator app instead').count()).toBe(0);
    await press(button('Make the passkey'));
    await keepCodes();
    await pictures('codes');
    await press(button('Finish and go in'));
    await inside();
  });

  test('who lost the key comes back by a recovery code, once', async () => {
    await openSecurity();
    await press(button('Make new codes'));
    await press(dialog().getByRole('button', { name: 'Make new codes' }));
    await app.page.getByRole('list', { name: 'Recovery codes' }).waitFor();
    const [recoveryCode = ''] = await app.page.locator('.recovery-codes li').allTextContents();
    await press(button('I have kept them'));
    await signOut();
    await key.replace();
    const recover = async (): Promise<void> => {
      await press(button('Lost your factors?'));
      await fill('Password', ANN.password);
      await fill('Recovery code', recoveryCode);
      await press(button('Go on'));
    };
    await recover();
    await app.page.getByRole('heading', { name: /Set up a second factor/ }).waitFor();
    await press(button('Back to sign-in'));
    await recover();
    await app.page
      .getByRole('alert')
      .getByText(/isn’t right/)
      .waitFor();
  });

  test('nothing was complained about', () => {
    expect(findings).toEqual([]);
    expect(app.complaints).toEqual([]);
  });
});

function signInOf({ email, password }: typeof OLIVIA): { email: string; password: string } {
  return { email, password };
}
