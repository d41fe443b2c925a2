import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { Application } from './application';
import { Authenticator } from './authenticator';
import { axeFindings } from './axe-in-app';

const SUCCESSOR = {
  name: 'Nora Voss',
  email: 'nora.voss@northwind.example',
  password: 'paper boats go upstream',
};

/**
 * The Owner of the sample sets its people up: suspends and reinstates, makes a role and gives it, makes a Service User
 * with a key, replaces somebody; the successor comes in and is confirmed by her fingerprint. One app, in order.
 */
describe('the Owner looks after the people', () => {
  let app: Application;
  let code = '';
  let fingerprint = '';
  const findings: string[] = [];
  beforeAll(async () => {
    app = await Application.start();
    // Eighteen steps over one app: a busy machine shall not break the chain.
    app.page.setDefaultTimeout(30_000);
    await app.openSample();
  });
  afterAll(async () => {
    await app.stop();
  });

  const button = (name: string | RegExp): Locator => app.page.getByRole('button', { name });
  const option = (name: RegExp): Locator => app.page.getByRole('option', { name });
  const dialog = (name: string, role: 'dialog' | 'alertdialog' = 'dialog'): Locator =>
    app.page.getByRole(role, { name });
  const tab = (name: RegExp): Locator => app.page.getByRole('tab', { name });

  /** The screen as it stands in both themes, at two sizes, judged by axe with its contrasts. */
  async function pictures(name: string): Promise<void> {
    for (const theme of ['dark', 'light'] as const) {
      await app.appearance(theme);
      for (const found of await axeFindings(app.page)) findings.push(`${name}, ${theme}: ${found}`);
    }
    await app.screenshotBothThemes(`people-${name}`);
  }
  async function narrow(name: string): Promise<void> {
    await app.resize(1024, 700);
    await app.screenshotBothThemes(`people-${name}-1024`);
    await app.resize(1280, 800);
  }
  /** Gives a second factor where one is asked for, waiting for the next code of the authenticator if this one is used. */
  async function confirm(): Promise<void> {
    const sampleCode = button('Use sample code');
    if ((await sampleCode.count()) > 0) await sampleCode.click();
  }
  async function choose(name: string, action: string): Promise<void> {
    await button(`More about ${name}`).click();
    await app.page.getByRole('menuitem', { name: action }).click();
  }
  async function complete(open: Locator, words: string): Promise<void> {
    await open.getByText('Completes at once').waitFor();
    await confirm();
    await open.getByRole('button', { name: words }).click();
    await open.waitFor({ state: 'detached' });
  }

  test('everybody, with the role and the power of each', async () => {
    await app.signInAs('Helena Brandt');
    // Without the toggle the Owner completes what concerns no lock, so that one person can show it all.
    await button(/^Policies/).click();
    await app.page.getByRole('article', { name: 'Manage Access' }).getByRole('switch').click();
    await button('Submit as a request').click();
    const open = app.page.getByRole('dialog').first();
    await complete(open, 'Change it now');
    await button(/^People/).click();
    await option(/Dana Okafor/).click();
    await app.page.getByRole('grid', { name: 'Permissions of Dana Okafor' }).waitFor();
    await pictures('member');
    await narrow('member');
  });

  test('suspends somebody, and is told what that touches', async () => {
    await option(/Samuel Adeyemi/).click();
    await choose('Samuel Adeyemi', 'Suspend…');
    const suspend = dialog('Suspension');
    await suspend.getByRole('heading', { name: 'Pending requests it touches' }).waitFor();
    await suspend.getByText('Completes at once').waitFor();
    await pictures('suspend');
    await complete(suspend, 'Suspend now');
    await button('Reinstate…').waitFor();
    await pictures('suspended');
  });

  test('reinstates them', async () => {
    await button('Reinstate…').click();
    await complete(dialog('Reinstatement'), 'Reinstate now');
    await button('Reinstate…').waitFor({ state: 'detached' });
  });

  test('says before removing what can’t be undone', async () => {
    await choose('Samuel Adeyemi', 'Remove…');
    const remove = dialog('Removal of a member', 'alertdialog');
    await remove.getByText(/This can’t be undone/).waitFor();
    await remove.getByText('Completes at once').waitFor();
    expect(await remove.getByRole('button', { name: 'Remove now' }).isDisabled()).toBe(true);
    await pictures('remove');
    await remove.getByRole('button', { name: 'Cancel' }).click();
  });

  test('makes a role', async () => {
    await tab(/^Roles/).click();
    await app.page.getByRole('listbox', { name: 'Roles' }).waitFor();
    await pictures('roles');
    await button('New role').click();
    const form = dialog('New role');
    await form.getByLabel('Name', { exact: true }).fill('Settlement desk');
    for (const cell of ['Initiate, Initiate Withdrawal', 'View, Manage Addresses'])
      await form.getByRole('checkbox', { name: `${cell}, Client settlement: not held` }).click();
    await form.getByText('Completes at once').waitFor();
    await pictures('role-form');
    await narrow('role-form');
    await complete(form, 'Save it now');
    await option(/Settlement desk/).waitFor();
  });

  test('gives the role to somebody, and sees first what that comes to', async () => {
    await tab(/^Members/).click();
    await option(/Mei-Lin Chow/).click();
    await button('Role').click();
    await app.page.getByRole('menuitemradio', { name: 'Settlement desk' }).click();
    await app.page.getByText(/^Would take effect at once/).waitFor();
    await app.page.getByRole('heading', { name: 'Coverage after this' }).waitFor();
    await pictures('draft');
    await narrow('draft');
  });

  test('submits it, and finds her among those who hold the role', async () => {
    await button('Submit…').click();
    const change = dialog('Change of access');
    await change.getByText('Given by the role Settlement desk.').waitFor();
    await change.getByText('Completes at once').waitFor();
    await pictures('change');
    await complete(change, 'Change it now');
    await app.page.getByText(/role Settlement desk/).waitFor();
    await tab(/^Roles/).click();
    await option(/Settlement desk.*1 person/).click();
    await button('Mei-Lin Chow').waitFor();
  });

  test('shows what was made of the role', async () => {
    await pictures('role');
  });

  test('makes a Service User', async () => {
    await tab(/^Service Users/).click();
    await app.page.getByText(/it never approves, and all it starts waits for people/).waitFor();
    await pictures('no-service-users');
    await button('New Service User').first().click();
    const form = dialog('New Service User');
    await form.getByLabel('Name', { exact: true }).fill('payout-bot-eu');
    for (const choice of [/^Withdraw/, /^Query/, /^Treasury$/, /^Operations EUR$/])
      await form.locator('label', { hasText: choice }).click();
    await form.getByText('Completes at once').waitFor();
    await pictures('service-user-form');
    await complete(form, 'Create it now');
    await button('New key…').waitFor();
  });

  test('makes a key, and collects its secret once', async () => {
    await button('New key…').click();
    const key = dialog('New API key');
    await key.getByLabel('Label').fill('production');
    await key.getByRole('button', { name: /Account$/ }).click();
    await option(/^Treasury$/).click();
    await key.getByLabel(/^Only from these addresses/).fill('203.0.113.7, 198.51.100.0/24');
    await key.getByText('Completes at once').waitFor();
    await pictures('key-form');
    await complete(key, 'Make it now');
    const collect = dialog('Collect key and secret');
    await confirm();
    await collect.getByRole('button', { name: 'Collect' }).click();
    const shown = dialog('API key and secret');
    await shown.waitFor();
    await app.page.keyboard.press('Escape');
    const secret = (await shown.getByRole('group', { name: 'Secret' }).textContent()) ?? '';
    expect(Buffer.from(secret, 'base64')).toHaveLength(64);
    await pictures('secret');
    await shown.getByRole('button', { name: 'I have kept both' }).click();
    await app.page.getByText('Custodian Helena Brandt').waitFor();
    expect(await app.page.content()).not.toContain(secret);
    await pictures('service-user');
    await narrow('service-user');
  });

  test('revokes the key', async () => {
    await button('Revoke the key production').click();
    await complete(dialog('Revocation of an API key', 'alertdialog'), 'Revoke it now');
    await app.page.getByText('Revoked').first().waitFor();
  });

  test('replaces somebody, and gets a code for the successor', async () => {
    await tab(/^Members/).click();
    await option(/Jonas Keller/).click();
    await choose('Jonas Keller', 'Replace…');
    const replace = dialog('Replacement');
    await replace.getByLabel('Name', { exact: true }).fill(SUCCESSOR.name);
    await replace.getByLabel('E-mail', { exact: true }).fill(SUCCESSOR.email);
    await replace.getByText('Completes at once').waitFor();
    await pictures('replace');
    await confirm();
    await replace.getByRole('button', { name: 'Invite the successor now' }).click();
    await dialog('Invitation code').waitFor();
    code = (await app.page.locator('.code-shown').textContent()) ?? '';
    await button('I have handed it over').click();
    await app.page.getByText(/succeeds Jonas Keller once confirmed/).waitFor();
    await pictures('invitations');
    await app.signOut();
  });

  test('the successor comes in, and is told her fingerprint', async () => {
    // Whoever has nothing waiting sees the way in for invitees.
    await app.signInAs('Jonas Keller');
    await app.signOut();
    await button('I have an invitation code').click();
    await app.page.getByLabel('Invitation code', { exact: true }).fill(code);
    await app.page.getByLabel('Choose a password', { exact: true }).fill(SUCCESSOR.password);
    await app.page.getByLabel('The same password again', { exact: true }).fill(SUCCESSOR.password);
    await button('Accept').click();
    await app.page.getByRole('heading', { name: `Welcome, ${SUCCESSOR.name}` }).waitFor();
    const seed = (await app.page.locator('.enrol .secret').textContent()) ?? '';
    const authenticator = new Authenticator(seed.replace(/\s/g, ''));
    await app.page
      .getByLabel('Code from your authenticator app', { exact: true })
      .fill(await authenticator.code());
    await app.page.getByRole('list', { name: 'Recovery codes' }).waitFor();
    fingerprint = (await app.page.locator('b.secret').textContent()) ?? '';
    expect(fingerprint).toMatch(/^[0-9A-F]{4}(-[0-9A-F]{4}){3}$/);
    const [first = ''] = await app.page.locator('.recovery-codes li').allTextContents();
    await app.page.getByLabel('Type one of them back', { exact: true }).fill(first);
    await button('Finish and go in').click();
    await app.page.getByRole('navigation', { name: 'Main' }).waitFor();
    await app.signOut();
  });

  test('Ingrid compares the fingerprint by typing what she is read, and asks for the confirmation', async () => {
    await app.signInAs('Ingrid Solheim');
    await button(/^People/).click();
    await tab(/^Invitations/).click();
    await option(/Nora Voss/).click();
    await button('Confirm…').click();
    const form = dialog('Confirmation');
    const field = form.getByLabel('The fingerprint, as Nora reads it');
    await field.fill(
      fingerprint
        .replaceAll('-', ' ')
        .toLowerCase()
        .replace(/.$/, fingerprint.endsWith('0') ? '1' : '0'),
    );
    await form.getByText('It isn’t the fingerprint that was enrolled.').waitFor();
    await form.getByText('Refused').waitFor();
    await pictures('confirm-wrong');
    await field.fill(fingerprint);
    await form.getByText('It’s the fingerprint that was enrolled.').waitFor();
    await form.getByText(/^Waits for 2 of these people/).waitFor();
    await pictures('confirm');
    await form.getByRole('button', { name: 'Ask for approval' }).click();
    await form.waitFor({ state: 'detached' });
    await app.signOut();
  });

  for (const [index, approver] of ['Priya Raman', 'Aiko Watanabe'].entries())
    test(`${approver} approves the confirmation`, async () => {
      await app.signInAs(approver);
      await option(/Confirm Nora Voss/).click();
      await app.page.getByText(fingerprint).waitFor();
      if (index === 0) await pictures('confirmation-request');
      await button(index === 0 ? 'Approve, 1 of 2' : 'Approve and apply').click();
      await app.page
        .getByText(index === 0 ? /You approved/ : /It was the last approval/)
        .first()
        .waitFor();
      await app.signOut();
    });

  test('the successor is in, and who she replaces is gone', async () => {
    await app.signInAs('Helena Brandt');
    await button(/^People/).click();
    await option(/Nora Voss/).waitFor();
    await option(/Jonas Keller.*Removed/).waitFor();
  });

  test('a draft outlives a restart of the page', async () => {
    await tab(/^Members/).click();
    await option(/Dana Okafor/).click();
    await app.page.getByRole('checkbox', { name: 'View, Manage Access, Organization: implied' }).waitFor();
    await app.page.getByRole('checkbox', { name: 'Approve, Manage Access, Organization: not held' }).click();
    await app.page.getByText('Draft, 1 change').waitFor();
    await app.page.reload();
    await app.page.getByRole('navigation', { name: 'Main' }).waitFor();
    await button(/^People/).click();
    await option(/Dana Okafor.*1 edit/).click();
    await app.page.getByText('Draft, 1 change').waitFor();
    await button('Discard').click();
  });

  test('nothing on the way was complained about, by the page or by axe', () => {
    expect(app.complaints).toEqual([]);
    expect(findings).toEqual([]);
  });
});
