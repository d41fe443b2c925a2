// The model against what the page tells in so many words, so that it isn't only compared with the engine.
import { describe, expect, it } from 'vitest';
import { eligibleApprovers } from './model/approvers';
import { shortfallsOf, spareOf } from './model/coverage';
import { balanceOf, HOUR, policyOf } from './model/state';
import { visibleAccounts, visibleRequests } from './model/visibility';
import { grantsOn, Told, together } from './told';

const all = ['initiate', 'approve', 'execute'] as const;

/** The Owner with two who approve policies and access, so that locks are covered. */
function covered(): { told: Told; anna: string; ben: string } {
  const told = new Told();
  const both = together(
    grantsOn('policies', 'approve'),
    grantsOn('access', 'approve'),
    grantsOn('withdrawals', 'approve'),
  );
  return { told, anna: told.join('anna', both), ben: told.join('ben', both) };
}

describe('the truth table (§5)', () => {
  it('completes at once with Execute, queues under the toggle and with Initiate only', () => {
    const told = new Told();
    const addressId = told.funded('100');
    const cfo = told.join('cfo', grantsOn('withdrawals', 'execute'));
    const manager = told.join('manager', grantsOn('withdrawals', 'initiate'));
    expect(told.withdraw(cfo, '1', addressId)).toMatchObject({ request: { status: 'completed' } });
    const queued = { request: { status: 'pending', queuedBecause: 'no_execute' } };
    expect(told.withdraw(manager, '1', addressId)).toMatchObject(queued);
    told.policy('withdrawals', { alwaysRequireApproval: true });
    const toggled = { request: { status: 'pending', queuedBecause: 'approval_always_required' } };
    expect(told.withdraw(cfo, '1', addressId)).toMatchObject(toggled);
    expect(balanceOf(told.o, told.main, 'BTC')).toMatchObject({ available: 97n, held: 2n });
  });

  it('tells who holds nothing there that it isn’t there, and who only sees it that they may not', () => {
    const told = new Told();
    const addressId = told.funded('100');
    const params = { asset: 'BTC', amount: '1', addressId };
    const refusal = (who: string) => told.refusal(who, 'withdrawal.crypto.create', params, told.main);
    expect(refusal(told.join('viewer', grantsOn('withdrawals', 'view')))).toBe('permission_denied');
    expect(refusal(told.join('admin', grantsOn('access', 'view')))).toBe('permission_denied');
    expect(refusal(told.join('other', grantsOn('policies', 'approve')))).toBe('not_found');
  });

  it('lets the Owner alone turn a toggle off while nothing is locked, Manage Policies’ own included', () => {
    const told = new Told();
    told.policy('policies', { alwaysRequireApproval: true });
    expect(told.policy('access', { requiredApprovals: 2 })).toMatchObject({ status: 'pending' });
    const off = { alwaysRequireApproval: false };
    expect(told.policy('policies', { ...off, requiredApprovals: 2 })).toMatchObject({ status: 'pending' });
    expect(told.policy('policies', off)).toMatchObject({ status: 'completed' });
  });

  it('wants a second factor of the last five minutes where it completes at once, and not where it queues', () => {
    const told = new Told();
    const start = { kind: 'initiate', actor: told.owner, operation: 'account.create', params: { name: 'A' } };
    told.do({ kind: 'advance', ms: 5 * 60_000 });
    expect(told.code({ ...start, kind: 'initiate' })).toBe('second_factor_required');
    told.policy('access', { alwaysRequireApproval: true });
    told.do({ kind: 'advance', ms: 5 * 60_000 });
    expect(told.code({ ...start, kind: 'initiate' })).toBe('ok');
  });
});

