import { describe, expect, it } from 'vitest';
import type { AnyParams, Operation } from '../../shared/contract/requests';
import { isRefusal, type Refusal } from '../../shared/domain/refusal';
import { finishOutside, foreseenGovernance } from '../../shared/domain/requests/complete';
import type { GovernedRequest, State } from '../../shared/domain/state';
import { Work } from '../../shared/domain/work';
import {
  aMember,
  changeMember,
  drawnOrganization,
  grantsOf,
  MAIN,
  memberId,
  NOW,
  passkey,
  requestIn,
  started,
  withdrawal,
  workOn,
} from './drawn-organization';
import { approved, plannedFor } from './what-it-comes-to';

const HOUR = 3_600_000;
const BALANCE = `${MAIN}|BTC` as const;
const ADDRESS = {
  asset: 'BTC',
  network: 'bitcoin',
  address: '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2',
  label: 'New',
};

function refusedTo(state: State, by: string, operation: Operation, params: object): Refusal | null {
  const planned = plannedFor(state, by, operation, params);
  return isRefusal(planned) ? planned : null;
}

/** Withdrawals are locked, and Dan is the one who may approve what governs them. */
const locked = (): State =>
  drawnOrganization({
    people: [
      aMember('dan', ['access approve', 'policies approve']),
      aMember('adam', ['access initiate', 'access view', 'policies view']),
      aMember('eve', ['access initiate']),
      aMember('pia', ['policies initiate']),
    ],
    policies: { withdrawals: { locked: true } },
  });

const withoutDan = { memberId: memberId('dan') };

describe('what would leave the ring uncovered', () => {
  it('is refused when it is started, with what would be missing for those who may see it', () => {
    const asOwner = refusedTo(locked(), 'owner', 'member.suspend', withoutDan);
    const shortfall = {
      initiatorId: memberId('owner'),
      initiatorName: locked().members.get(memberId('owner'))?.displayName,
      required: 1,
      eligible: 0,
    };
    expect(asOwner).toMatchObject({
      code: 'coverage_insufficient',
      extras: {
        shortfalls: [
          { ...shortfall, workflow: 'access' },
          { ...shortfall, workflow: 'policies' },
        ],
      },
    });
    expect(refusedTo(locked(), 'adam', 'member.suspend', withoutDan)?.extras.shortfalls).toHaveLength(2);
    const asEve = refusedTo(locked(), 'eve', 'member.suspend', withoutDan);
    expect([asEve?.code, asEve?.extras]).toEqual(['coverage_insufficient', {}]);
  });

  it('is refused after the operation’s own preconditions', () => {
    const state = locked();
    changeMember(state, 'dan', { status: 'suspended' });
    expect(refusedTo(state, 'eve', 'member.suspend', withoutDan)?.code).toBe('conflict');
  });

  it('is let through where nothing is locked', () => {
    const state = drawnOrganization({ people: [aMember('dan', ['access approve', 'policies approve'])] });
    expect(refusedTo(state, 'owner', 'member.suspend', withoutDan)).toBeNull();
  });

  it('fails when it is applied, and keeps the approvals', () => {
    const state = locked();
    state.members.set(memberId('ed'), aMember('ed', ['access approve', 'policies approve']));
    const work = workOn(state);
    const ofDan = started(work, 'eve', 'member.suspend', withoutDan);
    const ofEd = started(work, 'eve', 'member.suspend', { memberId: memberId('ed') });
    expect(approved(work, 'owner', ofDan).status).toBe('completed');
    expect(approved(work, 'owner', ofEd)).toMatchObject({
      status: 'failed',
      endedAt: NOW,
      failure: { code: 'coverage_insufficient' },
      approvals: [{ memberId: 'mem_owner' }],
    });
    expect(work.state.members.get(memberId('ed'))?.status).toBe('active');
  });

  const replacing = (name: string) => ({
    memberId: memberId(name),
    email: 'new@example.com',
    displayName: 'New',
  });

  it.each(['passkey', 'authenticator-or-passkey'] as const)(
    'is judged of a replacement as it ends under %s: the successor confirmed, with a factor',
    (signInPolicy) => {
      const dan = aMember('dan', ['access approve', 'policies approve'], { factors: [passkey] });
      const policies = { withdrawals: { locked: true } };
      const state = drawnOrganization({ people: [dan], policies, signInPolicy });
      expect(refusedTo(state, 'owner', 'member.replace', replacing('dan'))).toBeNull();
    },
  );

  it('is judged of a replacement with the successor counted as one who starts', () => {
    const state = locked();
    const policy = state.policies.get('withdrawals');
    if (policy) state.policies.set('withdrawals', { ...policy, requiredApprovals: 2 });
    expect(refusedTo(state, 'owner', 'member.replace', replacing('eve'))).toBeNull();
    const zoe = aMember('zoe', ['withdrawals initiate'], { status: 'suspended' });
    state.members.set(zoe.id, zoe);
    expect(refusedTo(state, 'owner', 'member.replace', replacing('zoe'))?.code).toBe('coverage_insufficient');
  });
});

