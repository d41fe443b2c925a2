import { describe, expect, it } from 'vitest';
import { BTC_ADDRESS_2, HOUR, on, onWithdrawals } from './organization-under-test';
import { accessTeam, treasury } from './treasury';

describe('a threshold that changes while a request waits', () => {
  it('only raises what it needs', async () => {
    const { org, bob, cy, withdraw } = await treasury();
    await org.setPolicy('withdrawals', { requiredApprovals: 2 });
    const request = await withdraw();
    await bob.approve(request.id);
    await org.setPolicy('withdrawals', { requiredApprovals: 3 });
    await org.setPolicy('withdrawals', { requiredApprovals: 1 });
    expect(await bob.ok('requests.get', { id: request.id })).toMatchObject({
      status: 'pending',
      requiredApprovals: 3,
    });
    await cy.approve(request.id);
    expect(await org.owner.approve(request.id)).toMatchObject({ status: 'completed', validApprovals: 3 });
  });

  it('tells in its timeline since which version it needs more, and whose change that was', async () => {
    const { org, bob, withdraw } = await treasury();
    const request = await withdraw();
    const raised = await org.setPolicy('withdrawals', { requiredApprovals: 3 });
    await org.setPolicy('withdrawals', { requiredApprovals: 1 });
    const { policyVersion, timeline } = await bob.ok('requests.get', { id: request.id });
    expect(policyVersion).toBe(request.policyVersion);
    expect(timeline.slice(2)).toMatchObject([
      {
        kind: 'raised',
        by: { displayName: 'Olga' },
        raised: { requiredApprovals: 3, policyVersion: raised.result?.version },
      },
    ]);
  });

  it('doesn’t raise what the change itself needed', async () => {
    const { org } = await treasury();
    const mia = await org.invite('Mia', on('policies', 'initiate'));
    const atOnce = await org.setPolicy('policies', { requiredApprovals: 2 });
    expect(atOnce).toMatchObject({ status: 'completed', requiredApprovals: 0 });
    await org.setPolicy('policies', { requiredApprovals: 1 });
    const asked = await mia.initiate('policy.change', {
      workflow: 'policies',
      baseVersion: 3,
      requiredApprovals: 4,
    });
    const done = await org.owner.approve(asked.id);
    expect(done).toMatchObject({ status: 'completed', requiredApprovals: 1, validApprovals: 1 });
  });
});

describe('an approver who loses Approve', () => {
  it('loses what they approved, for good, and may decide again once they have it back', async () => {
    const { org, bob, cy, withdraw } = await treasury();
    await org.setPolicy('withdrawals', { requiredApprovals: 2 });
    const request = await withdraw();
    await bob.approve(request.id);
    await org.regrant(bob, onWithdrawals('view'));
    expect(await org.owner.ok('requests.get', { id: request.id })).toMatchObject({
      validApprovals: 0,
      approvals: [{ displayName: 'Bob', valid: false, voidedBecause: 'lost_approve' }],
    });
    await org.regrant(bob, onWithdrawals('approve'));
    expect((await cy.approve(request.id)).status).toBe('pending');
    expect((await bob.ok('requests.list', { view: 'mine-to-decide' })).items).toMatchObject([
      { id: request.id, canDecide: true },
    ]);
    const done = await bob.approve(request.id);
    expect(done).toMatchObject({ status: 'completed', validApprovals: 2 });
    expect(done.approvals.map(({ valid }) => valid)).toEqual([false, true, true]);
  });

  it('keeps them where only another account is lost', async () => {
    const { org, bob, withdraw } = await treasury();
    await org.setPolicy('withdrawals', { requiredApprovals: 2 });
    const request = await withdraw();
    await bob.approve(request.id);
    await org.regrant(bob, {
      workflows: [{ workflow: 'withdrawals', accountId: org.main as never, permissions: ['approve'] }],
    });
    expect((await bob.ok('requests.get', { id: request.id })).validApprovals).toBe(1);
  });
});