describe('coverage (§7)', () => {
  it('holds Kraken’s worked example: a CFO with Execute is the one approver of those who only initiate', () => {
    const { told } = covered();
    const addressId = told.funded('100');
    const cfo = told.join('cfo', grantsOn('withdrawals', 'execute', 'approve'));
    const manager = told.join('manager', grantsOn('withdrawals', 'initiate'));
    expect(told.lock('withdrawals').ok).toBe(true);
    expect(told.withdraw(cfo, '1', addressId)).toMatchObject({ request: { status: 'completed' } });
    const waiting = told.withdraw(manager, '1', addressId);
    expect(waiting).toMatchObject({ request: { status: 'pending', queuedBecause: 'no_execute' } });
  });

  it('catches two people, both initiating under a toggle, N = 2', () => {
    const told = new Told();
    const everything = together(grantsOn('policies', ...all), grantsOn('access', ...all));
    told.join('twin', together(everything, grantsOn('withdrawals', ...all)));
    told.policy('withdrawals', { alwaysRequireApproval: true, requiredApprovals: 2 });
    const answer = told.lock('withdrawals');
    expect(answer).toMatchObject({ refusal: { code: 'lock_precondition', missing: ['coverage'] } });
    expect(shortfallsOf(told.o, 'withdrawals')).toHaveLength(2);
    expect(spareOf(told.o, 'withdrawals')).toBe(-1);
  });

  it('names everything that a lock lacks', () => {
    const told = new Told();
    told.invite('later', grantsOn('withdrawals', 'approve'));
    told.o.ownerRecoveryCodes = 0;
    expect(told.lock('withdrawals')).toMatchObject({
      refusal: {
        missing: ['policy_approver', 'coverage', 'open_invitations', 'owner_backup_factor'],
      },
    });
  });

  it('refuses a change that would leave the ring short, and lets the same through elsewhere', () => {
    const { told, anna, ben } = covered();
    told.lock('withdrawals');
    const removal = told.made(told.owner, 'member.remove', { memberId: anna });
    expect(removal).toMatchObject({ status: 'pending', queuedBecause: 'ring_change' });
    expect(told.approve(ben, removal.id)).toBe('ok');
    expect(told.refusal(told.owner, 'member.remove', { memberId: ben })).toBe('coverage_insufficient');
    expect(told.policy('addresses', { requiredApprovals: 9 }).status).toBe('completed');
  });

  it('keeps a new account dormant until the lock’s coverage holds there', () => {
    const told = new Told();
    told.funded('100');
    const governs = together(grantsOn('policies', 'approve'), grantsOn('access', 'approve'));
    const onMain = { workflow: 'withdrawals' as const, accountId: told.main };
    const anna = told.join('anna', {
      workflows: [...governs.workflows, { ...onMain, permissions: ['approve'] }],
      accounts: [],
    });
    told.policy('withdrawals', { alwaysRequireApproval: true });
    told.lock('withdrawals');
    const created = told.made(told.owner, 'account.create', { name: 'Second' });
    const second = String(created.result['accountId']);
    expect(told.o.accounts[1]?.dormantIn).toEqual(['withdrawals']);
    expect(shortfallsOf(told.o, 'withdrawals')).toEqual([]);
    const added = told.made(told.owner, 'address.crypto.add', { asset: 'BTC', label: 'Vault' }, second);
    const money = { accountId: second, asset: 'BTC', amount: '5', reference: 'opening' };
    told.do({ kind: 'deposit', actor: told.owner, ...money });
    const params = { asset: 'BTC', amount: '1', addressId: String(added.result['addressId']) };
    const refused = () => told.refusal(told.owner, 'withdrawal.crypto.create', params, second);
    expect(refused()).toBe('coverage_insufficient');
    const ben = told.made(told.owner, 'member.invite', {
      email: 'ben@example.com',
      displayName: 'Ben',
      grants: grantsOn('withdrawals', 'approve'),
    });
    told.approve(anna, ben.id);
    const memberId = String(ben.result['memberId']);
    told.do({ kind: 'accept', memberId });
    expect(refused()).toBe('coverage_insufficient');
    const confirmation = told.made(told.owner, 'member.confirm', { memberId, fingerprint: 'of factor 1' });
    told.approve(anna, confirmation.id);
    // Who may withdraw there besides is the Owner, whom Ben may approve.
    expect(told.o.accounts[1]?.dormantIn).toEqual([]);
    expect(refused()).toBe('ok');
  });
});

