import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { DryRun, RequestDetail } from '../../shared/contract/requests';
import { violations } from './axe-violations';
import { Refused, type FakeBridge } from './fake-bridge';
import { startSignedIn } from './render-app';
import { acc, aDetail, aRow, aSession, mem, person } from './sample-data';

const governor = () =>
  aSession({
    may: {
      initiate: [
        { workflow: 'withdrawals', accountId: null },
        { workflow: 'access', accountId: null },
      ],
      decide: true,
    },
  });
const completes: DryRun = {
  outcome: 'complete',
  stepUpRequired: true,
  requiredApprovals: 0,
  eligibleApprovers: [],
  warnings: [],
};
const queues: DryRun = {
  outcome: 'queue',
  stepUpRequired: false,
  queuedBecause: 'no_execute',
  requiredApprovals: 2,
  eligibleApprovers: ['helena', 'priya', 'aiko'].map(person),
  warnings: [],
};
const CODE = 'MC7pNCOr00_onjqtTGQiLUv0UW2RZWnuGYqyyBRtYDc';

async function open(prepare: (bridge: FakeBridge) => void = () => undefined, session = governor()) {
  const started = await startSignedIn(null, session, prepare);
  await started.user.click(screen.getByRole('button', { name: /^People/ }));
  await screen.findByRole('option', { name: /Dana Okafor/ });
  return started;
}
async function openDana(prepare?: (bridge: FakeBridge) => void) {
  const started = await open(prepare);
  await started.user.click(screen.getByRole('option', { name: /Dana Okafor/ }));
  await screen.findByRole('grid', { name: 'Permissions of Dana Okafor' });
  return started;
}
const cell = (name: string | RegExp) => screen.getByRole('checkbox', { name });

