import { describe, expect, it } from 'vitest';
import type { RequestStatus } from '../../shared/contract/requests';
import { isRefusal } from '../../shared/domain/refusal';
import { barToDeciding, isOwn, poolOf, seesRequest } from '../../shared/domain/requests/approvers';
import { cancel, cancelWithKey, decide, startedWith } from '../../shared/domain/requests/decide';
import { queuedBecause } from '../../shared/domain/requests/truth-table';
import type { GovernedRequest, State } from '../../shared/domain/state';
import type { Work } from '../../shared/domain/work';
import {
  aKey,
  aMember,
  aServiceUser,
  byKeyOf,
  changeMember,
  drawnOrganization,
  keyId,
  MAIN,
  NOW,
  personOf,
  requestIn,
  SECOND,
  started,
  withdrawal,
  workOn,
} from './drawn-organization';

const own = aKey('own', 'kim');
const other = aKey('other', 'lee');
const bot = aServiceUser('bot', { keys: [own, other] });
const people = [
  aMember('ann', ['withdrawals initiate approve']),
  aMember('bob', ['withdrawals approve', 'access approve']),
  aMember('cy', ['withdrawals approve', 'access approve']),
  aMember('viewer', ['withdrawals view']),
  aMember('second', ['withdrawals@second approve']),
  aMember('kim', ['withdrawals approve']),
  aMember('eve', ['access initiate']),
];

function organization(requiredApprovals = 2): State {
  return drawnOrganization({
    people,
    policies: { withdrawals: { requiredApprovals }, access: { requiredApprovals } },
    serviceUsers: [bot],
  });
}

/** What deciding comes to: its code where it is refused, else the status then. */
function decided(
  work: Work,
  by: string,
  request: GovernedRequest,
  decision: 'approve' | 'reject' = 'approve',
  digest = request.digest,
): string {
  const now = work.state.requests.get(request.id);
  const refusal = decide(work, personOf(work.state, by), now, { decision, digest, reason: 'As said' });
  return refusal ? refusal.code : requestIn(work, request.id).status;
}

const setTo = (work: Work, request: GovernedRequest, change: Partial<GovernedRequest>): void =>
  work.state.requests.set(request.id, { ...requestIn(work, request.id), ...change });

const names = (members: readonly { displayName: string }[]): string[] =>
  members.map(({ displayName }) => displayName);

describe('approving', () => {
  it('completes with the last approval that is needed, and not before', () => {
    const work = workOn(organization(3));
    const request = withdrawal(work, 'ann');
    expect(decided(work, 'bob', request)).toBe('pending');
    expect(decided(work, 'cy', request)).toBe('pending');
    expect(decided(work, 'owner', request)).toBe('completed');
    expect(requestIn(work, request.id).approvals).toHaveLength(3);
    expect(work.state.balances.get(`${MAIN}|BTC`)).toEqual({ available: 900_000_000n, held: 0n });
  });

  it('counts no approval that is void, and takes another of the same person', () => {
    const work = workOn(organization());
    const request = withdrawal(work, 'ann');
    decided(work, 'bob', request);
    const { approvals } = requestIn(work, request.id);
    setTo(work, request, {
      approvals: approvals.map((each) => ({ ...each, voidedBecause: 'lost_approve' })),
    });
    expect(decided(work, 'cy', request)).toBe('pending');
    expect(decided(work, 'cy', request)).toBe('already_decided');
    expect(decided(work, 'bob', request)).toBe('completed');
  });

  it('is for nobody who started it, whose key did, or whose access it changes', () => {
    const work = workOn(organization());
    expect(decided(work, 'ann', withdrawal(work, 'ann'))).toBe('self_approval');
    expect(decided(work, 'kim', withdrawal(work, byKeyOf(bot)))).toBe('self_approval');
    const suspension = started(work, 'eve', 'member.suspend', { memberId: 'mem_bob' });
    expect(decided(work, 'bob', suspension)).toBe('subject_approval');
    expect(decided(work, 'bob', suspension, 'reject')).toBe('subject_approval');
    expect(decided(work, 'cy', suspension)).toBe('pending');
  });

  it('is for nobody without Approve on that workflow and account', () => {
    const work = workOn(organization());
    const request = withdrawal(work, 'ann');
    expect(decided(work, 'viewer', request)).toBe('permission_denied');
    expect(decided(work, 'second', request)).toBe('not_found');
    expect(decided(work, 'eve', request)).toBe('not_found');
    changeMember(work.state, 'bob', { factors: [] });
    expect(decided(work, 'bob', request)).toBe('permission_denied');
  });

  it('is of exactly what was shown', () => {
    const work = workOn(organization());
    const request = withdrawal(work, 'ann');
    const { digest } = withdrawal(work, 'ann');
    expect(decided(work, 'bob', request, 'approve', digest)).toBe('stale_view');
    expect(decided(work, 'bob', request, 'reject', digest)).toBe('stale_view');
    expect(requestIn(work, request.id)).toEqual(request);
  });

  it('keeps the reason and the proof', () => {
    const work = workOn(organization());
    const request = withdrawal(work, 'ann');
    const proof = { kind: 'totp', factorId: 'fac_totp' as never, signed: null } as const;
    const { digest } = request;
    decide(work, personOf(work.state, 'bob'), request, { decision: 'approve', digest, reason: 'Yes', proof });
    decide(work, personOf(work.state, 'cy'), requestIn(work, request.id), {
      decision: 'approve',
      digest,
      reason: null,
    });
    expect(requestIn(work, request.id).approvals).toMatchObject([
      { memberId: 'mem_bob', at: NOW, reason: 'Yes', proof, voidedBecause: null },
      { memberId: 'mem_cy', reason: null, proof: null },
    ]);
  });
});

