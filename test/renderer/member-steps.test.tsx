import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { MemberView } from '../../shared/contract/organization';
import type { DryRun, RequestDetail } from '../../shared/contract/requests';
import { violations } from './axe-violations';
import type { FakeBridge } from './fake-bridge';
import { startSignedIn } from './render-app';
import { aDetail, aRow, aSession, at, mem, person } from './sample-data';
import { FINGERPRINT, someMembers } from './sample-governance';

const completes: DryRun = {
  outcome: 'complete',
  stepUpRequired: true,
  requiredApprovals: 0,
  eligibleApprovers: [],
  warnings: [],
};
const queues: DryRun = {
  ...completes,
  outcome: 'queue',
  queuedBecause: 'ring_change',
  requiredApprovals: 2,
  eligibleApprovers: ['helena', 'priya', 'aiko'].map(person),
};
const governor = () =>
  aSession({
    stepUpUntil: at(200_000),
    may: { initiate: [{ workflow: 'access', accountId: null }], decide: true },
  });
const made = (change: Partial<RequestDetail> = {}): RequestDetail =>
  aDetail(aRow(3100, { operation: 'member.suspend', account: null, status: 'completed' }), change);

/** The people screen with one of its members changed, open on that member. */
async function openMember(
  name: string,
  change: Partial<MemberView>,
  prepare: (bridge: FakeBridge) => void,
  session = governor(),
) {
  const started = await startSignedIn(null, session, (bridge) => {
    const members = someMembers().map((one) => (one.displayName === name ? { ...one, ...change } : one));
    bridge.on('members.list', () => ({ items: members, nextCursor: null }));
    prepare(bridge);
  });
  await started.user.click(screen.getByRole('button', { name: /^People/ }));
  if (change.status === 'invited' || change.status === 'unconfirmed')
    await started.user.click(await screen.findByRole('tab', { name: /^Invitations/ }));
  await started.user.click(await screen.findByRole('option', { name: new RegExp(name) }));
  return started;
}
async function choose(user: { click: (element: Element) => Promise<void> }, name: string, action: string) {
  await user.click(screen.getByRole('button', { name: `More about ${name}` }));
  await user.click(await screen.findByRole('menuitem', { name: action }));
}
const sentTo = (bridge: FakeBridge) =>
  bridge
    .callsOf('requests.create')
    .map((one) => one.input as { dryRun?: boolean })
    .filter((input) => input.dryRun !== true);