describe('what is foreseen', () => {
  const applied = (params: object) => ({
    id: 'req_scratch' as GovernedRequest['id'],
    number: 0,
    initiatorId: memberId('owner'),
    accountId: null,
    params: params as AnyParams,
  });

  it('is the state after a change of who may do what, covered or not', () => {
    const after = foreseenGovernance(locked(), NOW, 'member.suspend', applied(withoutDan));
    expect(after?.members.get(memberId('dan'))?.status).toBe('suspended');
    const state = locked();
    foreseenGovernance(state, NOW, 'member.suspend', applied(withoutDan));
    expect(state.members.get(memberId('dan'))?.status).toBe('active');
  });

  it('is what a change would lead to now, where only what was looked at changed since', () => {
    const grants = grantsOf(['access approve']);
    const change = { memberId: memberId('dan'), baseVersion: 99, grants };
    const after = foreseenGovernance(locked(), NOW, 'member.permissions.change', applied(change));
    expect(after?.members.get(memberId('dan'))?.grants).toEqual(grants);
    const state = locked();
    changeMember(state, 'dan', { status: 'removed' });
    expect(foreseenGovernance(state, NOW, 'member.permissions.change', applied(change))).toBeNull();
  });

  it('is nothing for other operations, and for what couldn’t be had', () => {
    const removal = applied({ addressId: 'adr_main' });
    expect(foreseenGovernance(locked(), NOW, 'address.remove', removal)).toBeNull();
    const state = locked();
    changeMember(state, 'dan', { status: 'suspended' });
    expect(foreseenGovernance(state, NOW, 'member.suspend', applied(withoutDan))).toBeNull();
  });
});

describe('an address', () => {
  const state = (): State =>
    drawnOrganization({
      people: [aMember('ann', ['addresses initiate']), aMember('bob', ['addresses approve'])],
    });

  it('is usable at once where others approved it', () => {
    const work = workOn(state());
    const request = approved(work, 'bob', started(work, 'ann', 'address.crypto.add', ADDRESS, MAIN));
    expect(request).toMatchObject({ status: 'completed', result: { usableFrom: NOW } });
  });

  it('is usable after the hold hours where nobody did', () => {
    const work = workOn(state());
    const request = started(work, 'owner', 'address.crypto.add', ADDRESS, MAIN);
    expect(request).toMatchObject({
      status: 'completed',
      requiredApprovals: 0,
      queuedBecause: null,
      expiresAt: null,
      result: { usableFrom: NOW + 24 * HOUR },
    });
  });
});

