import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Application } from './application';
import { axeFindings } from './axe-in-app';

/** What approvers read: the effect of access and policy requests in sentences, and like requests decided together. One app, in order. */
describe('the request view', () => {
  let app: Application;
  beforeAll(async () => {
    app = await Application.start();
    await app.openSample();
  });
  afterAll(async () => {
    await app.stop();
  });

  async function expectNoFindings(): Promise<void> {
    for (const theme of ['dark', 'light'] as const) {
      await app.appearance(theme);
      expect(await axeFindings(app.page)).toEqual([]);
    }
  }
  const section = (name: string | RegExp): ReturnType<Application['page']['locator']> =>
    app.page.locator('section.sect', { has: app.page.getByRole('heading', { name }) });
  const open = (row: RegExp): Promise<void> => app.page.getByRole('option', { name: row }).first().click();

  const ask = (operation: string, params: object) =>
    app.ask<{ id: string; status: string }>('requests.create', { operation, params });
  const memberNamed = async (name: string) => {
    const { items } = await app.ask<{ items: { id: string; displayName: string; version: number }[] }>(
      'members.list',
      {},
    );
    const found = items.find(({ displayName }) => displayName.startsWith(name));
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  };
  /** Turns a workflow’s toggle on or off, as the Owner may alone here. */
  const setToggle = async (workflow: string, alwaysRequireApproval: boolean) => {
    const { items } = await app.ask<{ items: { workflow: string; version: number }[] }>('policies.list', {});
    const baseVersion = items.find((policy) => policy.workflow === workflow)?.version;
    return ask('policy.change', { workflow, baseVersion, alwaysRequireApproval });
  };

  test('says what somebody could do after a change of access', async () => {
    await app.signInAs('Ingrid Solheim');
    await open(/Change access of Samuel Adeyemi/);
    const effect = section('What Samuel could do');
    await effect.getByText(/^Could approve no|^Could not approve address changes/).waitFor();
    await effect.getByText('Can approve them').first().waitFor();
    expect(await effect.locator('del').count()).toBeGreaterThan(0);
    await app.screenshotBothThemes('request-access');
    await app.resize(1024, 700);
    await app.screenshotBothThemes('request-access-1024');
    await app.resize(1280, 800);
    await expectNoFindings();
  });

  test('says that a change of policy takes nobody’s power', async () => {
    await open(/Shorten expiry/);
    await section('Who could do what').getByText('Nobody gains or loses power by this.').waitFor();
    await app.screenshotBothThemes('request-policy');
  });

  test('says what an invitation gives', async () => {
    await open(/Invite Kofi Mensah/);
    await section('What Kofi could do')
      .getByText(/^Could not start withdrawals from Treasury and Operations EUR|^Could not start withdrawals/)
      .waitFor();
    await app.screenshotBothThemes('request-invite');
    await app.signOut();
  });

  test('Marcus starts four like withdrawals, one of them much larger', async () => {
    await app.signInAs('Marcus Lindqvist');
    const made = await app.page.evaluate(async () => {
      type Listed = { value: { items: { id: string; name: string; label: string }[] } };
      const ask = async (name: string, input: unknown) =>
        (await window.countersign.invoke(name, input)) as Listed;
      const accounts = await ask('accounts.list', {});
      const treasury = accounts.value.items.find(({ name }) => name === 'Treasury');
      const addresses = await ask('accounts.addresses', { id: treasury?.id });
      const cold = addresses.value.items.find(({ label }) => label === 'Cold storage B');
      const numbers: unknown[] = [];
      for (const amount of ['0.31', '3.2', '0.32', '0.33'])
        numbers.push(
          await window.countersign.invoke('requests.create', {
            operation: 'withdrawal.crypto.create',
            accountId: treasury?.id,
            params: { asset: 'BTC', amount, addressId: cold?.id },
            note: `Sweep ${amount}`,
          }),
        );
      return numbers;
    });
    expect(made).toMatchObject(Array.from({ length: 4 }, () => ({ ok: true })));
    await app.signOut();
  });

  test('like requests are one row; what stands out is pulled out', async () => {
    await app.signInAs('Ingrid Solheim');
    await open(/withdrawals of one kind/);
    await app.page.getByRole('region', { name: '4 withdrawals of one kind' }).waitFor();
    const apart = section('Pulled out');
    await apart.getByText('3.2 BTC').waitFor();
    await app.page.getByRole('heading', { name: /^Withdraw 0\.96 BTC in all from Treasury/ }).waitFor();
    await app.screenshotBothThemes('bulk');
    await app.resize(1024, 700);
    await app.screenshotBothThemes('bulk-1024');
    await app.resize(1280, 800);
    await expectNoFindings();
  });

  test('approves the rest at once, by keyboard alone', async () => {
    await app.page.getByRole('option', { name: /withdrawals of one kind/ }).focus();
    await app.page.keyboard.press('a');
    await app.until(
      () => app.page.evaluate(() => document.activeElement?.textContent?.startsWith('Approve 3') ?? false),
      true,
    );
    await app.page.keyboard.press('Enter');
    await app.page.getByText('You approved 3 requests').first().waitFor();
    await app.page.getByText('Nothing in this set waits for you any more.').waitFor();
    expect(await app.page.getByText('you approved', { exact: true }).count()).toBe(3);
    await app.screenshotBothThemes('bulk-done');
    const signed = await app.page.evaluate(async () => {
      const listed = (await window.countersign.invoke('requests.list', {
        view: 'all',
        status: 'pending',
        q: 'Sweep 0.3',
        limit: 10,
      })) as { value: { items: { validApprovals: number; view: { note: string } }[] } };
      return listed.value.items
        .filter(({ view }) => view.note.startsWith('Sweep 0.3'))
        .map(({ validApprovals }) => validApprovals);
    });
    expect(signed).toEqual([1, 1, 1]);
  });

  test('changes of access aren’t decided together, and say what they give to whom', async () => {
    await app.signOut();
    await app.signInAs('Helena Brandt');
    await setToggle('policies', false);
    await setToggle('access', false);
    const mei = await memberNamed('Mei');
    await ask('member.suspend', { memberId: mei.id });
    await setToggle('access', true);
    for (const name of ['Lena', 'Mei', 'Dana']) {
      const { id: memberId, version: baseVersion } = await memberNamed(name);
      const workflows = [{ workflow: 'access', permissions: ['approve', 'execute'] }];
      await ask('member.permissions.change', {
        memberId,
        baseVersion,
        grants: { workflows, accounts: [] },
      });
    }
    await app.signOut();
    await app.signInAs('Ingrid Solheim');
    await app.page.getByRole('option', { name: /Change access of Dana/ }).waitFor();
    expect(await app.page.getByRole('option', { name: /of one kind/ }).count()).toBe(0);
    await open(/Change access of Mei/);
    await app.page.getByRole('heading', { name: /^Give Mei-Lin Chow/ }).waitFor();
    await section('What Mei-Lin could do')
      .getByText(/^Mei-Lin Chow is suspended/)
      .waitFor();
    await app.screenshotBothThemes('request-suspended');
    await expectNoFindings();
  });

  test('a request whose policy has moved on says that it would fail, before and after the last approval', async () => {
    await open(/Shorten expiry/);
    await app.page.getByText('This would fail if the last approval came now.').waitFor();
    await app.screenshotBothThemes('request-would-fail');
    await app.page.getByRole('button', { name: /^Approve, 1 of/ }).click();
    await app.page
      .getByText(/^You approved R-/)
      .first()
      .waitFor();
    await app.signOut();
    await app.signInAs('Priya Raman');
    await open(/Shorten expiry/);
    await app.page.getByRole('button', { name: /^Approve/ }).click();
    await app.page
      .getByText(/^R-\d+ failed/)
      .first()
      .waitFor();
    await app.screenshotBothThemes('request-failed-toast');
  });

  test('nothing on the way was complained about', () => {
    expect(app.complaints).toEqual([]);
  });
});
