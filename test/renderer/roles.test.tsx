import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { DryRun } from '../../shared/contract/requests';
import { violations } from './axe-violations';
import type { FakeBridge } from './fake-bridge';
import { startSignedIn } from './render-app';
import { aDetail, aRow, aSession, at } from './sample-data';
import { rol } from './sample-governance';

const completes: DryRun = {
  outcome: 'complete',
  stepUpRequired: true,
  requiredApprovals: 0,
  eligibleApprovers: [],
  warnings: [],
};
const saved = aDetail(
  aRow(3300, { operation: 'role.save', account: null, params: { name: 'x' }, status: 'completed' }),
  { result: { roleId: rol('desk') } },
);

async function open(prepare: (bridge: FakeBridge) => void = () => undefined, mayStart = true) {
  const session = aSession({
    stepUpUntil: at(200_000),
    may: { initiate: mayStart ? [{ workflow: 'access', accountId: null }] : [], decide: true },
  });
  const started = await startSignedIn(null, session, (fake) => {
    fake.on('requests.create', (input) => (input.dryRun === true ? completes : saved));
    prepare(fake);
  });
  await started.user.click(screen.getByRole('button', { name: /^People/ }));
  await started.user.click(await screen.findByRole('tab', { name: 'Roles' }));
  await screen.findByRole('grid', { name: 'Grants of the role Treasury desk' });
  return started;
}
const sentTo = (bridge: FakeBridge) =>
  bridge
    .callsOf('requests.create')
    .map((one) => one.input as { dryRun?: boolean; params?: unknown })
    .filter((input) => input.dryRun !== true);

describe('roles', () => {
  it('lists own and built-in ones, and who holds them or differs by now', async () => {
    const { user } = await open();
    expect(screen.getByRole('option', { name: /Treasury desk/ }).textContent).toContain('Given to 2 people');
    const aside = within(screen.getByRole('complementary', { name: 'What the role Treasury desk comes to' }));
    expect(aside.getByRole('button', { name: 'Marcus Lindqvist' })).toBeTruthy();
    expect(await violations()).toEqual([]);
    await user.click(aside.getByRole('button', { name: 'Dana Okafor' }));
    expect(await screen.findByRole('grid', { name: 'Permissions of Dana Okafor' })).toBeTruthy();
  });

  it('lets a built-in role be copied, not changed', async () => {
    const { bridge, user } = await open();
    await user.click(screen.getByRole('option', { name: /Treasurer/ }));
    expect(await screen.findByText(/can’t be changed or deleted, but copied/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Edit…' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Copy…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'New role' }));
    expect(dialog.getByLabelText<HTMLInputElement>('Name').value).toBe('Treasurer, copy');
    await user.click(await dialog.findByRole('button', { name: 'Save it now' }));
    await waitFor(() => expect(sentTo(bridge)).toHaveLength(1));
    expect(sentTo(bridge)[0]).toEqual({
      operation: 'role.save',
      params: {
        name: 'Treasurer, copy',
        grants: {
          workflows: [{ workflow: 'withdrawals', accountId: '*', permissions: ['initiate', 'execute'] }],
          accounts: [],
        },
      },
    });
  });

  it('edits one on the version that was shown', async () => {
    const { bridge, user } = await open();
    await user.click(screen.getByRole('button', { name: 'Edit…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Change of a role' }));
    expect(dialog.getByText('Nothing is changed yet.')).toBeTruthy();
    await user.click(dialog.getByRole('checkbox', { name: 'Initiate, Initiate Withdrawal, Treasury: held' }));
    expect(await violations()).toEqual([]);
    await user.dblClick(await dialog.findByRole('button', { name: 'Save it now' }));
    await waitFor(() => expect(sentTo(bridge)).toHaveLength(1));
    expect(sentTo(bridge)[0]).toMatchObject({
      params: { roleId: rol('desk'), baseVersion: 3, name: 'Treasury desk' },
    });
  });

  it('deletes one, and says that nobody changes', async () => {
    const { bridge, user } = await open();
    await user.click(screen.getByRole('button', { name: 'Delete the role Treasury desk' }));
    const dialog = within(await screen.findByRole('alertdialog'));
    expect(dialog.getByText(/2 people were given it and keep everything/)).toBeTruthy();
    await user.click(await dialog.findByRole('button', { name: 'Delete it now' }));
    await waitFor(() => expect(sentTo(bridge)).toHaveLength(1));
    expect(sentTo(bridge)[0]).toMatchObject({ operation: 'role.delete', params: { roleId: rol('desk') } });
  });

  it('is chosen when somebody is invited, and named in the request', async () => {
    const { bridge, user } = await open();
    await user.click(screen.getByRole('tab', { name: 'Members' }));
    await user.click(screen.getByRole('button', { name: 'Invite' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Invite a person' }));
    await user.type(dialog.getByLabelText('Name'), 'Kofi Mensah');
    await user.type(dialog.getByLabelText('E-mail'), 'kofi@northwind.example');
    await user.click(dialog.getByRole('button', { name: /Start from a role/ }));
    await user.click((await screen.findAllByRole('option', { name: /Treasury desk/ })).at(-1)!);
    await user.click(
      dialog.getByRole('checkbox', { name: 'Approve, Manage Policies, Organization: not held' }),
    );
    expect(dialog.getByText('Differs from the role in 1 place.')).toBeTruthy();
    await waitFor(() =>
      expect(bridge.callsOf('requests.create').at(-1)?.input).toMatchObject({
        operation: 'member.invite',
        params: { roleId: rol('desk') },
      }),
    );
  });

  it('is only read by who may start nothing', async () => {
    await open(() => undefined, false);
    expect(screen.queryByRole('button', { name: 'Edit…' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'New role' })).toBeNull();
  });
});
