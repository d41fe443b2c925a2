import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useDesktop } from '../../renderer/stores/desktop-store';
import { forgetEverything } from '../../renderer/stores/forget';
import { violations } from './axe-violations';
import { startSignedIn } from './render-app';
import { acc, aDetail, ago, aRow, aSession, mem, person } from './sample-data';
import { policies, rol, someMembers } from './sample-governance';
import { cell, governor, open, openDana, queues } from './people-screen';

describe('people', () => {
  it('lists members with the Owner first, and who was invited in a section of their own', async () => {
    const { user } = await open();
    const names = screen.getAllByRole('option').map((one) => one.textContent);
    expect(names[0]).toContain('Helena Brandt');
    expect(names.join()).not.toContain('Noor Haddad');
    await user.click(screen.getByRole('tab', { name: 'Invitations 1' }));
    expect(await screen.findByRole('option', { name: /Noor Haddad/ })).toBeTruthy();
    // The heading of the group says it once for all its rows.
    const invited = within(screen.getByRole('listbox', { name: 'Invitations' }));
    expect(invited.getAllByText('Invited')).toHaveLength(1);
    expect(screen.getByText(/the code ends in 2 d/)).toBeTruthy();
    await user.click(screen.getByRole('tab', { name: 'Members' }));
    await user.type(screen.getByRole('searchbox', { name: 'Find a person' }), 'okaf');
    expect(screen.getAllByRole('option')).toHaveLength(1);
    await user.type(screen.getByRole('searchbox', { name: 'Find a person' }), 'zz');
    expect(await screen.findByText('Nobody by that name')).toBeTruthy();
  });

  it('shows what a member holds, what that implies, and what it comes to', async () => {
    await openDana();
    expect(cell('View, Initiate Withdrawal, All accounts: held').getAttribute('aria-checked')).toBe('true');
    expect(cell('View, Initiate Withdrawal, Treasury: implied')).toBeTruthy();
    expect(cell('Initiate, Manage Addresses, Treasury: implied')).toBeTruthy();
    expect(cell('Trade, At once, never queued, Treasury: held')).toBeTruthy();
    const power = within(screen.getByRole('complementary', { name: 'What Dana Okafor can do' }));
    expect(power.getByText('Starts withdrawals on Treasury, others decide')).toBeTruthy();
    expect(power.getByText('Adds addresses on Treasury alone')).toBeTruthy();
    expect(power.getByText('Sees withdrawals on all other accounts (and those to come)')).toBeTruthy();
    expect(power.getByText('Trades on Treasury, at once')).toBeTruthy();
  });

  it('says that the Owner holds everything, and shows no matrix to edit', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('option', { name: /Helena Brandt/ }));
    expect(await screen.findByText(/^Holds every permission on every account/)).toBeTruthy();
    expect(screen.queryByRole('grid')).toBeNull();
    const power = within(screen.getByRole('region', { name: 'What Helena Brandt can do' }));
    expect(
      power.getByText('Withdraws on all accounts (and those to come) alone, and decides for others'),
    ).toBeTruthy();
  });

  it('says of the Owner and of everyone what they don’t complete alone any more once something is locked', async () => {
    const { user } = await open((fake) =>
      fake.on('policies.list', () => ({
        items: policies.map((one) => ({ ...one, locked: one.workflow === 'withdrawals' })),
        nextCursor: null,
      })),
    );
    await user.click(screen.getByRole('option', { name: /Helena Brandt/ }));
    const power = within(await screen.findByRole('region', { name: 'What Helena Brandt can do' }));
    expect(await power.findByText(/^Proposes policies, and decides those of others/)).toBeTruthy();
    expect(power.queryByText(/^Changes (policies|access) alone/)).toBeNull();
    expect(power.getAllByText(/^Not alone any more: something is locked/)).toHaveLength(2);
    expect(power.getByText(/^Withdraws on all accounts/)).toBeTruthy();
  });

  it('tells what somebody suspended could do, and that it is nothing now', async () => {
    const { user } = await openDana((fake) =>
      fake.on('members.list', () => ({
        items: someMembers().map((one) =>
          one.id === mem('dana') ? { ...one, status: 'suspended' as const } : one,
        ),
        nextCursor: null,
      })),
    );
    expect(await screen.findByText('What Dana could do if reinstated')).toBeTruthy();
    expect(screen.getByText('Nothing now: suspended.')).toBeTruthy();
    expect(user).toBeTruthy();
  });

  it('shows what a draft of an account permission comes to', async () => {
    const { user } = await openDana();
    await user.click(cell(/^Trade, At once, never queued, All accounts/));
    expect(screen.getByText('Trades on all other accounts (and those to come), at once').tagName).toBe('B');
  });

  it('teaches the next step to an Owner who is alone', async () => {
    const owner = { ...person('helena'), owner: true };
    const { user } = await startSignedIn(
      null,
      { ...governor(), member: { ...owner, email: 'helena@northwind.example' } },
      (fake) => fake.on('members.list', () => ({ items: [owner], nextCursor: null })),
    );
    await user.click(screen.getByRole('button', { name: /^People/ }));
    await user.click(await screen.findByRole('button', { name: 'Invite somebody' }));
    expect(await screen.findByRole('dialog', { name: 'Invite a person' })).toBeTruthy();
  });

  it('shows names only to who may see no more', async () => {
    await open(
      (fake) =>
        fake.on('members.list', () => ({
          items: ['ingrid', 'dana'].map((id) => ({ ...person(id), owner: false })),
          nextCursor: null,
        })),
      aSession(),
    );
    expect(screen.queryByRole('button', { name: 'Invite' })).toBeNull();
    act(() => screen.getByRole('option', { name: /Dana Okafor/ }).click());
    expect(await screen.findByText(/^You see names only/)).toBeTruthy();
  });

  it('moves among the cells with arrows, as one stop for Tab, and flips with Space', async () => {
    const { user } = await openDana();
    const stops = screen.getAllByRole('checkbox').filter((one) => one.tabIndex === 0);
    expect(stops).toHaveLength(1);
    act(() => stops[0]?.focus());
    await user.keyboard('{ArrowDown}{ArrowRight}{ArrowRight}');
    expect(document.activeElement).toBe(cell('Approve, Initiate Withdrawal, Treasury: not held'));
    await user.keyboard(' ');
    expect(cell('Approve, Initiate Withdrawal, Treasury: given in draft').className).toBe('cell add');
  });

  it('keeps a draft with before and after, and what falls away with what is taken', async () => {
    const { bridge, user } = await openDana((fake) => fake.on('requests.create', () => queues));
    await user.click(cell('Execute, Manage Addresses, Treasury: held'));
    expect(cell('Execute, Manage Addresses, Treasury: taken in draft').className).toBe('cell del');
    expect(cell('Initiate, Manage Addresses, Treasury: falls away with it').className).toBe('cell lost');
    expect(screen.getByText('Draft, 1 change')).toBeTruthy();
    expect(await screen.findByText(/^Submitting waits for 2 others: the initiator/)).toBeTruthy();
    expect(screen.getByText('Adds addresses on Treasury alone').tagName).toBe('DEL');
    expect(screen.getByText('Can’t see addresses on Treasury').tagName).toBe('B');
    expect(bridge.callsOf('requests.create').at(-1)?.input).toMatchObject({
      operation: 'member.permissions.change',
      dryRun: true,
      params: { memberId: mem('dana'), baseVersion: 4 },
    });
    await user.click(screen.getByRole('option', { name: /Ingrid/ }));
    await user.click(screen.getByRole('option', { name: /Dana Okafor.*1 edit/ }));
    expect(cell('Execute, Manage Addresses, Treasury: taken in draft')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Discard' }));
    expect(cell('Execute, Manage Addresses, Treasury: held')).toBeTruthy();
    expect(screen.queryByText(/^Draft/)).toBeNull();
  });

  it('submits the draft once, with its base version', async () => {
    const made = aDetail(aRow(3000, { operation: 'member.permissions.change', account: null }));
    const { bridge, user } = await openDana((fake) =>
      fake.on('requests.create', (input) => (input.dryRun === true ? queues : made)),
    );
    await user.click(cell('Approve, Manage Policies, Organization: not held'));
    await user.click(screen.getByRole('button', { name: 'Submit…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Change of access' }));
    expect(dialog.getByText('Decides policies').tagName).toBe('B');
    await user.type(dialog.getByLabelText('Note for the approvers (optional)'), 'Deputy in May');
    await user.dblClick(await dialog.findByRole('button', { name: 'Ask for approval' }));
    const sent = bridge
      .callsOf('requests.create')
      .map((one) => one.input as { dryRun?: boolean })
      .filter((input) => input.dryRun !== true);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ note: 'Deputy in May', params: { baseVersion: 4 } });
    expect(await screen.findByText('R-3000 is waiting for approvals')).toBeTruthy();
    expect(screen.queryByText(/^Draft/)).toBeNull();
  });

  it('keeps a draft over a sign-out of the same person', async () => {
    const { bridge, user } = await openDana();
    await user.click(cell('Approve, Manage Policies, Organization: not held'));
    act(() => bridge.change({ session: null, signedOutBecause: 'idle' }));
    expect(document.body.textContent).not.toContain('Dana Okafor can');
    act(() => bridge.change({ session: governor(), signedOutBecause: null }));
    expect(await screen.findByRole('option', { name: /Dana Okafor.*1 edit/ })).toBeTruthy();
  });

  it('puts the draft on the access as it is now when that moved, cell by cell', async () => {
    const { bridge, user } = await openDana((fake) => fake.on('requests.create', () => queues));
    await user.click(cell('Approve, Manage Policies, Organization: not held'));
    await user.click(cell('Trade, At once, never queued, Treasury: held'));
    bridge.on('members.list', () => ({
      items: [
        {
          ...person('dana'),
          owner: false,
          status: 'active',
          version: 5,
          // The trading was taken by others meanwhile, and addresses were given.
          grants: {
            workflows: [{ workflow: 'addresses', accountId: acc('Treasury'), permissions: ['approve'] }],
            accounts: [],
          },
        },
      ],
      nextCursor: null,
    }));
    act(() => bridge.emit('access.changed', { memberId: mem('dana') }));
    expect(await screen.findByText(/Dana Okafor’s access changed meanwhile; your changes/)).toBeTruthy();
    expect(screen.getByText('Draft, 1 change')).toBeTruthy();
    expect(cell('Approve, Manage Policies, Organization: given in draft')).toBeTruthy();
    expect(cell('Approve, Manage Addresses, Treasury: held')).toBeTruthy();
    expect(cell('Trade, At once, never queued, Treasury: not held')).toBeTruthy();
    await waitFor(() =>
      expect(bridge.callsOf('requests.create').at(-1)?.input).toMatchObject({ params: { baseVersion: 5 } }),
    );
  });

  it('keeps a draft over a restart, and while the server is away', async () => {
    const { user } = await openDana();
    await user.click(cell('Approve, Manage Policies, Organization: not held'));
    const kept = localStorage.getItem('countersign.access-drafts');
    cleanup();
    forgetEverything();
    useDesktop.setState({ desktop: null });
    localStorage.setItem('countersign.access-drafts', kept ?? '');
    const { bridge } = await open();
    expect(await screen.findByRole('option', { name: /Dana Okafor.*1 edit/ })).toBeTruthy();
    act(() => bridge.change({ connection: { status: 'offline', since: ago(60_000), because: 'x' } }));
    act(() => screen.getByRole('option', { name: /Dana Okafor/ }).click());
    expect(await screen.findByText(/^Kept here; what it would do/)).toBeTruthy();
    act(() => cell('View, Manage Access, Organization: not held').click());
    expect(await screen.findByText('Draft, 2 changes')).toBeTruthy();
  });

  it('tells coverage now and after, and which pending requests the draft touches', async () => {
    const spare = (count: number) => ({ ok: true, spare: count, shortfalls: [] });
    const { bridge, user } = await openDana((fake) => {
      fake.on('requests.create', () => queues);
      fake.on('simulate', () => ({
        coverageBefore: [{ workflow: 'policies', ...spare(1) }],
        coverage: [{ workflow: 'policies', ...spare(2) }],
        warnings: [],
        outcomes: [],
        affectedPending: [
          { requestId: aRow(2417).id, number: 2417, what: 'approval-voided', detail: 'Dana lost Approve' },
        ],
      }));
    });
    await user.click(cell('Approve, Manage Policies, Organization: not held'));
    const row = within(await screen.findByRole('row', { name: /^Policies/ }));
    expect(row.getByText('1 spare')).toBeTruthy();
    expect(row.getByText('2 spare')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'R-2417' })).toBeTruthy();
    expect(bridge.callsOf('simulate').at(-1)?.input).toMatchObject({
      changes: [{ operation: 'member.permissions.change', params: { memberId: mem('dana') } }],
    });
  });

  it('gives a role: its grants go into the draft, and the request names it', async () => {
    const { bridge, user } = await openDana((fake) => fake.on('requests.create', () => queues));
    await user.click(screen.getByRole('button', { name: 'Role' }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'Treasurer' }));
    expect(cell('Execute, Initiate Withdrawal, All accounts: given in draft')).toBeTruthy();
    expect(cell('Execute, Manage Addresses, Treasury: taken in draft')).toBeTruthy();
    await waitFor(() =>
      expect(bridge.callsOf('requests.create').at(-1)?.input).toMatchObject({
        params: { memberId: mem('dana'), roleId: rol('Treasurer') },
      }),
    );
    await user.click(screen.getByRole('button', { name: 'Submit…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Change of access' }));
    expect(dialog.getByText('Given by the role Treasurer.')).toBeTruthy();
  });

  it('axe finds nothing on people, on a draft, and on submitting it', async () => {
    const { user } = await openDana((fake) => fake.on('requests.create', () => queues));
    expect(await violations()).toEqual([]);
    await user.click(cell('Execute, Manage Addresses, Treasury: held'));
    await screen.findByText(/^Submitting waits for 2 others: the initiator/);
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Submit…' }));
    await screen.findByRole('dialog');
    expect(await violations()).toEqual([]);
  });
});
