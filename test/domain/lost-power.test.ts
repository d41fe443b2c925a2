import { describe, expect, it } from 'vitest';
import type { Member, ServiceUser } from '../../shared/domain/state';
import { expireDue, nextExpiry } from '../../shared/domain/requests/end';
import { reconcilePending } from '../../shared/domain/requests/reconcile';
import type { Work } from '../../shared/domain/work';
import {
  aKey,
  aMember,
  aServiceUser,
  byKeyOf,
  changeMember,
  drawnOrganization,
  grantsOf,
  MAIN,
  NOW,
  requestIn,
  SECOND,
  started,
  withdrawal,
  workOn,
} from './drawn-organization';
import { approved } from './what-it-comes-to';

const HOUR = 3_600_000;
const bot = aServiceUser('bot', { keys: [aKey('own', 'kim')] });

function organization(): Work {
  return workOn(
    drawnOrganization({
      people: [
        aMember('ann', ['withdrawals initiate']),
        aMember('bob', ['withdrawals approve']),
        aMember('kim', []),
        aMember('eve', ['access initiate', 'addresses initiate']),
      ],
      policies: { withdrawals: { requiredApprovals: 2 } },
      serviceUsers: [bot],
    }),
  );
}

describe('a pending request of a member', () => {
  const cases: [string, Partial<Member>, string | null][] = [
    ['suspended', { status: 'suspended' }, 'initiator_suspended'],
    ['removed', { status: 'removed' }, 'initiator_removed'],
    ['without Initiate', { grants: grantsOf(['withdrawals approve']) }, 'initiator_lost_permission'],
    [
      'with Initiate elsewhere',
      { grants: grantsOf(['withdrawals@second initiate']) },
      'initiator_lost_permission',
    ],
    [
      'with Initiate on another workflow',
      { grants: grantsOf(['addresses initiate']) },
      'initiator_lost_permission',
    ],
    ['with Initiate there', { grants: grantsOf(['withdrawals@main initiate']) }, null],
    ['given Execute', { grants: grantsOf(['withdrawals execute']) }, null],
    ['without a factor', { factors: [] }, null],
  ];
  it.each(cases)('who is %s now', (_what, change, reason) => {
    const work = organization();
    const { id } = withdrawal(work, 'ann');
    changeMember(work.state, 'ann', change);
    reconcilePending(work, null);
    expect(requestIn(work, id)).toMatchObject(
      reason === null ? { status: 'pending' } : { status: 'cancelled', cancellation: { by: null, reason } },
    );
    expect(work.state.balances.get(`${MAIN}|BTC`)?.held).toBe(reason === null ? 100_000_000n : 0n);
  });

  it('about the organization is judged there', () => {
    const work = organization();
    const { id } = started(work, 'eve', 'account.create', { name: 'New' });
    reconcilePending(work, null);
    expect(requestIn(work, id).status).toBe('pending');
    changeMember(work.state, 'eve', { grants: grantsOf(['policies initiate']) });
    reconcilePending(work, null);
    expect(requestIn(work, id).status).toBe('cancelled');
  });
});

describe('a pending request of a Service User', () => {
  const own = bot.keys;
  const cases: [string, Partial<ServiceUser>, Partial<Member>, string | null][] = [
    ['is disabled', { enabled: false }, {}, 'service_user_disabled'],
    ['has lost withdraw', { scopes: ['query'] }, {}, 'service_user_lost_scope'],
    ['has lost the account', { accountIds: [SECOND] }, {}, 'service_user_lost_account'],
    ['has one account more', { accountIds: [MAIN, SECOND] }, {}, null],
    ['has its key revoked', { keys: own.map((key) => ({ ...key, revoked: true })) }, {}, null],
    ['has a custodian who is suspended', {}, { status: 'suspended' }, 'custodian_suspended'],
    ['has a custodian who is removed', {}, { status: 'removed' }, 'custodian_removed'],
    ['has a custodian without grants', {}, { grants: grantsOf([]) }, null],
  ];
  it.each(cases)('that %s', (_what, change, custodian, reason) => {
    const work = organization();
    const { id } = withdrawal(work, byKeyOf(bot));
    work.state.serviceUsers.set(bot.id, { ...bot, ...change });
    changeMember(work.state, 'kim', custodian);
    reconcilePending(work, null);
    expect(requestIn(work, id)).toMatchObject(
      reason === null ? { status: 'pending' } : { status: 'cancelled', cancellation: { by: null, reason } },
    );
  });
});

