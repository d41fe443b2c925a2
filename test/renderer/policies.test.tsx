import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { violations } from './axe-violations';
import { Refused } from './fake-bridge';
import { card, dryRuns, open, tryIt } from './policies-screen';
import { aDetail, aRow, aSession, req } from './sample-data';
import { aPolicy, governed, lockReady, owner, somePolicies } from './sample-policies';

beforeEach(() => localStorage.clear());

describe('policies', () => {
  it('says where each workflow stands, and which step comes next', async () => {
    await open();
    const stages = (name: string) =>
      within(card(name).getByRole('list', { name: `Rollout of ${name}` }))
        .getAllByRole('listitem')
        .find((one) => one.getAttribute('aria-current') === 'step')?.textContent;
    expect(stages('Initiate Withdrawal')).toBe('Locked');
    expect(stages('Manage Addresses')).toBe('Configure');
    expect(stages('Manage Access')).toBe('Enforce');
    expect(stages('Manage Policies')).toBe('Bootstrap');
    expect(card('Manage Policies').getByText('Next: let someone else approve.')).toBeTruthy();
    expect(card('Manage Policies').getByRole('button', { name: 'Open People' })).toBeTruthy();
    expect(card('Manage Policies').queryByRole('button', { name: 'Lock…' })).toBeNull();
    expect(card('Manage Addresses').getByText('Next: turn the toggle on and try it.')).toBeTruthy();
    expect(await card('Manage Access').findByText('all four conditions hold')).toBeTruthy();
  });

  it('ticks no step without its substance, names what is missing, and says what is in the ring', async () => {
    await open((bridge) =>
      governed(bridge, () => [
        aPolicy('withdrawals', { locked: true, stage: 'locked', alwaysRequireApproval: false }),
        aPolicy('addresses', { othersApprove: false }),
        aPolicy('access', { stage: 'configure', alwaysRequireApproval: false }),
        aPolicy('policies'),
      ]),
    );
    const steps = (name: string) =>
      within(card(name).getByRole('list', { name: `Rollout of ${name}` }))
        .getAllByRole('listitem')
        .map((one) => one.textContent);
    expect(steps('Initiate Withdrawal')[2]).toBe('Enforceskipped. Approvals for some: the toggle is off.');
    expect(steps('Manage Addresses').slice(0, 2)).toEqual(['Bootstrapnot done', 'Configurenot done']);
    expect(card('Manage Addresses').getByText('Nobody approves')).toBeTruthy();
    expect(card('Manage Addresses').getByText('Next: let someone else approve.')).toBeTruthy();
    expect(card('Manage Access').getByText('In the ring')).toBeTruthy();
    expect(card('Manage Access').getByText(/^In the ring: something is locked/)).toBeTruthy();
    expect(card('Manage Access').queryByText(/turn the toggle on/)).toBeNull();
  });

  it('says the limits of a field where what is typed lies outside', async () => {
    const { user } = await open();
    const expires = card('Manage Addresses').getByRole('textbox', { name: /^A request expires after/ });
    await user.clear(expires);
    await user.type(expires, '9999{Enter}');
    expect(card('Manage Addresses').getByText('1 to 720').className).toBe('limits bad');
  });

  it('says in the diff what coverage comes to, and who completes alone no longer', async () => {
    const { user } = await open();
    await user.click(card('Manage Addresses').getByRole('switch', { name: /^Always require approval/ }));
    await user.click(await screen.findByRole('button', { name: 'See the diff' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'What the draft changes' }));
    expect(dialog.getByText('Manage Addresses: Helena Brandt no longer, others decide.')).toBeTruthy();
    expect(await dialog.findByText('Coverage after this')).toBeTruthy();
  });

  it('counts people in the meter, and names where it is tightest', async () => {
    await open();
    const addresses = card('Manage Addresses');
    expect(addresses.getByRole('img', { name: '2 needed, 0 spare' })).toBeTruthy();
    expect(
      await addresses.findByText(/^Tightest: .*, started by .*\. Then both .* and .* must approve\.$/),
    ).toBeTruthy();
  });

  it('names the condition that is missing for locking', async () => {
    await open((bridge) =>
      bridge.on('requests.create', () => ({
        ...lockReady,
        outcome: 'refuse',
        code: 'lock_precondition',
        missing: ['policy_approver', 'owner_backup_factor'],
      })),
    );
    expect(
      await card('Manage Access').findByText(
        '2 conditions missing: nobody else approves policies, the Owner has no backup factor',
      ),
    ).toBeTruthy();
  });

  it('collects edits in a draft, works out coverage after it, and shows outcomes side by side', async () => {
    const { user } = await open();
    await user.click(tryIt().getByRole('button', { name: /What$/ }));
    await user.click(
      within(screen.getByRole('listbox')).getByRole('option', { name: 'Add a crypto address' }),
    );
    expect(await tryIt().findByText('Completes at once')).toBeTruthy();
    await user.click(card('Manage Addresses').getByRole('switch', { name: /^Always require approval/ }));
    await user.click(card('Manage Addresses').getByRole('button', { name: /^More/ }));
    expect(await screen.findByText('Draft, 2 changes')).toBeTruthy();
    expect(await card('Manage Addresses').findByText('1 missing')).toBeTruthy();
    expect(
      await card('Manage Addresses').findByText(/Treasury, started by Dana Okafor: 2 of 3 could approve/),
    ).toBeTruthy();
    expect(card('Manage Addresses').getByText('Version 3, your draft makes it 4')).toBeTruthy();
    expect(await tryIt().findByText('Waits for 3 people')).toBeTruthy();
    expect(tryIt().getByText('Completes at once')).toBeTruthy();
    expect(tryIt().getByText('own request')).toBeTruthy();
  });

  it('tries a workflow as if it were locked, and leaves the cards as they are', async () => {
    const { bridge, user } = await open();
    await user.click(tryIt().getByRole('button', { name: /What$/ }));
    await user.click(
      within(screen.getByRole('listbox')).getByRole('option', { name: 'Add a crypto address' }),
    );
    await user.click(await tryIt().findByRole('checkbox', { name: 'As if Manage Addresses were locked' }));
    expect(await tryIt().findByText('Locked')).toBeTruthy();
    expect(bridge.callsOf('simulate').at(-1)?.input).toMatchObject({
      changes: [{ operation: 'policy.lock', params: { workflow: 'addresses', baseVersion: 3 } }],
    });
    expect(screen.queryByText(/^Draft,/)).toBeNull();
  });

  it('drops an edit that is taken back', async () => {
    const { user } = await open();
    await user.click(card('Manage Addresses').getByRole('button', { name: /^More/ }));
    expect(await screen.findByText('Draft, 1 change')).toBeTruthy();
    await user.click(card('Manage Addresses').getByRole('button', { name: /^Fewer/ }));
    await waitFor(() => expect(screen.queryByText(/^Draft,/)).toBeNull());
    expect(localStorage.getItem('countersign.policy-drafts')).toBe('[]');
  });

  it('keeps the draft for the same person over a restart, and for nobody else', async () => {
    const first = await open();
    await first.user.click(card('Manage Addresses').getByRole('button', { name: /^More/ }));
    await screen.findByText('Draft, 1 change');
    act(() => first.bridge.change({ session: null, signedOutBecause: 'user' }));
    await screen.findByLabelText('Password');
    const other = { ...owner(), member: aSession().member };
    act(() => first.bridge.change({ session: other, signedOutBecause: null }));
    await first.user.click(await screen.findByRole('button', { name: /^Policies/ }));
    await screen.findByRole('article', { name: 'Manage Addresses' });
    expect(screen.queryByText('Draft, 1 change')).toBeNull();
    act(() => first.bridge.change({ session: null }));
    await screen.findByLabelText('Password');
    act(() => first.bridge.change({ session: owner() }));
    await first.user.click(await screen.findByRole('button', { name: /^Policies/ }));
    expect(await screen.findByText('Draft, 1 change')).toBeTruthy();
  });

  it('submits the draft item by item, each with its own outcome', async () => {
    const made: unknown[] = [];
    const { bridge, user } = await open();
    bridge.on('requests.create', (input) => {
      if (input.dryRun === true)
        return { ...lockReady, outcome: 'queue', requiredApprovals: 1, eligibleApprovers: [], holders: [] };
      made.push(input);
      return aDetail(
        aRow(2500 + made.length, {
          id: req(2500 + made.length),
          operation: 'policy.change',
          params: { workflow: 'addresses', requiredApprovals: 3 },
          account: null,
        }),
      );
    });
    await user.click(card('Manage Addresses').getByRole('button', { name: /^More/ }));
    await user.click(card('Manage Access').getByRole('switch'));
    await user.click(await screen.findByRole('button', { name: 'Submit as 2 requests' }));
    expect(await screen.findByRole('dialog', { name: 'Submit the draft, 1 of 2' })).toBeTruthy();
    expect(screen.getByRole('row', { name: 'Approvals required 2 3' })).toBeTruthy();
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Ask for approval' }).hasAttribute('disabled')).toBe(false),
    );
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Ask for approval' }));
    expect(await screen.findByRole('dialog', { name: 'Submit the draft, 2 of 2' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(made).toEqual([
      {
        operation: 'policy.change',
        params: { requiredApprovals: 3, baseVersion: 3, workflow: 'addresses' },
      },
    ]);
    expect(screen.getByText('Draft, 1 change')).toBeTruthy();
  });

  it('settles edits one by one where somebody else changed the same settings', async () => {
    let policies = somePolicies();
    const { bridge, user } = await open((fake) => governed(fake, () => policies));
    await user.click(card('Manage Addresses').getByRole('button', { name: /^More/ }));
    await user.click(card('Manage Addresses').getByRole('switch'));
    await screen.findByText('Draft, 2 changes');
    policies = policies.map((one) =>
      one.workflow === 'addresses'
        ? { ...one, version: 4, requiredApprovals: 4, expiresAfterHours: 24 }
        : one,
    );
    act(() => bridge.emit('policy.changed', { workflow: 'addresses' }));
    const moved = within(await screen.findByRole('group', { name: /^Changed to version 4/ }));
    expect(card('Manage Addresses').getByText('Coverage as it stands, without this draft')).toBeTruthy();
    expect(card('Manage Addresses').getByRole('img', { name: /^4 needed/ })).toBeTruthy();
    expect(moved.getByText(/Now: 4 · Yours: 3/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Submit as a request' }).hasAttribute('disabled')).toBe(true);
    await user.click(moved.getByRole('button', { name: 'Drop it' }));
    expect(await screen.findByText('Draft, 1 change')).toBeTruthy();
    await waitFor(() =>
      expect(dryRuns(bridge, 'policy.change').at(-1)?.params).toEqual({
        alwaysRequireApproval: true,
        baseVersion: 4,
        workflow: 'addresses',
      }),
    );
  });

  it('asks to unlock what is locked, and lets a change be proposed', async () => {
    const { bridge, user } = await open();
    const locked = card('Initiate Withdrawal');
    expect(locked.getByRole('switch').hasAttribute('disabled')).toBe(true);
    await user.click(locked.getByRole('button', { name: 'Propose a change' }));
    expect(locked.getByRole('switch').hasAttribute('disabled')).toBe(false);
    await user.click(locked.getByRole('button', { name: 'Ask to unlock…' }));
    expect(await screen.findByRole('dialog', { name: 'Ask to unlock Initiate Withdrawal' })).toBeTruthy();
    await waitFor(() =>
      expect(dryRuns(bridge, 'policy.unlock').at(-1)?.params).toEqual({
        workflow: 'withdrawals',
        baseVersion: 3,
      }),
    );
  });

  it('drafts sign-in and session timeouts the same way', async () => {
    const { bridge, user } = await open();
    const security = card('Security');
    await user.click(security.getByRole('switch', { name: 'Passkeys only' }));
    const idle = security.getByRole('textbox', { name: /^Signed out after idling/ });
    await user.clear(idle);
    await user.type(idle, '30{Enter}');
    expect(await screen.findByText('Draft, 2 changes')).toBeTruthy();
    await waitFor(() => {
      expect(dryRuns(bridge, 'security.sign-in.change').at(-1)?.params).toEqual({
        signInPolicy: 'passkey',
        baseVersion: 2,
      });
      expect(dryRuns(bridge, 'security.session.change').at(-1)?.params).toEqual({
        idleTimeoutMinutes: 30,
        baseVersion: 2,
      });
    });
  });

  it('shows every version with what it changed', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Versions' }));
    const versions = within(await screen.findByRole('list', { name: 'Versions' }));
    const [newest, oldest] = await versions.findAllByRole('listitem');
    expect(newest?.textContent).toContain('Version 3in force');
    expect(newest?.textContent).toContain('Helena Brandt');
    expect(newest?.textContent).toContain('Approvals required1 2');
    expect(newest?.textContent).toContain('R-9, approved by Aiko Watanabe and Priya Raman');
    expect(versions.getByText('As it began')).toBeTruthy();
    expect(oldest).toBeTruthy();
  });

  it('offers nothing to change to a reader, and tries nothing they may not see', async () => {
    await open((bridge) => {
      governed(bridge, () => [
        ...somePolicies()
          .slice(0, 3)
          .map((one) => ({ ...one, coverage: { ok: true } })),
        aPolicy('policies', { coverage: { ok: false } }),
      ]);
      bridge.on('simulate', () => {
        throw new Refused('permission_denied', 'no');
      });
    }, aSession());
    expect(await screen.findByText(/^You can read these/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Lock…' })).toBeNull();
    for (const one of screen.getAllByRole('switch')) expect(one.hasAttribute('disabled')).toBe(true);
    expect(card('Manage Policies').getByText('not covered')).toBeTruthy();
    expect(await tryIt().findByText(/^Trying it is for the Owner/)).toBeTruthy();
  });

  it('axe finds nothing, with a draft and without', async () => {
    const { user } = await open();
    await card('Manage Access').findByText('all four conditions hold');
    expect(await violations()).toEqual([]);
    await user.click(card('Manage Addresses').getByRole('button', { name: /^More/ }));
    await screen.findByText('Draft, 1 change');
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Versions' }));
    await screen.findByText('As it began');
    expect(await violations()).toEqual([]);
  });
});
