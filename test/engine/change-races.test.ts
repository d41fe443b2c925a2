import { describe, expect, it } from 'vitest';
import { on, onWithdrawals } from './organization-under-test';
import { projectionsOf } from './engine-with-store';
import { accessTeam, treasury } from './treasury';

describe('a change that comes in between', () => {
  it('the last approver leaves while a request waits: it waits on, and the next one who may decides it', async () => {
    const { org, ann, bob, cy, withdraw, balance } = await treasury();
    await org.setPolicy('withdrawals', { alwaysRequireApproval: true });
    const request = await withdraw(org.owner);
    for (const person of [bob, cy]) await org.owner.initiate('member.remove', { memberId: person.id });
    const left = await org.owner.ok('requests.get', { id: request.id });
    expect(left).toMatchObject({
      status: 'pending',
      eligibleApprovers: [],
      cannotDecideBecause: 'self_approval',
    });
    expect((await org.owner.refused('requests.approve', await org.owner.decision(request.id))).code).toBe(
      'self_approval',
    );
    expect(await balance()).toMatchObject({ available: '9', held: '1' });
    // Loosening never reaches back: nothing but an approval completes it (§6).
    await org.setPolicy('withdrawals', { alwaysRequireApproval: false });
    await org.regrant(ann, onWithdrawals('approve'));
    expect((await org.owner.ok('requests.get', { id: request.id })).status).toBe('pending');
    expect(await ann.approve(request.id)).toMatchObject({ status: 'completed' });
    expect(await org.owner.ok('audit.verify')).toMatchObject({ ok: true });
  });

  it('under a lock the last approver can’t leave, whoever approves it', async () => {
    const { org, bob, cy, withdraw } = await treasury();
    const governs = [...on('access', 'approve').workflows, ...on('policies', 'approve').workflows];
    const dan = await org.invite('Dan', { workflows: governs });
    await org.setPolicy('withdrawals', { alwaysRequireApproval: true });
    await org.owner.initiate('policy.lock', { workflow: 'withdrawals', baseVersion: 2 });
    const waiting = await withdraw(org.owner);
    const first = await org.owner.initiate('member.remove', { memberId: bob.id });
    const second = await org.owner.initiate('member.remove', { memberId: cy.id });
    expect(await dan.approve(first.id)).toMatchObject({ status: 'completed', queuedBecause: 'ring_change' });
    expect(await dan.approve(second.id)).toMatchObject({
      status: 'failed',
      failure: { code: 'coverage_insufficient' },
    });
    expect(await cy.approve(waiting.id)).toMatchObject({ status: 'completed' });
  });

  it('an account takes another’s name meanwhile: what was shown under the old one fails', async () => {
    const { org, bob } = await treasury();
    const dan = await org.invite('Dan', on('access', 'initiate'));
    const ask = async () =>
      dan.initiate('member.permissions.change', {
        memberId: bob.id,
        grants: {
          workflows: [{ workflow: 'withdrawals', accountId: org.main, permissions: ['view'] }],
          accounts: [],
        },
        baseVersion: (await org.owner.ok('members.get', { id: bob.id })).version,
      });
    const rename = (name: string) => org.owner.initiate('account.rename', { accountId: org.main, name });
    await rename('Sandbox');
    const misleading = await ask();
    expect(misleading.view.after).toMatchObject({ workflows: [{ account: 'Sandbox', accountId: org.main }] });
    await rename('Main');
    expect(await org.owner.approve(misleading.id)).toMatchObject({
      status: 'failed',
      failure: { code: 'conflict' },
    });
    const plain = await ask();
    await rename('Elsewhere');
    await rename('Main');
    expect(await org.owner.approve(plain.id)).toMatchObject({ status: 'completed' });
    expect(await org.owner.ok('audit.verify')).toMatchObject({ ok: true });
  });

  it('whom it gives back their access is given more meanwhile: what was shown fails', async () => {
    const { org, bob, cy } = await treasury();
    const dan = await org.invite('Dan', on('access', 'initiate'));
    await org.owner.initiate('member.suspend', { memberId: bob.id });
    const back = await dan.initiate('member.reinstate', { memberId: bob.id });
    const successor = { memberId: cy.id, email: 'new@example.com', displayName: 'New' };
    const replaced = await dan.initiate('member.replace', successor);
    const made = await org.owner.initiate('service-user.create', {
      name: 'Bot',
      scopes: ['query'],
      accountIds: [org.main],
    });
    const { serviceUserId } = made.result ?? {};
    const key = await dan.initiate('service-user.key.create', { serviceUserId, label: 'Desk' });
    for (const person of [bob, cy]) await org.regrant(person, onWithdrawals('approve', 'execute'));
    await org.owner.initiate('service-user.permissions.change', {
      serviceUserId,
      scopes: ['query', 'withdraw'],
      accountIds: [org.main],
      baseVersion: 1,
    });
    for (const { id } of [back, replaced, key])
      expect(await org.owner.approve(id)).toMatchObject({ status: 'failed', failure: { code: 'conflict' } });
    expect((await org.owner.ok('members.get', { id: bob.id })).status).toBe('suspended');
    expect(await org.owner.ok('audit.verify')).toMatchObject({ ok: true });
  });

  it('a policy is changed twice from the same base: the second is in conflict, and changes nothing', async () => {
    const { org, store } = await treasury();
    await org.owner.ok('session.stepUp', { totp: org.owner.code() });
    const change = (requiredApprovals: number) =>
      org.owner.call('requests.create', {
        operation: 'policy.change',
        params: { workflow: 'withdrawals', baseVersion: 1, requiredApprovals },
      });
    const answers = await Promise.all([change(2), change(3)]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.problem.code))).toEqual(['ok', 'conflict']);
    const before = JSON.stringify(projectionsOf(store));
    expect((await change(4)).ok).toBe(false);
    expect(JSON.stringify(projectionsOf(store))).toBe(before);
    const { items } = await org.owner.ok('policies.versions', { workflow: 'withdrawals' });
    expect(items.map(({ version, requiredApprovals }) => [version, requiredApprovals])).toEqual([
      [2, 2],
      [1, 1],
    ]);
  });

  it('two changes of a policy wait from the same base: the one approved second fails, its approvals kept', async () => {
    const { org } = await treasury();
    const pat = await org.invite('Pat', on('policies', 'initiate'));
    const ask = (requiredApprovals: number) =>
      pat.initiate('policy.change', { workflow: 'withdrawals', baseVersion: 1, requiredApprovals });
    const requests = [await ask(2), await ask(3)];
    await org.owner.approve(requests[1]?.id ?? '');
    expect(await org.owner.approve(requests[0]?.id ?? '')).toMatchObject({
      status: 'failed',
      failure: { code: 'conflict' },
      validApprovals: 1,
    });
    const policy = (await org.owner.ok('policies.list')).items.find(
      ({ workflow }) => workflow === 'withdrawals',
    );
    expect(policy).toMatchObject({ version: 2, requiredApprovals: 3 });
  });

  it('a role is edited while it is assigned: who has it keeps what they were given, and the role shows it', async () => {
    const opened = await treasury();
    const { org } = opened;
    const { dan, eve } = await accessTeam(opened);
    const grants = onWithdrawals('view');
    const saved = await org.owner.initiate('role.save', { name: 'Reader', grants });
    const roleId = saved.result?.roleId;
    const invited = await dan.initiate('member.invite', {
      email: 'r@example.com',
      displayName: 'Ray',
      grants,
      roleId,
    });
    expect(invited.status).toBe('pending');
    await org.owner.ok('session.stepUp', { totp: org.owner.code() });
    const edit = (permission: 'approve' | 'initiate') =>
      org.owner.call('requests.create', {
        operation: 'role.save',
        params: { roleId, baseVersion: 1, name: 'Reader', grants: onWithdrawals(permission) },
      });
    const answers = await Promise.all([edit('approve'), edit('initiate')]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.problem.code))).toEqual(['ok', 'conflict']);
    const { result } = await eve.approve(invited.id);
    expect(await org.owner.ok('members.get', { id: result?.memberId })).toMatchObject({ grants, roleId });
    const role = (await org.owner.ok('roles.list')).items.find(({ id }) => id === roleId);
    expect(role).toMatchObject({ version: 2, differing: [{ displayName: 'Ray' }], holders: [] });
    await org.owner.initiate('role.delete', { roleId });
    expect(
      (
        await org.owner.refused('requests.create', {
          operation: 'role.save',
          params: { roleId, baseVersion: 2, name: 'Reader', grants },
        })
      ).code,
    ).toBe('not_found');
    expect(await org.owner.ok('members.get', { id: result?.memberId })).toMatchObject({ grants });
  });
});