describe('an approval', () => {
  const cases: [string, Partial<Member>, string | null][] = [
    ['suspended', { status: 'suspended' }, 'suspended'],
    ['removed', { status: 'removed' }, 'removed'],
    ['without Approve', { grants: grantsOf(['withdrawals execute']) }, 'lost_approve'],
    ['with Approve elsewhere', { grants: grantsOf(['withdrawals@second approve']) }, 'lost_approve'],
    ['with Approve there', { grants: grantsOf(['withdrawals@main approve']) }, null],
    ['blocked by the sign-in policy', { factors: [] }, null],
  ];
  it.each(cases)('of one who is %s now', (_what, change, because) => {
    const work = organization();
    const request = withdrawal(work, 'ann');
    const { id } = request;
    approved(work, 'bob', request);
    approvedBefore(work, id);
    changeMember(work.state, 'bob', change);
    reconcilePending(work, null);
    expect(requestIn(work, id)).toMatchObject({
      status: 'pending',
      approvals: [{ voidedBecause: because }, { voidedBecause: 'long ago' }],
    });
  });

  /** One that was void before, and stays so for that reason. */
  function approvedBefore(work: Work, id: ReturnType<typeof withdrawal>['id']): void {
    const request = requestIn(work, id);
    const [approval] = request.approvals;
    if (!approval) throw new Error('not approved');
    work.state.requests.set(id, {
      ...request,
      approvals: [approval, { ...approval, voidedBecause: 'long ago' }],
    });
  }

  it('that is void stays void when they may approve again', () => {
    const work = organization();
    const request = withdrawal(work, 'ann');
    const { id } = request;
    approved(work, 'bob', request);
    changeMember(work.state, 'bob', { status: 'suspended' });
    reconcilePending(work, null);
    changeMember(work.state, 'bob', { status: 'active' });
    reconcilePending(work, null);
    expect(requestIn(work, id).approvals).toMatchObject([{ voidedBecause: 'suspended' }]);
    approved(work, 'bob', request);
    expect(requestIn(work, id)).toMatchObject({
      status: 'pending',
      approvals: [{}, { voidedBecause: null }],
    });
  });
});

describe('what isn’t touched', () => {
  it('is what is as it was: nothing is written down twice', () => {
    const work = organization();
    const request = withdrawal(work, 'ann');
    approved(work, 'bob', request);
    const recorded = (): number => {
      const before = work.events.length;
      reconcilePending(work, null);
      return work.events.length - before;
    };
    expect(recorded()).toBe(0);
    changeMember(work.state, 'bob', { status: 'suspended' });
    expect([recorded(), recorded()]).toEqual([1, 0]);
  });

  it('is the request whose effect this is, and what isn’t pending', () => {
    const work = organization();
    const own = withdrawal(work, 'ann');
    const underWay = withdrawal(work, 'ann');
    work.state.requests.set(underWay.id, { ...underWay, status: 'approved' });
    const other = withdrawal(work, 'ann');
    changeMember(work.state, 'ann', { status: 'suspended' });
    const before = work.events.length;
    reconcilePending(work, own.id);
    const status = (request: typeof own): string => requestIn(work, request.id).status;
    expect([own, underWay, other].map(status)).toEqual(['pending', 'approved', 'cancelled']);
    expect(work.events.slice(before).map(({ type }) => type)).toEqual(['request.cancelled', 'ledger.posted']);
  });
});

describe('expiry', () => {
  it('ends what is due, to the millisecond, and gives back what was on hold', () => {
    const first = organization();
    const { id, expiresAt } = withdrawal(first, 'ann');
    expect(expiresAt).toBe(NOW + 72 * HOUR);
    const early = workOn(first.state, NOW + 72 * HOUR - 1);
    expireDue(early);
    expect(early.events).toEqual([]);
    const due = workOn(first.state, NOW + 72 * HOUR);
    expireDue(due);
    expect(requestIn(due, id)).toMatchObject({ status: 'expired', endedAt: NOW + 72 * HOUR });
    expect(due.state.balances.get(`${MAIN}|BTC`)?.held).toBe(0n);
  });

  it('leaves alone what was approved, what has no end, and what has ended', () => {
    const work = organization();
    const underWay = withdrawal(work, 'ann');
    const endless = withdrawal(work, 'ann');
    const ended = withdrawal(work, 'ann');
    work.state.requests.set(underWay.id, { ...underWay, status: 'approved' });
    work.state.requests.set(endless.id, { ...endless, expiresAt: null });
    work.state.requests.set(ended.id, { ...ended, status: 'rejected' });
    const later = workOn(work.state, NOW + 1000 * HOUR);
    expireDue(later);
    expect(later.events).toEqual([]);
    expect(nextExpiry(work.state.requests.values())).toBeNull();
  });

  it('comes next for whatever ends first', () => {
    const work = organization();
    const requests = [3, 1, 2].map((hours) => ({
      ...withdrawal(work, 'ann'),
      expiresAt: NOW + hours * HOUR,
    }));
    expect(nextExpiry(requests)).toBe(NOW + HOUR);
    const endless = { ...withdrawal(work, 'ann'), expiresAt: null };
    expect(nextExpiry([...requests, endless])).toBe(NOW + HOUR);
    expect(nextExpiry([{ ...endless, status: 'approved', expiresAt: NOW }, ...requests])).toBe(NOW + HOUR);
    expect(nextExpiry([])).toBeNull();
  });

  it('gives nothing back of what held nothing', () => {
    const first = organization();
    started(first, 'eve', 'account.create', { name: 'New' });
    started(first, 'eve', 'address.remove', { addressId: 'adr_main' }, MAIN);
    const due = workOn(first.state, NOW + 72 * HOUR);
    expireDue(due);
    expect(due.events.map(({ type }) => type)).toEqual(['request.expired', 'request.expired']);
  });
});
