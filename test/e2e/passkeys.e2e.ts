import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CDPSession, Locator } from 'playwright-core';
import { Application } from './application';
import { axeFindings } from './axe-in-app';
import { SecurityKey } from './security-key';

const ORGANIZATION = 'Quay Capital';
const OWNER = { name: 'Olivia Reyes', email: 'olivia@quay.example', password: 'seven quiet lighthouses' };

describe('passkeys in the real app', () => {
  let app: Application;
  let debug: CDPSession;
  let recoveryCode = '';
  beforeAll(async () => {
    app = await Application.start();
    ({ debug } = await SecurityKey.pluggedInto(app));
  });
  afterAll(async () => {
    await app.stop();
  });

  const button = (name: string | RegExp): Locator => app.page.getByRole('button', { name });
  const field = (label: string | RegExp): Locator => app.page.getByLabel(label, { exact: true });
  const findings: string[] = [];
  const pictures = async (name: string): Promise<void> => {
    for (const theme of ['dark', 'light'] as const) {
      await app.appearance(theme);
      for (const found of await axeFindings(app.page, debug)) findings.push(`${name}, ${theme}: ${found}`);
    }
    await app.screenshotBothThemes(`passkeys-${name}`);
  };
  /** What the page takes for the time is later by so much. */
  const shiftClock = async (byMs: number): Promise<void> => {
    await app.page.evaluate((by) => {
      const clock = Date as DateConstructor & { trueNow?: () => number };
      const trueNow = (clock.trueNow ??= Date.now.bind(Date));
      Date.now = () => trueNow() + by;
    }, byMs);
  };
  const openSecurity = async (): Promise<void> => {
    await button(/^Your account/).click();
    await app.page.getByRole('menuitem', { name: /^Settings/ }).click();
    await app.page.getByRole('tab', { name: 'Signing in' }).click();
    await app.page.getByRole('heading', { name: 'Second factors' }).waitFor();
  };

  test('a person of the sample adds one, and approves with it', async () => {
    await app.openSample();
    await app.signInAs('Ingrid');
    await openSecurity();
    await button('Add a passkey').click();
    await field('What you call it').fill('Blue key');
    await pictures('add');
    await button('Make the passkey').click();
    await app.page.getByText('Blue key', { exact: true }).waitFor();
    await pictures('security');

    await app.page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('button', { name: /Waiting/ })
      .click();
    // The five minutes of signing in are over, as far as the page can tell; the engine counts the signature anyway.
    await shiftClock(6 * 60_000);
    await app.page
      .getByText(/^Your passkey signs/)
      .first()
      .waitFor({ state: 'attached' });
    await pictures('step-up');
    await app.resize(1024, 700);
    await pictures('step-up-1024');
    await app.resize(1280, 800);
    await button(/^Approve/).click();
    await app.page
      .getByText(/^You approved R-/)
      .first()
      .waitFor();
    await shiftClock(0);
  });

  test('an organization that signs in with passkeys only begins with the Owner’s', async () => {
    await button(/^Your account/).click();
    await app.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await button('Leave the sample').click();
    await button('Create an organization on this computer').click();
    await field('Name of the organization').fill(ORGANIZATION);
    await field('Legal name of the business').fill('Quay Capital LLC');
    await field('Registration number').fill('HRB 1');
    await app.page.getByRole('combobox', { name: 'Country of registration' }).fill('swit');
    await app.page.getByRole('option', { name: 'Switzerland' }).click();
    await field('Reference of the verification (KYB)').fill('KYB-1');
    await app.page.getByText(/^I act for this business/).click();
    await button('Continue').click();

    await app.page.getByRole('heading', { name: 'How will its people sign in?' }).waitFor();
    await pictures('choose');
    await button('Try a passkey here').click();
    await app.page.getByText('Passkeys only', { exact: true }).click();
    await button('Continue').click();
    await field('Your name').fill(OWNER.name);
    await field('E-mail').fill(OWNER.email);
    await field('Password').fill(OWNER.password);
    await field('The same password again').fill(OWNER.password);
    await button('Continue').click();
    await field(`Type ${ORGANIZATION} to go on`).fill(ORGANIZATION);
    await app.page.getByLabel('Passphrase', { exact: true }).fill('nine herons on the quay');
    await app.page.getByLabel('The same again', { exact: true }).fill('nine herons on the quay');
    await button('Create organization').click();

    await button('Make the passkey').waitFor();
    await pictures('enrol');
    await button('Make the passkey').click();
    await app.page.getByRole('list', { name: 'Recovery codes' }).waitFor();
    const codes = await app.page.locator('.recovery-codes li').allTextContents();
    recoveryCode = codes[0] ?? '';
    await field('Type one of them back').fill(codes[3] ?? '');
    await button('Finish and go in').click();
    await app.page.getByRole('navigation', { name: 'Main' }).waitFor();
  });

  test('the Owner signs in with it', async () => {
    await button(/^Your account/).click();
    await app.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await field('E-mail').fill(OWNER.email);
    await field('Password').fill(OWNER.password);
    await pictures('sign-in');
    await button('Sign in with a passkey').click();
    await app.page.getByRole('navigation', { name: 'Main' }).waitFor();
  });

  test('new recovery codes are shown once, and the last passkey stays', async () => {
    await openSecurity();
    expect(await button('Remove Passkey').isDisabled()).toBe(true);
    await button('Make new codes').click();
    await app.page.getByRole('dialog').getByRole('button', { name: 'Make new codes' }).click();
    await app.page.getByRole('list', { name: 'Recovery codes' }).waitFor();
    await pictures('new-codes');
    const codes = await app.page.locator('.recovery-codes li').allTextContents();
    expect(codes).not.toContain(recoveryCode);
    recoveryCode = codes[0] ?? '';
    await button('I have kept them').click();
    await button('Change password').click();
    await pictures('password');
    await button('Cancel').click();
  });

  test('a recovery code leads to another passkey', async () => {
    await button(/^Your account/).click();
    await app.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await button('Lost your factors?').click();
    await field('E-mail').fill(OWNER.email);
    await field('Password').fill(OWNER.password);
    await field('Recovery code').fill(recoveryCode);
    await pictures('recovery');
    await button('Go on').click();
    await app.page.getByRole('heading', { name: /Set up a second factor/ }).waitFor();
    await pictures('enrolment-required');
  });

  test('nothing was complained about', () => {
    expect(findings).toEqual([]);
    expect(app.complaints).toEqual([]);
  });
});
