import { describe, expect, it } from 'vitest';
import { verifyLedger } from '../../main/engine/ledger';
import { HOUR, onWithdrawals } from './organization-under-test';
import { accessTeam, treasury } from './treasury';

const codes = (answers: readonly { ok: boolean; problem?: { code: string } }[]): string[] =>
  answers.map((answer) => (answer.ok ? 'ok' : (answer.problem?.code ?? ''))).sort();
const call = async (promise: Promise<unknown>): Promise<{ ok: boolean; problem?: { code: string } }> =>
  (await promise) as { ok: boolean; problem?: { code: string } };

describe('at the same instant', () => {
  it('two approvers where one is enough: one completes it, the other learns so', async () => {
    const { org, bob, cy, withdraw, balance, store } = await treasury();
    const request = await withdraw();
    const answers = await Promise.all(
      [bob, cy].map(async (person) => {
        const input = await person.decision(request.id);
        return () => call(person.call('requests.approve', input));
      }),
    ).then((started) => Promise.all(started.map((start) => start())));
    expect(codes(answers)).toEqual(['not_pending', 'ok']);
    expect(await balance()).toMatchObject({ total: '9', held: '0' });
    expect(await org.owner.ok('requests.get', { id: request.id })).toMatchObject({ validApprovals: 1 });
    expect(verifyLedger(store).ok).toBe(true);
  });

  it('two approvers where two are needed: both count, the effect comes once', async () => {
    const { org, bob, cy, withdraw, balance } = await treasury();
    await org.setPolicy('withdrawals', { requiredApprovals: 2 });
    const request = await withdraw();
    const inputs = [await bob.decision(request.id), await cy.decision(request.id)];
    const answers = await Promise.all([
      call(bob.call('requests.approve', inputs[0])),
      call(cy.call('requests.approve', inputs[1])),
    ]);
    expect(codes(answers)).toEqual(['ok', 'ok']);
    expect(await org.owner.ok('requests.get', { id: request.id })).toMatchObject({
      status: 'completed',
      validApprovals: 2,
    });
    expect(await balance()).toMatchObject({ total: '9', held: '0' });
  });

  it.each(['cancel first', 'approve first'])('approve and cancel: %s', async (order) => {
    const { org, ann, bob, withdraw, balance } = await treasury();
    const request = await withdraw();
    const input = await bob.decision(request.id);
    const approve = (): Promise<unknown> => bob.call('requests.approve', input);
    const cancel = (): Promise<unknown> => ann.call('requests.cancel', { id: request.id });
    const answers = await Promise.all(
      (order === 'cancel first' ? [cancel, approve] : [approve, cancel]).map((go) => call(go())),
    );
    expect(answers[0]?.ok).toBe(true);
    expect(codes(answers)).toEqual(['not_pending', 'ok']);
    const { status } = await org.owner.ok('requests.get', { id: request.id });
    expect(status).toBe(order === 'cancel first' ? 'cancelled' : 'completed');
    expect(await balance()).toMatchObject({ total: order === 'cancel first' ? '10' : '9', held: '0' });
  });

  it('a double click approves once, whatever is still missing', async () => {
    const { org, bob, withdraw } = await treasury();
    await org.setPolicy('withdrawals', { requiredApprovals: 2 });
    const input = await bob.decision((await withdraw()).id);
    const answers = await Promise.all([1, 2].map(() => call(bob.call('requests.approve', input))));
    expect(codes(answers)).toEqual(['already_decided', 'ok']);
  });

  it('an approval at exactly the end comes too late', async () => {
    const { org, bob, clock, withdraw, balance } = await treasury();
    await org.setPolicy('withdrawals', { expiresAfterHours: 1 });
    const request = await withdraw();
    const input = await bob.decision(request.id);
    clock.time = Date.parse(request.expiresAt ?? '') - 1;
    expect((await bob.ok('requests.get', { id: request.id })).status).toBe('pending');
    clock.time += 1;
    expect((await bob.refused('requests.approve', input)).code).toBe('not_pending');
    expect(await balance()).toMatchObject({ available: '10', held: '0' });
  });

  it('an approval whose time runs out while it is judged comes too late', async () => {
    const { org, bob, clock, withdraw } = await treasury();
    await org.setPolicy('withdrawals', { expiresAfterHours: 1 });
    const request = await withdraw();
    const input = await bob.decision(request.id);
    const end = Date.parse(request.expiresAt ?? '');
    clock.time = end - 1;
    await bob.ok('session.stepUp', { totp: bob.codeAt(0) });
    let looks = 0;
    const stopped = clock.now.bind(clock);
    clock.now = () => ((looks += 1) > 3 ? end : stopped());
    const answer = await bob.call('requests.approve', input);
    clock.now = () => end;
    expect(answer.ok ? 'ok' : answer.problem.code).toBe('not_pending');
    expect((await org.owner.ok('requests.get', { id: request.id })).status).toBe('expired');
  });

  it('two withdrawals of which only one fits', async () => {
    const { ann, org, addressId, balance } = await treasury();
    const input = {
      operation: 'withdrawal.crypto.create',
      params: { asset: 'BTC', amount: '6', addressId },
      accountId: org.main,
    };
    const answers = await Promise.all([1, 2].map(() => call(ann.call('requests.create', input))));
    expect(codes(answers)).toEqual(['insufficient_balance', 'ok']);
    expect(await balance()).toMatchObject({ total: '10', available: '4', held: '6' });
  });

  it('two deposits with one reference', async () => {
    const { org, balance } = await treasury();
    await org.owner.ok('session.stepUp', { totp: org.owner.code() });
    const input = { accountId: org.main, asset: 'BTC', amount: '1', reference: 'the same' };
    const answers = await Promise.all([1, 2].map(() => call(org.owner.call('ledger.deposit', input))));
    expect(codes(answers)).toEqual(['conflict', 'ok']);
    expect(await balance()).toMatchObject({ total: '11' });
  });

  it('one code for two approvals passes one of them', async () => {
    const { org, bob, clock, withdraw } = await treasury();
    const first = await bob.decision((await withdraw()).id);
    const second = await bob.decision((await withdraw()).id);
    clock.advance(HOUR);
    const stepUp = { totp: bob.code() };
    const answers = await Promise.all(
      [first, second].map((input) => call(bob.call('requests.approve', { ...input, stepUp }))),
    );
    expect(codes(answers)).toEqual(['ok', 'second_factor_invalid']);
    expect((await org.owner.ok('requests.counts')).pending).toBe(1);
  });

  it('one code for two sign-ins passes one of them', async () => {
    const { bob } = await treasury();
    const input = { email: bob.email, password: bob.password, totp: bob.code() };
    const answers = await Promise.all([1, 2].map(() => call(bob.call('session.create', input))));
    expect(codes(answers)).toEqual(['ok', 'unauthenticated']);
  });

  it('a grant taken away and an approval: whoever is first decides', async () => {
    const opened = await treasury();
    const { org, bob, withdraw } = opened;
    const request = await withdraw();
    const input = await bob.decision(request.id);
    const { version } = await org.owner.ok('members.get', { id: bob.id });
    await org.owner.ok('session.stepUp', { totp: org.owner.code() });
    const regrant = {
      operation: 'member.permissions.change',
      params: { memberId: bob.id, grants: onWithdrawals('view'), baseVersion: version },
    };
    const answers = [
      call(org.owner.call('requests.create', regrant)),
      call(bob.call('requests.approve', input)),
    ];
    expect(codes(await Promise.all(answers))).toEqual(['ok', 'permission_denied']);
    expect((await org.owner.ok('requests.get', { id: request.id })).status).toBe('pending');
  });

  it('two changes of one member’s access on the same version', async () => {
    const opened = await treasury();
    const { org, ann } = opened;
    const { eve, dan } = await accessTeam(opened);
    const change = (...permissions: ('view' | 'approve')[]): object => ({
      memberId: ann.id,
      grants: onWithdrawals(...permissions),
      baseVersion: 1,
    });
    const requests = [
      await dan.initiate('member.permissions.change', change('view', 'approve')),
      await dan.initiate('member.permissions.change', change('approve')),
    ];
    expect(requests.map(({ queuedBecause }) => queuedBecause)).toEqual([
      'grant_beyond_own',
      'grant_beyond_own',
    ]);
    await eve.approve(requests[0]?.id ?? '');
    const second = await eve.approve(requests[1]?.id ?? '');
    expect(second).toMatchObject({
      status: 'failed',
      failure: { code: 'conflict' },
      approvals: [{ valid: true }],
    });
    expect((await org.owner.ok('members.get', { id: ann.id })).version).toBe(2);
  });
});