describe('what has ended', () => {
  const ended: RequestStatus[] = ['approved', 'completed', 'failed', 'rejected', 'cancelled', 'expired'];
  it.each(ended)('as %s is neither decided nor cancelled', (status) => {
    const work = workOn(organization());
    const request = withdrawal(work, 'ann');
    setTo(work, request, { status });
    expect(decided(work, 'bob', request)).toBe('not_pending');
    expect(decided(work, 'bob', request, 'reject')).toBe('not_pending');
    const now = requestIn(work, request.id);
    expect(cancel(work, personOf(work.state, 'ann'), now, null)?.code).toBe('not_pending');
  });

  it.each([
    ['a moment before its time', -1, 'pending'],
    ['when its time has come', 0, 'not_pending'],
    ['later', 1, 'not_pending'],
  ])('is judged %s', (_when, ms, comesTo) => {
    const first = workOn(organization());
    const request = withdrawal(first, 'ann');
    expect(request.expiresAt).toBe(NOW + 72 * 3_600_000);
    const work = workOn(first.state, (request.expiresAt ?? 0) + ms);
    expect(decided(work, 'bob', request)).toBe(comesTo);
  });

  it('is told of before everything but whether it is there', () => {
    const work = workOn(organization());
    const request = withdrawal(work, 'ann');
    setTo(work, request, { expiresAt: NOW });
    expect(decided(work, 'ann', request, 'approve', 'another')).toBe('not_pending');
    expect(decided(work, 'second', request)).toBe('not_found');
    setTo(work, request, { status: 'rejected', expiresAt: null });
    expect(decided(work, 'ann', request)).toBe('not_pending');
    expect(
      decide(work, personOf(work.state, 'bob'), undefined, {
        decision: 'approve',
        digest: '',
        reason: null,
      })?.code,
    ).toBe('not_found');
  });

  it('has no end where it was given none', () => {
    const work = workOn(organization());
    const request = withdrawal(work, 'ann');
    setTo(work, request, { expiresAt: null });
    expect(decided(work, 'bob', request)).toBe('pending');
  });
});

describe('rejecting', () => {
  it('ends it with the reason, and gives back what was on hold', () => {
    const work = workOn(organization());
    const request = withdrawal(work, 'ann');
    expect(work.state.balances.get(`${MAIN}|BTC`)).toEqual({ available: 900_000_000n, held: 100_000_000n });
    expect(decided(work, 'bob', request, 'reject')).toBe('rejected');
    expect(requestIn(work, request.id)).toMatchObject({
      rejection: { memberId: 'mem_bob', at: NOW, reason: 'As said' },
      approvals: [],
      endedAt: NOW,
    });
    expect(work.state.balances.get(`${MAIN}|BTC`)).toEqual({ available: 1_000_000_000n, held: 0n });
  });

  it('is for nobody who approved it already', () => {
    const work = workOn(organization());
    const request = withdrawal(work, 'ann');
    decided(work, 'bob', request);
    expect(decided(work, 'bob', request, 'reject')).toBe('already_decided');
  });
});