describe('people', () => {
  it('lists members with the Owner first, and who was invited on their own', async () => {
    const { user } = await open();
    const names = screen.getAllByRole('option').map((one) => one.textContent);
    expect(names[0]).toContain('Helena Brandt');
    expect(names.at(-1)).toContain('Noor Haddad');
    expect(names.at(-1)).toContain('Invited');
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
    expect(power.getByText('Sees withdrawals on Cold reserve')).toBeTruthy();
  });

  it('says that the Owner holds everything, and shows no matrix to edit', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('option', { name: /Helena Brandt/ }));
    expect(await screen.findByText(/^Holds every permission on every account/)).toBeTruthy();
    expect(screen.queryByRole('grid')).toBeNull();
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
    expect(await screen.findByText('Submitting waits for 2 others.')).toBeTruthy();
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

  it('says when the access moved under the draft', async () => {
    const { bridge, user } = await openDana();
    await user.click(cell('Approve, Manage Policies, Organization: not held'));
    bridge.on('members.list', () => ({
      items: [{ ...person('dana'), owner: false, version: 5, grants: { workflows: [], accounts: [] } }],
      nextCursor: null,
    }));
    act(() => bridge.emit('access.changed', { memberId: mem('dana') }));
    expect(await screen.findByText(/Dana Okafor’s access changed meanwhile/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Submit…' }).hasAttribute('disabled')).toBe(true);
  });

  it('axe finds nothing on people, on a draft, and on submitting it', async () => {
    const { user } = await openDana((fake) => fake.on('requests.create', () => queues));
    expect(await violations()).toEqual([]);
    await user.click(cell('Execute, Manage Addresses, Treasury: held'));
    await screen.findByText('Submitting waits for 2 others.');
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Submit…' }));
    await screen.findByRole('dialog');
    expect(await violations()).toEqual([]);
  });
});

const invited = (change: Partial<RequestDetail> = {}): RequestDetail =>
  aDetail(
    aRow(3001, {
      operation: 'member.invite',
      account: null,
      params: { email: 'kofi@northwind.example', displayName: 'Kofi Mensah' },
      initiator: { kind: 'member', ...person('ingrid') },
      status: 'completed',
      canDecide: false,
    }),
    { result: { memberId: mem('noor') }, ...change },
  );

describe('inviting', () => {
  async function openInvite(prepare: (bridge: FakeBridge) => void) {
    const started = await open(prepare);
    await started.user.click(screen.getByRole('button', { name: 'Invite' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Invite a person' }));
    await started.user.click(dialog.getByLabelText('Name'));
    return started;
  }

  it('completes at once with a second factor, and shows the code once', async () => {
    const { bridge, user } = await openInvite((fake) =>
      fake.on('requests.create', (input) =>
        input.dryRun === true
          ? completes
          : invited({ result: { memberId: mem('noor'), invitationCode: CODE } }),
      ),
    );
    await user.keyboard('Kofi Mensah{Tab}Kofi@northwind.example');
    const dialog = within(screen.getByRole('dialog'));
    const blank = (name: string) => dialog.getByRole('checkbox', { name: `${name}: not held` });
    await user.click(blank('Initiate, Initiate Withdrawal, All accounts'));
    await user.click(blank('Approve, Manage Addresses, Treasury'));
    expect(await screen.findByText('Completes at once')).toBeTruthy();
    const send = screen.getByRole('button', { name: 'Invite now' });
    expect(send.hasAttribute('disabled')).toBe(true);
    await user.type(dialog.getByLabelText('Authenticator code'), '482911');
    await user.dblClick(send);
    expect(await screen.findByText(CODE)).toBeTruthy();
    const sent = bridge
      .callsOf('requests.create')
      .map((one) => one.input as { dryRun?: boolean })
      .filter((input) => input.dryRun !== true);
    expect(sent).toEqual([
      {
        operation: 'member.invite',
        params: {
          displayName: 'Kofi Mensah',
          email: 'Kofi@northwind.example',
          grants: {
            workflows: [
              { workflow: 'withdrawals', accountId: '*', permissions: ['initiate'] },
              { workflow: 'addresses', accountId: acc('Treasury'), permissions: ['approve'] },
            ],
            accounts: [],
          },
        },
        stepUp: { totp: '482911' },
      },
    ]);
    expect(screen.getByText(/^It works until/, { exact: false })).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(screen.getByText(CODE)).toBeTruthy();
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'I have handed it over' }));
    await waitFor(() => expect(document.documentElement.outerHTML).not.toContain(CODE));
  });

  it('waits for others where it must, and says for whom', async () => {
    const { user } = await openInvite((fake) =>
      fake.on('requests.create', (input) =>
        input.dryRun === true ? queues : invited({ status: 'pending' }),
      ),
    );
    await user.keyboard('Kofi{Tab}kofi@northwind.example');
    expect(await screen.findByText('Waits for 2 of these people:')).toBeTruthy();
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Ask for approval' }));
    expect(await screen.findByText('R-3001 is waiting for approvals')).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('puts a fault on its field, and says a refusal', async () => {
    const { bridge, user } = await openInvite((fake) =>
      fake.on('requests.create', () => {
        throw new Refused('validation_failed', 'x', {
          errors: [{ path: 'params.displayName', message: 'at most 200 characters' }],
        });
      }),
    );
    await user.keyboard('Kofi{Tab}kofi');
    await user.tab();
    expect(await screen.findByText('Enter an e-mail address.')).toBeTruthy();
    await user.type(screen.getByLabelText('E-mail'), '@northwind.example');
    expect(await screen.findByText('At most 200 characters.')).toBeTruthy();
    bridge.on('requests.create', () => ({
      ...completes,
      outcome: 'refuse',
      code: 'conflict',
      detail: 'Somebody with this e-mail is a member or invited already.',
    }));
    await user.type(screen.getByLabelText('Name'), 'x');
    expect(await screen.findByText('Somebody with this e-mail is a member or invited already.')).toBeTruthy();
  });

  it('lets its initiator, and nobody else, collect the code of an approved invitation', async () => {
    const detail = invited({
      approvals: [{ memberId: mem('helena'), displayName: 'Helena', at: aRow(1).createdAt, valid: true }],
    });
    const { bridge, user } = await startSignedIn([detail], aSession(), (fake) => {
      fake.on('requests.list', () => ({ items: [detail], nextCursor: null }));
      fake.on('requests.get', () => detail);
      fake.on('requests.collect', ({ stepUp }) => {
        if (stepUp?.totp !== '482911') throw new Refused('second_factor_invalid');
        return { invitationCode: CODE };
      });
    });
    await user.click(screen.getByRole('button', { name: 'Collect the invitation code' }));
    const dialog = await screen.findByRole('dialog', { name: 'Collect the invitation code' });
    expect(await violations()).toEqual([]);
    await user.type(within(dialog).getByLabelText('Authenticator code'), '482911');
    await user.dblClick(within(dialog).getByRole('button', { name: 'Collect' }));
    expect(await screen.findByText(CODE)).toBeTruthy();
    expect(bridge.callsOf('requests.collect')).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'I have handed it over' }));
    bridge.on('requests.get', () => ({ ...detail, initiator: { kind: 'member', ...person('dana') } }));
    act(() => bridge.emit('request.changed', { requestId: detail.id, what: 'updated', row: detail }));
    await waitFor(() =>
      expect(screen.queryByRole('button', { name: 'Collect the invitation code' })).toBeNull(),
    );
  });
});