describe('an initiator', () => {
  it('who loses Initiate finds their requests cancelled, with the reason, and the hold released', async () => {
    const { org, ann, withdraw, balance } = await treasury();
    const request = await withdraw();
    await org.regrant(ann, onWithdrawals('approve'));
    expect(await ann.ok('requests.get', { id: request.id })).toMatchObject({
      status: 'cancelled',
      cancellation: { by: null, reason: 'initiator_lost_permission' },
    });
    expect(await balance()).toMatchObject({ available: '10', held: '0' });
  });

  it('who loses Execute only keeps them; who gains it still waits', async () => {
    const { org, ann, withdraw } = await treasury();
    const request = await withdraw();
    await org.regrant(ann, onWithdrawals('execute'));
    expect((await ann.ok('requests.get', { id: request.id })).status).toBe('pending');
    await org.regrant(ann, onWithdrawals('initiate'));
    expect((await ann.ok('requests.get', { id: request.id })).status).toBe('pending');
  });

  it('cancels what they started, nobody else does', async () => {
    const { org, ann, bob, withdraw, balance } = await treasury();
    const request = await withdraw();
    for (const other of [bob, org.owner])
      expect((await other.refused('requests.cancel', { id: request.id })).code).toBe('permission_denied');
    expect(await ann.ok('requests.cancel', { id: request.id, reason: 'Typo' })).toMatchObject({
      status: 'cancelled',
      cancellation: { by: ann.id, reason: 'Typo' },
    });
    expect(await balance()).toMatchObject({ available: '10', held: '0' });
    expect((await ann.refused('requests.cancel', { id: request.id })).code).toBe('not_pending');
  });
});

describe('the Owner turning a toggle off', () => {
  it('completes at once, the toggle of Manage Policies itself included, and nothing else does', async () => {
    const { org } = await treasury();
    for (const workflow of ['withdrawals', 'policies'] as const)
      expect((await org.setPolicy(workflow, { alwaysRequireApproval: true })).status).toBe('completed');
    const more = await org.setPolicy('withdrawals', { alwaysRequireApproval: false, requiredApprovals: 2 });
    expect(more).toMatchObject({ status: 'pending', queuedBecause: 'approval_always_required' });
    expect((await org.setPolicy('addresses', { alwaysRequireApproval: true })).status).toBe('pending');
    expect((await org.setPolicy('withdrawals', { alwaysRequireApproval: false })).status).toBe('completed');
    expect((await org.setPolicy('policies', { alwaysRequireApproval: false })).status).toBe('completed');
  });

  it('waits where the toggle is off already: nothing is turned off', async () => {
    const { org } = await treasury();
    await org.setPolicy('policies', { alwaysRequireApproval: true });
    expect(await org.setPolicy('withdrawals', { alwaysRequireApproval: false })).toMatchObject({
      status: 'pending',
    });
  });

  it('is the Owner’s only', async () => {
    const { org } = await treasury();
    const mia = await org.invite('Mia', on('policies', 'execute'));
    await org.setPolicy('policies', { alwaysRequireApproval: true });
    const asked = await mia.initiate('policy.change', {
      workflow: 'policies',
      baseVersion: 2,
      alwaysRequireApproval: false,
    });
    expect(asked).toMatchObject({ status: 'pending', queuedBecause: 'approval_always_required' });
  });
});

describe('access', () => {
  it('to oneself always waits, and is never decided by its subject', async () => {
    const opened = await treasury();
    const { org } = opened;
    const { eve } = await accessTeam(opened);
    const fay = await org.invite('Fay', on('access', 'execute', 'approve'));
    const own = await fay.initiate('member.permissions.change', {
      memberId: fay.id,
      grants: on('access', 'approve'),
      baseVersion: 1,
    });
    expect(own).toMatchObject({ status: 'pending', queuedBecause: 'own_access' });
    expect((await fay.refused('requests.approve', await fay.decision(own.id))).code).toBe('self_approval');
    const about = await org.owner.initiate('member.permissions.change', {
      memberId: eve.id,
      grants: on('access', 'view'),
      baseVersion: 1,
    });
    expect(about.status).toBe('completed');
    await org.setPolicy('access', { alwaysRequireApproval: true });
    const fays = await org.owner.initiate('member.permissions.change', {
      memberId: fay.id,
      grants: on('access', 'view'),
      baseVersion: 1,
    });
    const decision = await fay.decision(fays.id);
    expect((await fay.refused('requests.approve', decision)).code).toBe('subject_approval');
    expect((await fay.refused('requests.reject', { ...decision, reason: 'mine' })).code).toBe(
      'subject_approval',
    );
    expect((await fay.ok('requests.get', { id: fays.id })).canDecide).toBe(false);
  });

  it('beyond one’s own waits, for accounts and all accounts alike; what one has is given at once', async () => {
    const { org } = await treasury();
    const here = { workflow: 'withdrawals' as const, accountId: org.main as never };
    const gil = await org.invite('Gil', {
      workflows: [
        { workflow: 'access', permissions: ['execute'] },
        { ...here, permissions: ['execute'] },
      ],
      accounts: [{ accountId: org.main as never, permissions: ['trade'] }],
    });
    const invite = async (grants: object, name: string): Promise<unknown> => {
      const request = await gil.initiate('member.invite', {
        email: `${name}@example.com`,
        displayName: name,
        grants: { workflows: [], accounts: [], ...grants },
      });
      return request.queuedBecause ?? request.status;
    };
    expect(await invite({ workflows: [{ ...here, permissions: ['initiate', 'view'] }] }, 'h1')).toBe(
      'completed',
    );
    expect(await invite({ workflows: [{ ...here, permissions: ['approve'] }] }, 'h2')).toBe(
      'grant_beyond_own',
    );
    expect(await invite({ workflows: [{ ...here, accountId: '*', permissions: ['view'] }] }, 'h3')).toBe(
      'grant_beyond_own',
    );
    expect(await invite({ accounts: [{ accountId: org.main, permissions: ['trade'] }] }, 'h4')).toBe(
      'completed',
    );
    expect(await invite({ accounts: [{ accountId: '*', permissions: ['trade'] }] }, 'h5')).toBe(
      'grant_beyond_own',
    );
    expect(await invite({ accounts: [{ accountId: org.main, permissions: ['earn.allocate'] }] }, 'h6')).toBe(
      'grant_beyond_own',
    );
  });
});

