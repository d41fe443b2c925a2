import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { violations } from './axe-violations';
import type { FakeBridge } from './fake-bridge';
import { card, open } from './policies-screen';
import { acc, aDetail, aRow, mem } from './sample-data';
import { lockReady } from './sample-policies';

beforeEach(() => localStorage.clear());

describe('locking', () => {
  it('locks only once the words are typed, and says what can’t be undone and who will hold power', async () => {
    const { bridge, user } = await open((fake) =>
      fake.on('requests.create', ({ dryRun }) => {
        if (dryRun === true) return { ...lockReady, warnings: ['no_spare_approver'] };
        return aDetail(
          aRow(2600, {
            operation: 'policy.lock',
            params: { workflow: 'addresses' },
            account: null,
            status: 'completed',
          }),
        );
      }),
    );
    await user.click(card('Manage Addresses').getByRole('button', { name: 'Lock…' }));
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Lock Manage Addresses' }));
    expect(await dialog.findByText('You can’t undo this alone.')).toBeTruthy();
    expect(await dialog.findByText(/There is no spare approver/)).toBeTruthy();
    expect(dialog.getByText(/not who controls the machine and its files/)).toBeTruthy();
    expect(dialog.getByText('suspended')).toBeTruthy();
    expect(dialog.getByText(/Manage Policies joins the ring/)).toBeTruthy();
    expect(await violations()).toEqual([]);
    const button = dialog.getByRole('button', { name: 'Lock Manage Addresses' });
    const typed = dialog.getByRole('textbox', { name: /^Type lock manage addresses/ });
    await user.type(dialog.getByLabelText('Authenticator code'), '123456');
    await user.type(typed, 'lock manage access');
    expect(button.hasAttribute('disabled')).toBe(true);
    await user.clear(typed);
    await user.type(typed, 'Lock Manage Addresses');
    expect(button.hasAttribute('disabled')).toBe(false);
    await user.click(button);
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(bridge.callsOf('requests.create').at(-1)?.input).toEqual({
      operation: 'policy.lock',
      params: { workflow: 'addresses', baseVersion: 3 },
      stepUp: { totp: '123456' },
    });
  });

  const lockDialog = async (user: Awaited<ReturnType<typeof open>>['user']) => {
    await user.click(card('Manage Addresses').getByRole('button', { name: 'Lock…' }));
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Lock Manage Addresses' }));
    const typed = () =>
      dialog.getByRole<HTMLInputElement>('textbox', { name: /^Type lock manage addresses/ });
    await user.type(await dialog.findByLabelText('Authenticator code'), '123456');
    await user.type(typed(), 'lock manage addresses');
    return { dialog, typed, button: dialog.getByRole('button', { name: 'Lock Manage Addresses' }) };
  };
  const withPriya = {
    ...lockReady,
    holders: [
      ...(lockReady.holders ?? []),
      {
        kind: 'member' as const,
        id: mem('priya'),
        displayName: 'Priya Raman',
        owner: false,
        status: 'active' as const,
        powers: [
          { workflow: 'addresses' as const, accountId: '*' as const, permissions: ['approve' as const] },
        ],
      },
    ],
  };
  const sent = (bridge: FakeBridge) =>
    bridge.callsOf('requests.create').filter(({ input }) => (input as { dryRun?: boolean }).dryRun !== true);

  it('says who came while the lock dialog stood open, and asks for the words again', async () => {
    const { bridge, user } = await open();
    const { dialog, typed, button } = await lockDialog(user);
    expect(button.hasAttribute('disabled')).toBe(false);
    bridge.on('requests.create', () => withPriya);
    act(() => bridge.emit('access.changed', { memberId: null }));
    expect(await dialog.findByText('Priya Raman will hold power too')).toBeTruthy();
    expect(dialog.getByText('changed')).toBeTruthy();
    expect(typed().value).toBe('');
    expect(button.hasAttribute('disabled')).toBe(true);
    expect(await violations()).toEqual([]);
    expect(sent(bridge)).toEqual([]);
  });

  it('asks once more before it locks, and sends nothing where a condition went meanwhile unheard', async () => {
    const { bridge, user } = await open();
    const { dialog, button } = await lockDialog(user);
    bridge.on('requests.create', () => ({
      ...lockReady,
      outcome: 'refuse',
      code: 'lock_precondition',
      missing: ['open_invitations'],
    }));
    await user.click(button);
    expect(await dialog.findByText('Missing now: An open invitation carries ring power')).toBeTruthy();
    expect(sent(bridge)).toEqual([]);
  });

  it('tells the holders apart by account where they differ, and warns of no spare also where others decide', async () => {
    const { user } = await open((fake) =>
      fake.on('requests.create', () => ({
        ...lockReady,
        outcome: 'queue',
        requiredApprovals: 1,
        warnings: ['no_spare_approver'],
        holders: (lockReady.holders ?? []).map((holder) =>
          holder.displayName === 'Noor Haddad'
            ? {
                ...holder,
                powers: [{ workflow: 'addresses', accountId: acc('Treasury'), permissions: ['approve'] }],
              }
            : holder,
        ),
      })),
    );
    await user.click(card('Manage Addresses').getByRole('button', { name: 'Lock…' }));
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Lock Manage Addresses' }));
    expect(await dialog.findByText('On Treasury')).toBeTruthy();
    expect(dialog.getAllByText(/^There is no spare approver/)).toHaveLength(1);
  });

  it('tells what to do about each missing condition, and asks for no words then', async () => {
    const { user } = await open((fake) =>
      fake.on('requests.create', () => ({
        ...lockReady,
        outcome: 'refuse',
        code: 'lock_precondition',
        missing: ['coverage', 'open_invitations'],
        shortfalls: [],
      })),
    );
    await user.click(card('Manage Addresses').getByRole('button', { name: 'Lock…' }));
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Lock Manage Addresses' }));
    expect(await dialog.findByText('2 conditions are missing. It can’t be locked before.')).toBeTruthy();
    expect(dialog.getByText('Give more people Approve, or ask for fewer approvals.')).toBeTruthy();
    expect(dialog.queryByRole('textbox')).toBeNull();
    await user.click(dialog.getByRole('button', { name: 'Open People' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'People' })).toBeTruthy();
  });
});