describe('steps about a member', () => {
  it('suspends: says what that does to what waits, and sends it once', async () => {
    const { bridge, user } = await openMember('Dana Okafor', {}, (fake) => {
      fake.on('requests.create', (input) => (input.dryRun === true ? completes : made()));
      fake.on('simulate', () => ({
        coverage: [],
        coverageBefore: [],
        warnings: [],
        outcomes: [],
        affectedPending: [{ requestId: aRow(2417).id, number: 2417, what: 'cancelled', detail: '' }],
      }));
    });
    await choose(user, 'Dana Okafor', 'Suspend…');
    const dialog = within(await screen.findByRole('dialog', { name: 'Suspension' }));
    expect(await dialog.findByText('Completes at once')).toBeTruthy();
    expect(await dialog.findByRole('button', { name: 'R-2417' })).toBeTruthy();
    expect(await violations()).toEqual([]);
    await user.type(dialog.getByLabelText('Note for the approvers (optional)'), 'On leave');
    await user.dblClick(await dialog.findByRole('button', { name: 'Suspend now' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(sentTo(bridge)).toEqual([
      { operation: 'member.suspend', params: { memberId: mem('dana') }, note: 'On leave' },
    ]);
  });

  it('offers to reinstate who is suspended, and nothing where the engine refuses', async () => {
    const { bridge, user } = await openMember('Dana Okafor', { status: 'suspended' }, (fake) =>
      fake.on('requests.create', () => ({
        ...completes,
        outcome: 'refuse',
        code: 'coverage_insufficient',
        detail: 'Too few independent people could approve withdrawals then.',
      })),
    );
    expect(screen.getAllByText('Suspended').length).toBeGreaterThan(0);
    await user.click(screen.getByRole('button', { name: 'Reinstate…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Reinstatement' }));
    expect(
      await dialog.findByText('Too few independent people could approve withdrawals then.'),
    ).toBeTruthy();
    expect(dialog.getByRole('button', { name: 'Reinstate' }).hasAttribute('disabled')).toBe(true);
    expect(sentTo(bridge)).toEqual([]);
  });

  it('removes only once the name is typed', async () => {
    const { bridge, user } = await openMember('Dana Okafor', {}, (fake) =>
      fake.on('requests.create', (input) => (input.dryRun === true ? completes : made())),
    );
    await choose(user, 'Dana Okafor', 'Remove…');
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Removal of a member' }));
    const button = await dialog.findByRole('button', { name: 'Remove now' });
    expect(dialog.getByText('This can’t be undone.')).toBeTruthy();
    expect(button.hasAttribute('disabled')).toBe(true);
    await user.type(dialog.getByLabelText('Type Dana Okafor to go on'), 'dana okafor');
    expect(await violations()).toEqual([]);
    await user.click(button);
    await waitFor(() => expect(sentTo(bridge)).toHaveLength(1));
    expect(sentTo(bridge)[0]).toEqual({ operation: 'member.remove', params: { memberId: mem('dana') } });
  });

  it('takes an invitation back', async () => {
    const { user } = await openMember('Noor Haddad', { status: 'invited' }, (fake) =>
      fake.on('requests.create', () => completes),
    );
    await choose(user, 'Noor Haddad', 'Take the invitation back…');
    expect(await screen.findByRole('alertdialog', { name: 'Invitation' })).toBeTruthy();
  });

  it('confirms by the fingerprint as it is read aloud, which is shown only once it was typed', async () => {
    const { bridge, user } = await openMember(
      'Noor Haddad',
      { status: 'unconfirmed', fingerprint: FINGERPRINT, invitedBy: mem('helena') },
      (fake) =>
        fake.on('requests.create', (input) => (input.dryRun === true ? queues : made({ status: 'pending' }))),
    );
    await user.click(screen.getByRole('button', { name: 'Confirm…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Confirmation' }));
    expect(dialog.getByText(/Neither you nor Helena Brandt/)).toBeTruthy();
    expect(document.body.textContent).not.toContain(FINGERPRINT.slice(0, 4));
    const field = dialog.getByLabelText('The fingerprint, as Noor reads it');
    await user.type(field, '1b8b 513e 8791 f846');
    expect(await dialog.findByText('It isn’t the fingerprint that was enrolled.')).toBeTruthy();
    const ask = await dialog.findByRole('button', { name: 'Ask for approval' });
    expect(ask.hasAttribute('disabled')).toBe(true);
    await user.type(field, '{Backspace}5');
    expect(await dialog.findByText('It’s the fingerprint that was enrolled.')).toBeTruthy();
    expect(await violations()).toEqual([]);
    await user.click(await dialog.findByRole('button', { name: 'Ask for approval' }));
    await waitFor(() => expect(sentTo(bridge)).toHaveLength(1));
    expect(sentTo(bridge)[0]).toEqual({
      operation: 'member.confirm',
      params: { memberId: mem('noor'), fingerprint: FINGERPRINT },
    });
  });

  it('replaces somebody who lost every factor by a fresh invitation, and shows its code once', async () => {
    const code = 'MC7pNCOr00_onjqtTGQiLUv0UW2RZWnuGYqyyBRtYDc';
    const { bridge, user } = await openMember('Dana Okafor', {}, (fake) =>
      fake.on('requests.create', (input) =>
        input.dryRun === true ? completes : made({ result: { memberId: mem('noor'), invitationCode: code } }),
      ),
    );
    await choose(user, 'Dana Okafor', 'Replace…');
    const dialog = within(await screen.findByRole('dialog', { name: 'Replacement' }));
    await user.click(dialog.getByRole('radio', { name: 'The same person, anew' }));
    expect(dialog.getByLabelText<HTMLInputElement>('Name').value).toBe('Dana Okafor');
    expect(await violations()).toEqual([]);
    await user.click(await dialog.findByRole('button', { name: 'Invite the successor now' }));
    expect(await screen.findByText(code)).toBeTruthy();
    expect(sentTo(bridge)[0]).toEqual({
      operation: 'member.replace',
      params: { memberId: mem('dana'), displayName: 'Dana Okafor', email: 'dana@northwind.example' },
    });
    await user.click(screen.getByRole('button', { name: 'I have handed it over' }));
    expect(screen.getByRole('tab', { name: /^Invitations/ }).getAttribute('aria-selected')).toBe('true');
  });

  it('offers no step to who may start nothing', async () => {
    await openMember('Dana Okafor', {}, () => undefined, aSession());
    expect(await screen.findByRole('grid', { name: 'Permissions of Dana Okafor' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'More about Dana Okafor' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Role' })).toBeNull();
  });

  it('marks who can’t sign in until they enrol another factor', async () => {
    await openMember('Dana Okafor', { signInCompliant: false }, () => undefined);
    expect(screen.getByText(/has no second factor that the sign-in policy accepts/)).toBeTruthy();
    expect(screen.getAllByText('Blocked')).toHaveLength(2);
  });
});