describe('addresses', () => {
  it('added at once wait for the hold hours of that moment, whatever the policy says later', async () => {
    const { org, withdraw, clock } = await treasury();
    await org.setPolicy('addresses', { addressHoldHours: 10 });
    const added = await org.owner.initiate(
      'address.crypto.add',
      { asset: 'BTC', network: 'bitcoin', address: BTC_ADDRESS_2, label: 'B' },
      { accountId: org.main as never },
    );
    const usableFrom = clock.now() + 10 * HOUR;
    expect(added.result?.usableFrom).toBe(new Date(usableFrom).toISOString());
    await org.setPolicy('addresses', { addressHoldHours: 0 });
    const params = { asset: 'BTC', amount: '1', addressId: added.result?.addressId };
    clock.time = usableFrom - 1;
    expect(await org.owner.dryRun('withdrawal.crypto.create', params, org.main)).toMatchObject({
      code: 'address_not_usable',
    });
    clock.time = usableFrom;
    expect((await org.owner.dryRun('withdrawal.crypto.create', params, org.main)).outcome).toBe('complete');
    expect((await withdraw()).status).toBe('pending');
  });

  it('that others approved are usable at once', async () => {
    const { org } = await treasury();
    await org.setPolicy('addresses', { addressHoldHours: 10 });
    const kim = await org.invite('Kim', on('addresses', 'initiate'));
    const asked = await kim.initiate(
      'address.crypto.add',
      { asset: 'BTC', network: 'bitcoin', address: BTC_ADDRESS_2, label: 'B' },
      { accountId: org.main as never },
    );
    const done = await org.owner.approve(asked.id);
    expect(done.result?.usableFrom).toBe(done.endedAt);
  });

  it('removed meanwhile: the withdrawal fails, keeps its approvals and gives the hold back', async () => {
    const { org, bob, addressId, withdraw, balance } = await treasury();
    const request = await withdraw();
    await org.owner.initiate('address.remove', { addressId });
    expect(await bob.approve(request.id)).toMatchObject({
      status: 'failed',
      failure: { code: 'address_not_usable' },
      approvals: [{ displayName: 'Bob', valid: true }],
    });
    expect(await balance()).toMatchObject({ total: '10', available: '10', held: '0' });
    expect((await bob.refused('requests.approve', await bob.decision(request.id))).code).toBe('not_pending');
  });

  it('carry one label and one destination per account and asset', async () => {
    const { org } = await treasury();
    const add = (params: object): Promise<unknown> =>
      org.owner.dryRun('address.crypto.add', { asset: 'BTC', network: 'bitcoin', ...params }, org.main);
    expect(await add({ address: BTC_ADDRESS_2, label: 'Cold storage' })).toMatchObject({ code: 'conflict' });
    const upper = 'BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ';
    expect(await add({ address: upper, label: 'Other' })).toMatchObject({ code: 'conflict' });
    expect(await add({ address: BTC_ADDRESS_2, label: 'Other' })).toMatchObject({ outcome: 'complete' });
  });
});
