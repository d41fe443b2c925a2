import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Workflow } from '../../shared/contract/organization';
import type { PolicyView } from '../../shared/contract/policies';
import { Application } from './application';
import { axeFindings } from './axe-in-app';
import { callOf } from './founded-organization';

/** What is looked at moves meanwhile: the lock dialog says so, and so does the map. */
describe('the ground moves under the Owner', () => {
  let app: Application;
  beforeAll(async () => {
    app = await Application.start();
    await app.openSample();
    await app.signInAs('Helena Brandt');
  });
  afterAll(async () => {
    await app.stop();
  });

  const change = async (workflow: Workflow, settings: object): Promise<void> => {
    const { items } = await callOf<{ items: PolicyView[] }>(app, 'policies.list');
    const baseVersion = items.find((one) => one.workflow === workflow)?.version;
    const params = { workflow, baseVersion, ...settings };
    await callOf(app, 'requests.create', { operation: 'policy.change', params });
  };

  test('says who came while the words were typed, and asks for them again', async () => {
    for (const workflow of ['policies', 'access'] as const)
      await change(workflow, { alwaysRequireApproval: false });
    await app.page.getByRole('button', { name: /^Policies/ }).click();
    const card = app.page.getByRole('article', { name: 'Manage Addresses' });
    await card.getByRole('button', { name: 'Lock…' }).click();
    const dialog = app.page.getByRole('alertdialog', { name: 'Lock Manage Addresses' });
    const phrase = dialog.getByRole('textbox', { name: /^Type lock manage addresses/ });
    await phrase.fill('lock manage addresses');
    const { items } = await callOf<{ items: { id: string; displayName: string; version: number }[] }>(
      app,
      'members.list',
    );
    const jonas = items.find(({ displayName }) => displayName.startsWith('Jonas'));
    const workflows = [{ workflow: 'addresses', accountId: '*', permissions: ['approve', 'execute'] }];
    await callOf(app, 'requests.create', {
      operation: 'member.permissions.change',
      params: { memberId: jonas?.id, baseVersion: jonas?.version, grants: { workflows, accounts: [] } },
    });
    await dialog.getByText('Jonas Keller will hold power too').waitFor();
    expect(await phrase.inputValue()).toBe('');
    expect(await dialog.getByRole('button', { name: 'Lock Manage Addresses' }).isDisabled()).toBe(true);
    await app.screenshotBothThemes('policies-lock-moved');
    expect(await axeFindings(app.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  test('doesn’t call anybody replaceable where too few could approve, and names people in its lines', async () => {
    await change('withdrawals', { requiredApprovals: 9 });
    await app.page.getByRole('button', { name: /^Governance map/ }).click();
    await app.page.getByRole('heading', { name: 'Not covered' }).waitFor();
    expect(await app.page.getByText('Nobody is irreplaceable').count()).toBe(0);
    expect(await app.page.locator('.react-flow__edge').first().getAttribute('aria-label')).not.toMatch(
      /mem_/,
    );
    await app.screenshotBothThemes('map-uncovered');
    expect(await axeFindings(app.page)).toEqual([]);
  });

  test('tells what a locked workflow leaves to the Owner alone, and what is in the ring', async () => {
    await change('withdrawals', { requiredApprovals: 3 });
    await callOf(app, 'requests.create', {
      operation: 'policy.lock',
      params: {
        workflow: 'addresses',
        baseVersion: (await callOf<{ items: PolicyView[] }>(app, 'policies.list')).items.find(
          ({ workflow }) => workflow === 'addresses',
        )?.version,
      },
    });
    await app.page.getByRole('button', { name: /^Policies/ }).click();
    await app.page
      .getByRole('article', { name: 'Manage Access' })
      .getByText(/^In the ring: /)
      .waitFor();
    await app.page
      .getByRole('article', { name: 'Manage Addresses' })
      .getByText(/^skipped/)
      .waitFor();
    await app.screenshotBothThemes('policies-in-the-ring');
    await app.page.getByRole('button', { name: /^People/ }).click();
    await app.page.getByText('Not alone any more: something is locked, Execute rests.').first().waitFor();
    expect(await axeFindings(app.page)).toEqual([]);
  });
});