describe('cancelling', () => {
  it('is for who started it, whatever they lost', () => {
    const work = workOn(organization());
    const request = withdrawal(work, 'ann');
    changeMember(work.state, 'ann', { grants: { workflows: [], accounts: [] } });
    expect(cancel(work, personOf(work.state, 'ann'), request, 'Changed my mind')).toBeNull();
    expect(requestIn(work, request.id)).toMatchObject({
      status: 'cancelled',
      cancellation: { by: 'mem_ann', reason: 'Changed my mind' },
    });
  });

  it('is for the custodian of the key, and for no other', () => {
    const work = workOn(organization());
    const request = withdrawal(work, byKeyOf(bot));
    expect(cancel(work, personOf(work.state, 'bob'), request, null)?.code).toBe('permission_denied');
    expect(cancel(work, personOf(work.state, 'second'), request, null)?.code).toBe('not_found');
    expect(cancel(work, personOf(work.state, 'second'), undefined, null)?.code).toBe('not_found');
    expect(cancel(work, personOf(work.state, 'kim'), request, null)).toBeNull();
  });

  it('with a key is for what the same key started', () => {
    const work = workOn(organization());
    const request = withdrawal(work, byKeyOf(bot));
    expect(cancelWithKey(work, { serviceUser: bot, key: other }, request)?.code).toBe('not_found');
    expect(cancelWithKey(work, { serviceUser: bot, key: own }, undefined)?.code).toBe('not_found');
    expect(cancelWithKey(work, { serviceUser: bot, key: own }, request)).toBeNull();
    expect(requestIn(work, request.id)).toMatchObject({
      status: 'cancelled',
      cancellation: { by: 'svc_bot', reason: null },
    });
    const ended = requestIn(work, request.id);
    expect(cancelWithKey(work, { serviceUser: bot, key: own }, ended)?.code).toBe('not_pending');
    expect([startedWith(request, keyId('own')), startedWith(request, keyId('other'))]).toEqual([true, false]);
    expect(startedWith(withdrawal(work, 'ann'), keyId('own'))).toBe(false);
  });
});

describe('the pool', () => {
  it('has everybody eligible but who started it, the custodian, the subject, and who approved', () => {
    const work = workOn(organization());
    const request = withdrawal(work, 'ann');
    expect(names(poolOf(work.state, request))).toEqual(['owner', 'bob', 'cy', 'kim']);
    decided(work, 'cy', request);
    expect(names(poolOf(work.state, requestIn(work, request.id)))).toEqual(['owner', 'bob', 'kim']);
    const byBot = withdrawal(work, byKeyOf(bot));
    expect(names(poolOf(work.state, byBot))).toEqual(['owner', 'ann', 'bob', 'cy']);
    const suspension = started(work, 'eve', 'member.suspend', { memberId: 'mem_bob' });
    expect(names(poolOf(work.state, suspension))).toEqual(['owner', 'cy']);
  });

  it.each(['suspended', 'invited', 'unconfirmed', 'removed'] as const)('has nobody who is %s', (status) => {
    const work = workOn(organization());
    const request = withdrawal(work, 'ann');
    changeMember(work.state, 'bob', { status });
    expect(names(poolOf(work.state, request))).toEqual(['owner', 'cy', 'kim']);
    const bob = aMember('bob', ['withdrawals approve'], { status });
    expect(barToDeciding(work.state, request, bob)?.code).toBe('permission_denied');
  });

  it('is told by the same bars as deciding', () => {
    const work = workOn(organization());
    const request = withdrawal(work, 'ann');
    const pool = poolOf(work.state, request);
    for (const member of work.state.members.values())
      expect(isRefusal(barToDeciding(work.state, request, member))).toBe(!pool.includes(member));
  });
});

describe('seeing a request', () => {
  it('is by View there, or by its being one’s own', () => {
    const work = workOn(organization());
    const request = withdrawal(work, byKeyOf(bot));
    const sees = (name: string): boolean => seesRequest(personOf(work.state, name), request);
    expect(['viewer', 'bob', 'owner'].map(sees)).toEqual([true, true, true]);
    expect(['second', 'eve'].map(sees)).toEqual([false, false]);
    changeMember(work.state, 'kim', { grants: { workflows: [], accounts: [] } });
    expect(sees('kim')).toBe(true);
    expect(isOwn(request, 'mem_kim' as never)).toBe(true);
    expect(isOwn(request, 'mem_ann' as never)).toBe(false);
    const ofAccess = started(work, 'eve', 'account.create', { name: 'New' });
    expect(['eve', 'bob', 'viewer'].map((name) => seesRequest(personOf(work.state, name), ofAccess))).toEqual(
      [true, true, false],
    );
  });

  it('of another account is not given by one', () => {
    const work = workOn(organization());
    const params = { asset: 'BTC', amount: '1', addressId: 'adr_second' };
    const request = started(work, 'ann', 'withdrawal.crypto.create', params, SECOND);
    expect(decided(work, 'second', request)).toBe('pending');
  });
});

describe('the truth table', () => {
  const row = {
    holdsExecute: false,
    alwaysRequireApproval: false,
    alwaysQueued: null,
    ownerException: false,
  };
  it.each([
    [{ holdsExecute: true }, null],
    [{ holdsExecute: false }, 'no_execute'],
    [{ holdsExecute: true, alwaysRequireApproval: true }, 'approval_always_required'],
    [{ alwaysRequireApproval: true }, 'approval_always_required'],
    [{ holdsExecute: true, alwaysQueued: 'ring_change' }, 'ring_change'],
    [{ ownerException: true, alwaysRequireApproval: true, holdsExecute: true }, null],
    [{ ownerException: true, alwaysQueued: 'policy_locked' }, 'policy_locked'],
  ] as const)('of %j says %s', (given, because) => {
    expect(queuedBecause({ ...row, ...given })).toBe(because);
  });
});