describe('the ring is closed (§7)', () => {
  it('confirms who was invited with ring grants by somebody who invited nobody', () => {
    const { told, anna, ben } = covered();
    told.lock('withdrawals');
    const grants = grantsOn('withdrawals', 'approve');
    const asked = { email: 'puppet@example.com', displayName: 'Puppet', grants };
    const invitation = told.made(told.owner, 'member.invite', asked);
    expect(invitation.status).toBe('pending');
    told.approve(anna, invitation.id);
    const puppet = String(invitation.result['memberId']);
    told.do({ kind: 'accept', memberId: puppet });
    expect(told.member(puppet).status).toBe('unconfirmed');
    const confirmation = told.made(told.owner, 'member.confirm', {
      memberId: puppet,
      fingerprint: 'of factor 1',
    });
    expect(confirmation.queuedBecause).toBe('ring_change');
    expect(eligibleApprovers(told.o, confirmation)).toEqual([anna, ben]);
    expect(told.approve(told.owner, confirmation.id)).toBe('self_approval');
    expect(told.approve(ben, confirmation.id)).toBe('ok');
    expect(told.member(puppet).status).toBe('active');
  });

  it('replaces a member in one request, the leaving one deciding neither half', () => {
    const { told, anna, ben } = covered();
    told.lock('withdrawals');
    const asked = { memberId: anna, email: 'anna@example.com', displayName: 'Anna again' };
    const replacement = told.made(told.owner, 'member.replace', asked);
    expect(told.approve(anna, replacement.id)).toBe('subject_approval');
    expect(told.approve(ben, replacement.id)).toBe('ok');
    const successor = String(replacement.result['memberId']);
    told.do({ kind: 'accept', memberId: successor });
    expect(told.member(successor).status).toBe('unconfirmed');
    const confirmation = told.made(told.owner, 'member.confirm', {
      memberId: successor,
      fingerprint: 'of factor 1',
    });
    expect(told.approve(anna, confirmation.id)).toBe('subject_approval');
    expect(told.approve(ben, confirmation.id)).toBe('ok');
    expect([told.member(anna).status, told.member(successor).status]).toEqual(['removed', 'active']);
  });

  it('unlocks only with somebody else’s approval', () => {
    const { told, anna } = covered();
    told.lock('withdrawals');
    const { version } = policyOf(told.o, 'withdrawals');
    const opening = told.made(told.owner, 'policy.unlock', { workflow: 'withdrawals', baseVersion: version });
    expect(opening).toMatchObject({ status: 'pending', queuedBecause: 'policy_locked' });
    expect(told.approve(told.owner, opening.id)).toBe('self_approval');
    expect(told.approve(anna, opening.id)).toBe('ok');
    expect(policyOf(told.o, 'withdrawals').locked).toBe(false);
  });
});

describe('escalation (§4)', () => {
  it('queues a grant beyond one’s own, a change of one’s own access, and the same through a Service User', () => {
    const told = new Told();
    const admin = told.join('admin', grantsOn('access', 'execute'));
    const person = { email: 'new@example.com', displayName: 'New' };
    const beyond = { ...person, grants: grantsOn('policies', 'view') };
    expect(told.made(admin, 'member.invite', beyond).queuedBecause).toBe('grant_beyond_own');
    const within = { ...person, grants: grantsOn('access', 'approve') };
    expect(told.made(admin, 'member.invite', within).queuedBecause).toBe('grant_beyond_own');
    expect(told.made(admin, 'member.invite', { ...person, grants: grantsOn('access', 'view') }).status).toBe(
      'completed',
    );
    expect(told.made(admin, 'member.suspend', { memberId: admin }).queuedBecause).toBe('own_access');
    const bot = { name: 'Bot', scopes: ['withdraw'], accountIds: [told.main] };
    expect(told.made(admin, 'service-user.create', bot).queuedBecause).toBe('grant_beyond_own');
    expect(told.made(told.owner, 'service-user.create', bot).status).toBe('completed');
  });
});