describe('a withdrawal', () => {
  const people = [aMember('ann', ['withdrawals initiate']), aMember('bob', ['withdrawals approve'])];

  it('fails where its destination went meanwhile, and gives back what was on hold', () => {
    const work = workOn(drawnOrganization({ people }));
    const request = withdrawal(work, 'ann');
    expect(work.state.balances.get(BALANCE)?.held).toBe(100_000_000n);
    started(work, 'owner', 'address.remove', { addressId: 'adr_main' }, MAIN);
    expect(approved(work, 'bob', request)).toMatchObject({
      status: 'failed',
      failure: { code: 'address_not_usable' },
    });
    expect(work.state.balances.get(BALANCE)).toEqual({ available: 1_000_000_000n, held: 0n });
  });

  it('takes no more than is available, what is on hold not counted', () => {
    const work = workOn(drawnOrganization({ people }));
    for (let index = 0; index < 10; index += 1) withdrawal(work, 'ann');
    expect(() => withdrawal(work, 'ann')).toThrow('has 0 BTC available');
  });

  const outside = (): { work: Work; request: GovernedRequest } => {
    const { state, ids } = workOn(drawnOrganization({ people }));
    const work = new Work(state, NOW, ids, (operation) => operation === 'withdrawal.crypto.create');
    return { work, request: approved(work, 'bob', withdrawal(work, 'ann')) };
  };

  it('that is carried out outside is authorized first, and completed once', () => {
    const { work, request } = outside();
    expect(request).toMatchObject({ status: 'approved', endedAt: null });
    finishOutside(work, request.id, null);
    expect(requestIn(work, request.id).status).toBe('completed');
    expect(work.state.balances.get(BALANCE)).toEqual({ available: 900_000_000n, held: 0n });
    const recorded = work.events.length;
    finishOutside(work, request.id, null);
    finishOutside(work, request.id, 'Too late');
    finishOutside(work, 'req_unknown' as GovernedRequest['id'], null);
    expect(work.events).toHaveLength(recorded);
  });

  it('that failed outside says why, and gives back what was on hold', () => {
    const { work, request } = outside();
    finishOutside(work, request.id, 'The exchange refused it.');
    expect(requestIn(work, request.id)).toMatchObject({
      status: 'failed',
      failure: { code: 'unavailable', detail: 'The exchange refused it.' },
    });
    expect(work.state.balances.get(BALANCE)).toEqual({ available: 1_000_000_000n, held: 0n });
  });

  it('alone runs outside: what changes governance does not', () => {
    const { state, ids } = workOn(drawnOrganization({ people }));
    const work = new Work(state, NOW, ids, () => true);
    expect(started(work, 'owner', 'account.create', { name: 'New' }).status).toBe('completed');
  });
});

describe('a request', () => {
  it('is born with what the policy says then', () => {
    const state = drawnOrganization({
      people: [aMember('ann', ['withdrawals initiate'])],
      policies: { withdrawals: { requiredApprovals: 3, expiresAfterHours: 5, version: 7 } },
    });
    const work = workOn(state);
    expect(withdrawal(work, 'ann')).toMatchObject({
      number: 1,
      status: 'pending',
      requiredApprovals: 3,
      policyVersion: 7,
      queuedBecause: 'no_execute',
      createdAt: NOW,
      expiresAt: NOW + 5 * HOUR,
      alsoOwn: [],
      subjectIds: [],
      approvals: [],
      timeline: [
        { at: NOW, kind: 'created', by: 'mem_ann', text: null },
        { at: NOW, kind: 'held', by: null, text: null },
      ],
    });
    expect(withdrawal(work, 'ann').number).toBe(2);
  });

  it('is started by nobody who isn’t active, whatever they hold', () => {
    const state = drawnOrganization({ people: [aMember('eve', ['access execute'])] });
    changeMember(state, 'eve', { status: 'suspended', grants: grantsOf(['access execute']) });
    expect(refusedTo(state, 'eve', 'account.create', { name: 'New' })?.code).toBe('permission_denied');
  });
});
