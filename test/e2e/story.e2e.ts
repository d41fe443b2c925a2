import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Application } from './application';

/**
 * The first story: a newcomer opens the sample, starts a withdrawal as one person, is refused their own approval,
 * approves it as others, sees it completed, and is signed out when idle. One app, in order.
 */
describe('withdraw as one, approve as another', () => {
  let app: Application;
  beforeAll(async () => {
    app = await Application.start();
  });
  afterAll(async () => {
    await app.stop();
  });

  const note = 'End-to-end sweep';
  const row = (): ReturnType<Application['page']['getByRole']> =>
    app.page.getByRole('option', { name: /0\.25\s*BTC/ }).first();

  test('welcome offers the sample', async () => {
    await app.page.getByRole('heading', { name: 'No money moves on one signature.' }).waitFor();
    await app.screenshotBothThemes('welcome');
  });

  test('the sample opens with its people', async () => {
    await app.openSample();
    await app.screenshotBothThemes('sign-in');
    expect(await app.page.getByRole('button', { name: 'Ingrid Solheim' }).count()).toBe(1);
  });

  test('a full queue waits for the first person', async () => {
    await app.signInAs('Ingrid Solheim');
    await app.page.getByRole('option').first().waitFor();
    expect(await app.page.getByRole('option').count()).toBeGreaterThanOrEqual(8);
    await app.page.getByRole('heading', { name: 'Approvals' }).waitFor();
    await app.screenshotBothThemes('queue');
    await app.resize(1024, 700);
    await app.screenshotBothThemes('queue-1024');
    await app.resize(1280, 800);
    await app.signOut();
  });

  test('Marcus starts a withdrawal and sees before sending that it will wait', async () => {
    await app.signInAs('Marcus Lindqvist');
    await app.page.getByRole('button', { name: /New withdrawal|New request/ }).click();
    const dialog = app.page.getByRole('dialog');
    await dialog.waitFor();
    await choose('From account', /Treasury/);
    await choose('Asset', /BTC/);
    await choose('To address', /Cold storage A/);
    await dialog.getByLabel('Amount', { exact: true }).fill('0.25');
    await dialog.getByLabel(/^Note/).fill(note);
    await dialog.getByText(/Waits for 3 of these people/).waitFor();
    await app.screenshotBothThemes('new-withdrawal');
    // A double click sends once.
    await dialog.getByRole('button', { name: 'Ask for approval' }).dblclick();
    await dialog.waitFor({ state: 'detached' });
    await app.page
      .getByText(/is waiting for approvals/)
      .first()
      .waitFor();
  });

  async function choose(label: string, option: RegExp): Promise<void> {
    const dialog = app.page.getByRole('dialog').first();
    const trigger = dialog.getByRole('button', { name: new RegExp(label) });
    if (await trigger.textContent().then((text) => option.test(text ?? ''))) return;
    await trigger.click();
    await app.page.getByRole('option', { name: option }).first().click();
  }

  test('Marcus can’t approve his own, and the engine refuses him too', async () => {
    await app.page.getByRole('button', { name: /^Mine/ }).click();
    await row().click();
    const bar = app.page.getByRole('group', { name: 'Your decision' });
    await bar.waitFor();
    expect(await bar.getByRole('button', { name: /Approve/ }).count()).toBe(0);
    const answer = await app.page.evaluate(async () => {
      const listed = (await window.countersign.invoke('requests.list', {
        view: 'initiated-by-me',
        limit: 1,
      })) as {
        value: { items: { id: string }[] };
      };
      const id = listed.value.items[0]?.id;
      const got = (await window.countersign.invoke('requests.get', { id })) as { value: { digest: string } };
      return window.countersign.invoke('requests.approve', { id, digest: got.value.digest });
    });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'permission_denied' } });
    await app.screenshot('own-request-light');
    await app.signOut();
  });

  for (const [index, approver] of ['Ingrid Solheim', 'Priya Raman', 'Aiko Watanabe'].entries())
    test(`${approver} approves, ${index + 1} of 3`, async () => {
      await app.signInAs(approver);
      // By keyboard, and quicker than the search answers: what opens must be what was found.
      await app.page.keyboard.press('/');
      await app.page.getByPlaceholder('Search or filter').fill(note);
      await app.page.keyboard.press('Enter');
      await app.page.getByRole('heading', { name: /Withdraw 0\.25\s*BTC/ }).waitFor();
      await app.page.getByText(`${index} of 3 signed`).waitFor();
      const approve = app.page.getByRole('button', {
        name: index < 2 ? `Approve, ${index + 1} of 3` : 'Approve and send',
      });
      await approve.click();
      const toast = index < 2 ? 'You approved' : 'It was the last approval';
      await app.page.getByText(new RegExp(toast)).first().waitFor();
      if (index === 2) await app.screenshotBothThemes('completed');
      await app.signOut();
    });

  test('Marcus sees it completed', async () => {
    await app.signInAs('Marcus Lindqvist');
    await app.page.getByRole('button', { name: 'History' }).click();
    await app.page.getByPlaceholder('Search or filter').fill(note);
    await row().click();
    await app.page.getByText('Completed', { exact: true }).first().waitFor();
    await app.screenshot('history-light');
  });

  test('fifteen minutes without input sign him out over an emptied page', async () => {
    const before = await app.page.locator('body').innerText();
    expect(before).toContain('BTC');
    await app.electron.evaluate(({ powerMonitor }) => {
      // The machine was left alone: the wall clock says so to the app, the system’s own counter agrees.
      const now = Date.now.bind(Date);
      Date.now = () => now() + 15.5 * 60_000;
      powerMonitor.getSystemIdleTime = () => 15.5 * 60;
    });
    await app.page.getByText(/Signed out after a while without input/).waitFor();
    const after = await app.page.locator('body').innerText();
    expect(after).not.toContain('0.25');
    expect(after).not.toContain('Cold storage');
    await app.screenshotBothThemes('signed-out');
  });

  test('nothing on the way was complained about', () => {
    expect(app.complaints).toEqual([]);
  });
});