describe('what a change does to pending requests (§6)', () => {
  it('raises what they need, voids approvals for good, and never completes one by loosening', () => {
    const told = new Told();
    const addressId = told.funded('100');
    const anna = told.join('anna', grantsOn('withdrawals', 'approve'));
    const ben = told.join('ben', grantsOn('withdrawals', 'approve'));
    told.policy('withdrawals', { alwaysRequireApproval: true, requiredApprovals: 2 });
    told.withdraw(told.owner, '1', addressId);
    const [waiting] = told.o.requests.slice(-1);
    const id = waiting?.id ?? '';
    told.approve(anna, id);
    told.policy('withdrawals', { requiredApprovals: 3 });
    told.policy('withdrawals', { requiredApprovals: 1 });
    expect(told.request(id)).toMatchObject({ status: 'pending', requiredApprovals: 3 });
    told.made(told.owner, 'member.suspend', { memberId: anna });
    told.made(told.owner, 'member.reinstate', { memberId: anna });
    expect(told.request(id).approvals).toEqual([{ memberId: anna, valid: false }]);
    expect(told.approve(anna, id)).toBe('ok');
    expect(told.approve(anna, id)).toBe('already_decided');
    told.approve(ben, id);
    expect(told.request(id).status).toBe('pending');
  });

  it('cancels what its initiator may no longer start, and releases the hold', () => {
    const told = new Told();
    const addressId = told.funded('100');
    const manager = told.join('manager', grantsOn('withdrawals', 'initiate'));
    told.withdraw(manager, '40', addressId);
    told.made(told.owner, 'member.permissions.change', {
      memberId: manager,
      grants: grantsOn('withdrawals', 'view'),
      baseVersion: 1,
    });
    expect(told.o.requests.filter((r) => r.status === 'cancelled')).toHaveLength(1);
    expect(balanceOf(told.o, told.main, 'BTC')).toMatchObject({ available: 100n, held: 0n });
  });

  it('fails what became impossible, and expires what waited too long', () => {
    const told = new Told();
    const addressId = told.funded('100');
    const anna = told.join('anna', grantsOn('withdrawals', 'approve', 'initiate'));
    told.withdraw(anna, '1', addressId);
    told.withdraw(anna, '1', addressId);
    const [first, second] = told.o.requests.slice(-2);
    told.made(told.owner, 'address.remove', { addressId }, told.main);
    told.approve(told.owner, first?.id ?? '');
    expect(first).toMatchObject({ status: 'failed', failure: 'address_not_usable' });
    told.do({ kind: 'advance', ms: 72 * HOUR });
    expect(told.approve(told.owner, second?.id ?? '')).toBe('not_pending');
    expect(second?.status).toBe('expired');
  });
});

describe('Service Users (§4, §6)', () => {
  it('queue always, and the custodian of the key doesn’t decide', () => {
    const told = new Told();
    const addressId = told.funded('100');
    const anna = told.join('anna', grantsOn('withdrawals', 'approve'));
    const bot = told.made(told.owner, 'service-user.create', {
      name: 'Bot',
      scopes: ['withdraw'],
      accountIds: [told.main],
    });
    const serviceUserId = String(bot.result['serviceUserId']);
    const key = told.made(told.owner, 'service-user.key.create', { serviceUserId, label: 'k' });
    const start = {
      kind: 'initiate-with-key' as const,
      keyId: String(key.result['keyId']),
      operation: 'withdrawal.crypto.create',
      params: { asset: 'BTC', amount: '1', addressId },
      accountId: told.main,
    };
    expect(told.do(start)).toMatchObject({ request: { queuedBecause: 'service_user' } });
    const id = told.o.requests.at(-1)?.id ?? '';
    expect(told.approve(told.owner, id)).toBe('self_approval');
    expect(told.approve(anna, id)).toBe('ok');
    expect(told.request(id).status).toBe('completed');
    told.do(start);
    told.made(told.owner, 'service-user.disable', { serviceUserId });
    expect(told.o.requests.at(-2)?.status).toBe('cancelled');
    expect(told.code(start)).toBe('permission_denied');
  });
});

describe('who may see what (§12)', () => {
  it('shows requests with View where they belong, and always to their initiator', () => {
    const told = new Told();
    const addressId = told.funded('100');
    const manager = told.join('manager', grantsOn('withdrawals', 'initiate'));
    const other = told.join('other', grantsOn('addresses', 'view'));
    const admin = told.join('admin', grantsOn('access', 'view'));
    told.withdraw(manager, '1', addressId);
    const id = told.o.requests.at(-1)?.id ?? '';
    const sees = (who: string) => visibleRequests(told.o, told.member(who)).includes(id);
    expect([manager, other, admin, told.owner].map(sees)).toEqual([true, false, false, true]);
    expect(visibleAccounts(told.o, told.member(admin))).toEqual([told.main]);
    expect(visibleAccounts(told.o, told.member(told.join('nobody', grantsOn('policies', 'view'))))).toEqual(
      [],
    );
  });
});
