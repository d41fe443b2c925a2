import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { Application } from './application';
import { Authenticator } from './authenticator';
import { axeFindings } from './axe-in-app';

const ORGANIZATION = 'Harbor Street Capital';
/** Locks the key: no keychain here. */
const PASSPHRASE = 'nine herons on the quay';
const ADDRESS = 'bc1qaq57setpzg2msqek7qrs5r8cqa0sn886mkwa86';

interface Somebody {
  name: string;
  email: string;
  password: string;
  authenticator: Authenticator | null;
}
const owner: Somebody = {
  name: 'Olivia Reyes',
  email: 'olivia@harbor.example',
  password: 'seven quiet lighthouses',
  authenticator: null,
};
const bea: Somebody = {
  name: 'Bea Okonkwo',
  email: 'bea@harbor.example',
  password: 'paper boats go upstream',
  authenticator: null,
};

/**
 * The whole first story, by hand and without the sample: an Owner creates the organization, invites a colleague, and the
 * two of them get 1.5 BTC out of it. One app, in order, real password hashing, every screen on the way kept as a picture.
 */
describe('from nothing to a withdrawal that two people signed', () => {
  let app: Application;
  let invitationCode = '';
  beforeAll(async () => {
    app = await Application.start();
  });
  afterAll(async () => {
    await app.stop();
  });

  const button = (name: string | RegExp): Locator => app.page.getByRole('button', { name });
  const field = (label: string | RegExp): Locator => app.page.getByLabel(label, { exact: true });
  const findings: string[] = [];
  /** The screen as it stands in both themes and sizes, judged by axe with its contrasts. */
  const pictures = async (name: string): Promise<void> => {
    for (const theme of ['dark', 'light'] as const) {
      await app.appearance(theme);
      for (const found of await axeFindings(app.page)) findings.push(`${name}, ${theme}: ${found}`);
    }
    await app.screenshotBothThemes(`from-nothing-${name}`);
    await app.resize(1024, 700);
    await app.screenshotBothThemes(`from-nothing-${name}-1024`);
    await app.resize(1280, 800);
  };
  const choose = async (label: RegExp, option: RegExp): Promise<void> => {
    const trigger = app.page.getByRole('dialog').first().getByRole('button', { name: label });
    if (option.test((await trigger.textContent()) ?? '')) return;
    await trigger.click();
    await app.page.getByRole('option', { name: option }).first().click();
  };

  /** Reads the seed off the screen, as a person would type it into an app. */
  async function enrol(person: Somebody, picture: string): Promise<void> {
    const secret = (await app.page.locator('.enrol .secret').textContent()) ?? '';
    person.authenticator = new Authenticator(secret.replace(/\s/g, ''));
    await app.page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
    await pictures(`${picture}-authenticator`);
    await field('Code from your authenticator app').fill(await person.authenticator.code());
    await app.page.getByRole('list', { name: 'Recovery codes' }).waitFor();
    await pictures(`${picture}-recovery`);
    const codes = await app.page.locator('.recovery-codes li').allTextContents();
    expect(codes).toHaveLength(10);
    await field('Type one of them back').fill(codes[3]!.toUpperCase());
    await button('Finish and go in').click();
    await app.page.getByRole('navigation', { name: 'Main' }).waitFor();
  }

  async function signOut(): Promise<void> {
    await button(/^Your account/).click();
    await app.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await app.page.getByRole('heading', { name: ORGANIZATION }).waitFor();
  }

  async function signIn(person: Somebody): Promise<void> {
    await field('E-mail').fill(person.email);
    await field('Password').fill(person.password);
    await field('Code from your authenticator app').fill((await person.authenticator?.code()) ?? '');
    await app.page.getByRole('navigation', { name: 'Main' }).waitFor();
  }

  test('the welcome screen offers to create one', async () => {
    await button('Create an organization on this computer').waitFor();
    await pictures('welcome');
    await button('Create an organization on this computer').click();
    await app.page.getByRole('heading', { name: 'Which business is this for?' }).waitFor();
  });

  test('a name that is missing is asked for on its field', async () => {
    await button('Continue').click();
    await app.page.getByText('Enter the name of the organization.').waitFor();
    await pictures('business-faults');
    await app.page.keyboard.type(ORGANIZATION);
    await field('Legal name of the business').fill('Harbor Street Capital LLC');
    await field('Registration number').fill('HRB 204-811');
    await app.page.getByRole('combobox', { name: 'Country of registration' }).fill('swit');
    await app.page.getByRole('option', { name: 'Switzerland' }).click();
    await field('Reference of the verification (KYB)').fill('KYB-2025-0031');
    await app.page.getByText(/^I act for this business/).click();
    await pictures('business');
    await button('Continue').click();
  });

  test('sign-in, session, and who the Owner is', async () => {
    await app.page.getByRole('heading', { name: 'How will its people sign in?' }).waitFor();
    await pictures('access');
    await button('Continue').click();
    await field('Your name').fill(owner.name);
    await field('E-mail').fill(owner.email);
    await field('Password').fill('password1234');
    await field('The same password again').fill('password1234');
    await pictures('owner');
    await button('Continue').click();
  });

  test('the review says what is for good; a password that is too common comes back to its field', async () => {
    await app.page.getByRole('heading', { name: /^Create Harbor Street Capital/ }).waitFor();
    await field(`Type ${ORGANIZATION} to go on`).fill(ORGANIZATION);
    await button('Create organization').click();
    await app.page.getByText('At least 12 characters.', { exact: true }).waitFor();
    await field('Passphrase').fill(PASSPHRASE);
    await field('The same again').fill(PASSPHRASE);
    await pictures('review');
    await button('Create organization').click();
    await app.page.getByText(/Too common/).waitFor();
    await field('Password').fill(owner.password);
    await field('The same password again').fill(owner.password);
    await button('Continue').click();
    await button('Create organization').dblclick();
    await app.page.getByRole('heading', { name: 'Set up your authenticator' }).waitFor();
    for (const typed of [owner.password, PASSPHRASE]) expect(await app.page.content()).not.toContain(typed);
  });

  test('authenticator and recovery codes let the Owner in', async () => {
    await enrol(owner, 'owner');
    await pictures('empty-queue');
  });

  test('10 BTC come in', async () => {
    await button('Accounts').click();
    await app.page.getByRole('heading', { name: 'Main' }).waitFor();
    await pictures('accounts-empty');
    await button('Record deposit').click();
    await choose(/Asset/, /^BTC/);
    await field('Amount').fill('10');
    await field('Reference').fill('Opening transfer, tx 4e1f');
    await pictures('deposit');
    await button('Record it').click();
    await app.page.getByRole('cell', { name: '10 BTC' }).first().waitFor();
  });

  test('the Owner invites Bea, and gets a code for her once', async () => {
    await button('People').click();
    await app.page.getByRole('listbox', { name: 'Members' }).waitFor();
    await pictures('people-owner');
    await button('Invite somebody').click();
    await app.page.getByRole('dialog', { name: 'Invite a person' }).waitFor();
    await app.page.keyboard.type(bea.name);
    await field('E-mail').fill(bea.email);
    for (const workflow of ['Initiate Withdrawal', 'Manage Addresses'])
      for (const permission of ['Initiate', 'Approve'])
        await app.page
          .getByRole('checkbox', { name: `${permission}, ${workflow}, All accounts: not held` })
          .click();
    await app.page.getByText('Completes at once').waitFor();
    await pictures('invite');
    await button('Invite now').click();
    await app.page.getByRole('heading', { name: 'Invitation code' }).waitFor();
    await app.page.getByText(/It works until/).waitFor();
    await app.page.keyboard.press('Escape');
    invitationCode = (await app.page.locator('.code-shown').textContent()) ?? '';
    expect(invitationCode.length).toBeGreaterThan(16);
    await app.screenshotBothThemes('from-nothing-invitation-code');
    await button('I have handed it over').click();
    await app.page.getByText('has not accepted yet').waitFor();
    await pictures('people-invited');
  });

  test('a draft shows what Bea could do, and is dropped', async () => {
    await app.page.getByRole('checkbox', { name: 'Approve, Manage Addresses, All accounts: held' }).click();
    await app.page.getByRole('checkbox', { name: 'Initiate, Manage Access, Organization: not held' }).click();
    await app.page.getByText('Would take effect at once.').waitFor();
    await pictures('people-draft');
    await button('Submit…').click();
    await app.page.getByText('Completes at once').waitFor();
    await app.screenshotBothThemes('from-nothing-change-access');
    await app.page.keyboard.press('Escape');
    await button('Discard').click();
    await button(/^Your account/).click();
    await app.page.getByRole('menuitem', { name: 'Settings…' }).click();
    await app.page.getByRole('radiogroup', { name: 'Notifications say' }).waitFor();
    await app.screenshotBothThemes('from-nothing-settings');
    await app.page.keyboard.press('Escape');
    await signOut();
  });

  test('Bea accepts with the code', async () => {
    await app.screenshotBothThemes('from-nothing-sign-in');
    await button('I have an invitation code').click();
    await field('Invitation code').fill(invitationCode);
    await field('Choose a password').fill(bea.password);
    await field('The same password again').fill(bea.password);
    await pictures('accept');
    await button('Accept').click();
    await app.page.getByRole('heading', { name: `Welcome, ${bea.name}` }).waitFor();
    await enrol(bea, 'bea');
  });

  test('Bea proposes an address; a wrong character lands on its field', async () => {
    await button('Accounts').click();
    await app.page.getByRole('heading', { name: 'Main' }).waitFor();
    await button('Add address').click();
    await choose(/Asset/, /^BTC/);
    await field('Address').fill(`${ADDRESS.slice(0, -1)}7`);
    await app.page.getByText(/checksum doesn’t match/).waitFor();
    await pictures('address-fault');
    await field('Address').fill(ADDRESS);
    await field('Label').fill('Cold storage A');
    await app.page.getByText(`Waits for ${owner.name}`).waitFor();
    await pictures('address');
    await button('Ask for approval').click();
    await app.page
      .getByText(/is waiting for approvals/)
      .first()
      .waitFor();
    await signOut();
  });

  async function approve(words: string): Promise<void> {
    await app.page.getByRole('option').first().click();
    await button(words).click();
    await app.page
      .getByText(/It was the last approval/)
      .first()
      .waitFor();
  }

  test('the Owner approves it, so it can be used at once', async () => {
    await signIn(owner);
    await approve('Approve and apply');
    await button('Accounts').click();
    await app.page.getByText('usable', { exact: true }).waitFor();
    await app.page.getByText(/added by Bea Okonkwo/).waitFor();
    await pictures('accounts');
    await signOut();
  });

  test('Bea starts a withdrawal', async () => {
    await signIn(bea);
    await app.page.keyboard.press('n');
    await choose(/From account/, /Main/);
    await choose(/Asset/, /^BTC/);
    await choose(/To address/, /Cold storage A/);
    await field('Amount').fill('1.5');
    await app.page.getByText(`Waits for ${owner.name}`).waitFor();
    await button('Ask for approval').click();
    await app.page
      .getByText(/is waiting for approvals/)
      .first()
      .waitFor();
    await signOut();
  });

  test('the Owner approves, and it is completed', async () => {
    await signIn(owner);
    await approve('Approve and send');
    await app.page.getByText('Completed', { exact: true }).first().waitFor();
    await pictures('completed');
    await button('Accounts').click();
    await app.page.getByRole('cell', { name: '8.5 BTC' }).first().waitFor();
    await pictures('accounts-after');
  });

  test('after leaving, the welcome screen lists it first', async () => {
    await signOut();
    await button('Other organizations').click();
    await button(`Open ${ORGANIZATION}`).waitFor();
    await pictures('welcome-again');
    await button(`Open ${ORGANIZATION}`).click();
    await app.page.getByRole('heading', { name: ORGANIZATION }).waitFor();
  });

  test('nothing on the way was complained about, by the page or by axe', () => {
    expect(app.complaints).toEqual([]);
    expect(findings).toEqual([]);
  });
});
