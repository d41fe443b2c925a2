import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Application } from './application';
import { axeFindings } from './axe-in-app';

/**
 * The Owner tightens a workflow in the sample: drafts, tries, meets a missing lock condition, mends it, locks by typing,
 * and sees that unlocking waits for others. One app, in order.
 */
describe('the Owner governs a workflow', () => {
  let app: Application;
  beforeAll(async () => {
    app = await Application.start();
    await app.openSample();
  });
  afterAll(async () => {
    await app.stop();
  });

  const card = (name: string): ReturnType<Application['page']['getByRole']> =>
    app.page.getByRole('article', { name });
  const threshold = (name: string): ReturnType<Application['page']['getByRole']> =>
    card(name).getByRole('textbox', { name: `Approvals required, ${name}` });
  const dialog = (): ReturnType<Application['page']['getByRole']> => app.page.getByRole('dialog').first();

  async function expectNoFindings(): Promise<void> {
    for (const theme of ['dark', 'light'] as const) {
      await app.appearance(theme);
      expect(await axeFindings(app.page)).toEqual([]);
    }
  }

  /** Gives a second factor where one is asked for, waiting for the next code of the authenticator if this one is used. */
  async function confirm(): Promise<void> {
    const sampleCode = app.page.getByRole('button', { name: 'Use sample code' });
    if ((await sampleCode.count()) > 0) await sampleCode.click();
  }

  test('finds every workflow with where it stands', async () => {
    await app.signInAs('Helena Brandt');
    await app.page.getByRole('button', { name: /^Policies/ }).click();
    await card('Manage Addresses').getByText('Configured').waitFor();
    await card('Initiate Withdrawal').getByText('Enforced').waitFor();
    await card('Manage Access').getByText('all four conditions hold').waitFor();
    await app.resize(1440, 900);
    await app.screenshotBothThemes('policies-1440');
    await expectNoFindings();
    await app.resize(1280, 800);
  });

  test('drafts a threshold and the toggle, and tries it before anything is sent', async () => {
    await card('Manage Addresses').getByRole('button', { name: 'More' }).click();
    await card('Manage Addresses').getByRole('switch').click();
    await app.page.getByText('Draft, 2 changes').waitFor();
    await card('Manage Addresses').getByText('1 missing').waitFor();
    const tried = app.page.getByRole('complementary', { name: 'Try it' });
    await tried.getByRole('button', { name: /What$/ }).click();
    await app.page.getByRole('option', { name: 'Add a crypto address' }).click();
    await tried.getByText('Completes at once').waitFor();
    await tried.getByText('Waits for 3 people').waitFor();
    await app.resize(1440, 900);
    await app.screenshotBothThemes('policies-draft-1440');
    await expectNoFindings();
    await app.resize(1024, 700);
    await app.screenshotBothThemes('policies-draft-1024');
    await app.resize(1280, 800);
  });

  test('the draft survives a restart of the page', async () => {
    await app.page.reload();
    await app.page.getByRole('navigation', { name: 'Main' }).waitFor();
    await app.page.getByRole('button', { name: /^Policies/ }).click();
    await app.page.getByText('Draft, 2 changes').waitFor();
    await app.page.getByRole('button', { name: 'See the diff' }).click();
    await dialog().getByRole('row', { name: 'Approvals required 2 3' }).waitFor();
    await app.screenshotBothThemes('policies-diff');
    await dialog().getByRole('button', { name: 'Close' }).click();
    await app.page.getByRole('button', { name: 'Discard' }).click();
    expect(await threshold('Manage Addresses').inputValue()).toBe('2');
  });

  test('turns Manage Policies’ toggle off alone, which stays reversible while nothing is locked', async () => {
    await card('Manage Policies').getByRole('switch').click();
    await card('Manage Policies').getByText('Submitting takes effect at once.').waitFor();
    await app.page.getByRole('button', { name: 'Submit as a request' }).click();
    await dialog().getByText('Completes at once').waitFor();
    await app.screenshotBothThemes('policies-submit');
    await confirm();
    await dialog().getByRole('button', { name: 'Change it now' }).click();
    await dialog().waitFor({ state: 'detached' });
    await card('Manage Policies').getByText('Configured').waitFor();
    await app.page.getByText('Draft,').waitFor({ state: 'detached' });
  });

  test('asks for too many approvals, and is told which lock condition is missing', async () => {
    await card('Manage Addresses').getByRole('button', { name: 'More' }).click();
    await app.page.getByRole('button', { name: 'Submit as a request' }).click();
    await confirm();
    await dialog().getByRole('button', { name: 'Change it now' }).click();
    await dialog().waitFor({ state: 'detached' });
    await card('Manage Addresses')
      .getByText(/1 condition missing: too few approvers/i)
      .waitFor();
    await card('Manage Addresses').getByRole('button', { name: 'Lock…' }).click();
    const lock = app.page.getByRole('alertdialog', { name: 'Lock Manage Addresses' });
    await lock.getByText('One condition is missing. It can’t be locked before.').waitFor();
    expect(await lock.getByRole('button', { name: 'Lock Manage Addresses' }).isDisabled()).toBe(true);
    expect(await lock.getByRole('textbox').count()).toBe(0);
    await app.screenshotBothThemes('policies-lock-missing');
    await expectNoFindings();
    await lock.getByRole('button', { name: 'Cancel' }).click();
  });

  test('mends it, and locks by typing', async () => {
    await card('Manage Addresses').getByRole('button', { name: 'Fewer' }).click();
    await app.page.getByRole('button', { name: 'Submit as a request' }).click();
    await confirm();
    await dialog().getByRole('button', { name: 'Change it now' }).click();
    await dialog().waitFor({ state: 'detached' });
    await card('Manage Addresses')
      .getByText(/allowed, but no one could be away/i)
      .waitFor();
    await card('Manage Addresses').getByRole('button', { name: 'Lock…' }).click();
    const lock = app.page.getByRole('alertdialog', { name: 'Lock Manage Addresses' });
    const button = lock.getByRole('button', { name: 'Lock Manage Addresses' });
    await lock.getByText(/There is no spare approver/).waitFor();
    await lock.getByText(/On this computer the lock binds who uses the app/).waitFor();
    await lock.getByText('Who will hold power').waitFor();
    expect(await button.isDisabled()).toBe(true);
    await app.resize(1440, 900);
    await lock.getByRole('textbox', { name: /^Type lock manage addresses/ }).fill('lock manage addresses');
    await app.screenshotBothThemes('policies-lock-1440');
    await expectNoFindings();
    await app.resize(1024, 700);
    await app.screenshotBothThemes('policies-lock-1024');
    await app.resize(1280, 800);
    await confirm();
    await button.click();
    await lock.waitFor({ state: 'detached' });
    await card('Manage Addresses').getByText('Locked').first().waitFor();
    await app.screenshotBothThemes('policies-locked');
    await expectNoFindings();
  });

  test('sees that unlocking, and changing what is locked, waits for others', async () => {
    await card('Manage Addresses').getByRole('button', { name: 'Ask to unlock…' }).click();
    await dialog()
      .getByText(/^Waits for 2 of these people/)
      .waitFor();
    await app.screenshotBothThemes('policies-unlock');
    await dialog().getByRole('button', { name: 'Ask for approval' }).click();
    await dialog().waitFor({ state: 'detached' });
    await app.page
      .getByText(/is waiting for approvals/)
      .first()
      .waitFor();
    await card('Manage Addresses').getByText('Locked').first().waitFor();
    await card('Manage Addresses').getByRole('button', { name: 'Propose a change' }).click();
    await card('Manage Addresses').getByRole('button', { name: 'Fewer' }).click();
    await card('Manage Addresses').getByText('Submitting waits for 2 others.').waitFor();
    await app.page.getByRole('button', { name: 'Discard' }).click();
  });

  test('locks withdrawals too, by keyboard alone', async () => {
    await card('Initiate Withdrawal').getByRole('button', { name: 'Lock…' }).focus();
    await app.page.keyboard.press('Enter');
    const lock = app.page.getByRole('alertdialog', { name: 'Lock Initiate Withdrawal' });
    const phrase = lock.getByRole('textbox', { name: /^Type lock initiate withdrawal/ });
    await phrase.waitFor();
    for (let step = 0; step < 12 && !(await phrase.evaluate((field) => field.matches(':focus'))); step += 1)
      await app.page.keyboard.press('Tab');
    await app.page.keyboard.type('lock initiate withdrawal');
    await confirm();
    const button = lock.getByRole('button', { name: 'Lock Initiate Withdrawal' });
    for (let step = 0; step < 12 && !(await button.evaluate((one) => one.matches(':focus'))); step += 1)
      await app.page.keyboard.press('Tab');
    await app.page.keyboard.press('Enter');
    await lock.waitFor({ state: 'detached' });
    await card('Initiate Withdrawal').getByText('Locked').first().waitFor();
    await app.screenshotBothThemes('policies-two-locked');
  });

  test('finds that a withdrawal under the lock waits, for the Owner too', async () => {
    await app.page.keyboard.press('n');
    const form = dialog();
    await form.getByRole('button', { name: /From account/ }).click();
    await app.page.getByRole('option', { name: /Treasury/ }).click();
    await form.getByRole('button', { name: /^(?!.*account).*Asset/i }).click();
    await app.page.getByRole('option', { name: /BTC/ }).click();
    await form.getByRole('button', { name: /To address/ }).click();
    await app.page
      .getByRole('option', { name: /Cold storage B/ })
      .first()
      .click();
    await form.getByLabel('Amount', { exact: true }).fill('0.2');
    await form.getByText(/^Waits for 3 of these people/).waitFor();
    await form.getByRole('button', { name: 'Ask for approval' }).click();
    await form.waitFor({ state: 'detached' });
    await app.page.getByRole('button', { name: /^Policies/ }).click();
  });

  test('reads what every version changed', async () => {
    await app.page.getByRole('button', { name: 'Versions' }).click();
    const history = app.page.getByRole('complementary', { name: 'Versions' });
    await history
      .getByRole('button', { name: /^Initiate Withdrawal|Versions of/ })
      .first()
      .click();
    await app.page.getByRole('option', { name: 'Manage Addresses' }).click();
    await history.getByText('open locked').waitFor();
    await app.screenshotBothThemes('policies-versions');
  });

  test('is unlocked by others, who see what that changes', async () => {
    for (const [name, words] of [
      ['Ingrid Solheim', 'Approve, 1 of 2'],
      ['Priya Raman', 'Approve and apply'],
    ] as const) {
      await app.signOut();
      await app.signInAs(name);
      await app.page
        .getByRole('option', { name: /Unlock the policy of Manage Addresses/ })
        .first()
        .click();
      await app.page.getByRole('heading', { name: /^Unlock the policy of Manage Addresses/ }).waitFor();
      await app.page.getByRole('heading', { name: 'Who could do what' }).waitFor();
      if (name === 'Ingrid Solheim') await app.screenshotBothThemes('request-unlock');
      await app.page.getByRole('button', { name: words }).click();
      await app.page
        .getByText(/^You approved R-/)
        .first()
        .waitFor();
    }
    await app.page.getByRole('button', { name: /^Policies/ }).click();
    await card('Manage Addresses').getByText('Configured').waitFor();
    expect(await card('Initiate Withdrawal').getByText('Locked').count()).toBeGreaterThan(0);
  });

  test('offers nothing to change to who may only look', async () => {
    await app.signOut();
    await app.signInAs('Jonas Keller');
    await app.page.getByRole('button', { name: /^Policies/ }).click();
    await app.page.getByText(/^You can read these/).waitFor();
    expect(await app.page.getByRole('button', { name: 'Lock…' }).count()).toBe(0);
    expect(await card('Manage Access').getByRole('switch').isDisabled()).toBe(true);
    await app.screenshot('policies-reader-light');
  });

  test('nothing on the way was complained about', () => {
    expect(app.complaints).toEqual([]);
  });
});
