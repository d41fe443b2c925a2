import { describe, expect, it } from 'vitest';
import type { AccountId } from '../../shared/contract/primitives';
import type { AnyParams, Operation } from '../../shared/contract/requests';
import { probe, simulate, warningsOf, type Probe } from '../../shared/domain/simulate';
import {
  aKey,
  aMember,
  aServiceUser,
  drawnOrganization,
  MAIN,
  memberId,
  NOW,
  personOf,
  SECOND,
  serviceUserId,
} from './drawn-organization';

const dan = memberId('dan');
const change = (operation: Operation, params: object, accountId: AccountId | null = null) => ({
  operation,
  params: params as AnyParams,
  accountId,
});
const suspend = change('member.suspend', { memberId: dan });
const rename = change('account.rename', { accountId: SECOND, name: 'Renamed' });
const withdraw = (amount: string) =>
  change('withdrawal.crypto.create', { asset: 'BTC', amount, addressId: 'adr_main' }, MAIN);

describe('what if', () => {
  const organization = (locked = false) =>
    drawnOrganization({
      people: [aMember('dan', ['access approve', 'policies approve'])],
      policies: { withdrawals: { locked } },
    });
  const after = (changes: ReturnType<typeof change>[], state = organization()) =>
    simulate(state, NOW, personOf(state, 'owner'), changes);
  const refusedAt = (...changes: ReturnType<typeof change>[]) => {
    const { refused } = after(changes);
    return refused && [refused.index, refused.refusal.code];
  };

  it('each change came about after the one before, and nothing is changed by asking', () => {
    const state = organization();
    const { state: then, refused, events } = after([rename, suspend], state);
    expect(refused).toBeNull();
    expect(events.map(({ type }) => type)).toEqual(['account.renamed', 'member.suspended']);
    expect([then.accounts.get(SECOND)?.name, then.members.get(dan)?.status]).toEqual([
      'Renamed',
      'suspended',
    ]);
    expect([state.accounts.get(SECOND)?.name, state.members.get(dan)?.status]).toEqual(['second', 'active']);
  });

  it.each([
    ['the account of which isn’t there', change('address.remove', { addressId: 'adr_gone' }), 'not_found'],
    ['that names what isn’t there', change('role.delete', { roleId: 'rol_gone' }), 'not_found'],
    ['in the wrong state', change('member.reinstate', { memberId: dan }), 'conflict'],
    ['for more than there is', withdraw('11'), 'insufficient_balance'],
  ])('stops before a change %s', (_what, refused, code) => {
    expect(refusedAt(rename, refused, suspend)).toEqual([1, code]);
    const { state, events } = after([rename, refused, suspend]);
    expect(events).toHaveLength(1);
    expect([state.accounts.get(SECOND)?.name, state.members.get(dan)?.status]).toEqual(['Renamed', 'active']);
  });

  it('goes on where coverage would refuse: that is what is asked', () => {
    const { state, refused } = after([suspend, rename], organization(true));
    expect(refused).toBeNull();
    expect([state.members.get(dan)?.status, state.accounts.get(SECOND)?.name]).toEqual([
      'suspended',
      'Renamed',
    ]);
  });

  it('moves no money', () => {
    const { state, events, refused } = after([withdraw('10'), withdraw('10'), rename]);
    expect([refused, events.map(({ type }) => type)]).toEqual([null, ['account.renamed']]);
    expect(state.balances.get(`${MAIN}|BTC`)).toEqual({ available: 1_000_000_000n, held: 0n });
  });

  it('replaced, a member is gone, and their successor there', () => {
    const replace = change('member.replace', {
      memberId: dan,
      email: 'new@example.com',
      displayName: 'New',
    });
    const { members } = after([replace]).state;
    expect([...members.values()].map(({ displayName, status }) => `${displayName} ${status}`)).toEqual(
      expect.arrayContaining(['dan removed', 'New active']),
    );
  });
});

const FULL = [
  'withdrawals execute approve',
  'addresses execute',
  'access execute approve',
  'policies execute approve',
];

describe('trying an operation', () => {
  const bot = aServiceUser('bot', { keys: [aKey('k', 'ann')] });
  const state = (drawn: Parameters<typeof drawnOrganization>[0] = {}) =>
    drawnOrganization({
      people: [
        aMember('ann', FULL),
        aMember('bob', ['withdrawals@main initiate']),
        aMember('zoe', FULL, { status: 'suspended' }),
      ],
      serviceUsers: [bot],
      ...drawn,
    });
  const tried = (asked: Partial<Probe>, drawn: Parameters<typeof drawnOrganization>[0] = {}) =>
    probe(state(drawn), {
      initiatorId: memberId('ann'),
      operation: 'withdrawal.crypto.create',
      accountId: MAIN,
      ...asked,
    });
  const refused = (code: string) => ({ outcome: 'refuse', code });

  it('finds nothing where there is no such account, or none is named', () => {
    expect(tried({ accountId: null })).toEqual(refused('not_found'));
    expect(tried({ accountId: 'acc_gone' as AccountId })).toEqual(refused('not_found'));
  });

  it('is for who may start it there', () => {
    expect(tried({})).toEqual({ outcome: 'complete', depends: null });
    expect(tried({ initiatorId: memberId('bob') })).toMatchObject({
      outcome: 'queue',
      queuedBecause: 'no_execute',
      requiredApprovals: 1,
      eligible: [{ displayName: 'owner' }, { displayName: 'ann' }],
      depends: null,
    });
    for (const asked of [
      { initiatorId: memberId('bob'), accountId: SECOND },
      { initiatorId: memberId('zoe') },
      { initiatorId: memberId('nobody') },
      { initiatorId: serviceUserId('nobody') },
      { initiatorId: bot.id, accountId: SECOND },
      { initiatorId: bot.id, operation: 'address.remove' as const },
      { initiatorId: bot.id, operation: 'member.invite' as const },
    ])
      expect(tried(asked)).toEqual(refused('permission_denied'));
    expect(tried({ initiatorId: bot.id })).toMatchObject({
      outcome: 'queue',
      queuedBecause: 'service_user',
      eligible: [{ displayName: 'owner' }],
    });
  });

  it('takes no account where the workflow has none', () => {
    expect(tried({ operation: 'role.save' })).toEqual({ outcome: 'complete', depends: null });
  });

  it('is refused where the account is dormant, of that workflow only', () => {
    const dormant = { main: ['withdrawals'] } as const;
    expect(tried({}, { dormant })).toEqual(refused('coverage_insufficient'));
    expect(tried({ accountId: SECOND }, { dormant }).outcome).toBe('complete');
    expect(tried({ operation: 'address.remove' }, { dormant }).outcome).toBe('complete');
  });

  const WITHDRAWALS_LOCKED = { policies: { withdrawals: { locked: true } } };
  const ADDRESSES_LOCKED = { policies: { addresses: { locked: true } } };
  it.each<[Operation, object, string, string | null]>([
    ['policy.unlock', {}, 'policy_locked', null],
    ['member.confirm', {}, 'ring_change', null],
    ['policy.lock', {}, 'ring_change', null],
    ['service-user.create', WITHDRAWALS_LOCKED, 'ring_change', null],
    ['service-user.key.create', WITHDRAWALS_LOCKED, 'ring_change', null],
    ['service-user.permissions.change', WITHDRAWALS_LOCKED, 'ring_change', 'ring'],
    ['service-user.create', ADDRESSES_LOCKED, 'completes', 'grants'],
    ['service-user.key.create', ADDRESSES_LOCKED, 'completes', 'grants'],
    ['service-user.permissions.change', ADDRESSES_LOCKED, 'completes', 'grants'],
    ['service-user.key.revoke', WITHDRAWALS_LOCKED, 'completes', null],
    ['member.invite', {}, 'completes', 'grants'],
    ['member.reinstate', {}, 'completes', 'grants'],
    ['member.reinstate', ADDRESSES_LOCKED, 'ring_change', 'ring'],
    ['member.remove', ADDRESSES_LOCKED, 'ring_change', 'ring'],
    ['member.replace', ADDRESSES_LOCKED, 'ring_change', 'ring'],
    ['policy.change', ADDRESSES_LOCKED, 'ring_change', 'ring'],
    ['security.sign-in.change', ADDRESSES_LOCKED, 'ring_change', 'ring'],
    ['security.session.change', {}, 'completes', null],
  ])('%s with %j: %s, depending on %s', (operation, drawn, because, depends) => {
    const outcome = tried({ operation, accountId: null }, drawn);
    expect(outcome.outcome === 'queue' ? outcome.queuedBecause : `${outcome.outcome}s`).toBe(because);
    expect('depends' in outcome ? outcome.depends : undefined).toBe(depends);
  });

  it('lets the Owner lock alone, and turn a toggle off alone while nothing is locked', () => {
    const asOwner = { initiatorId: memberId('owner'), accountId: null };
    const toggled = { alwaysRequireApproval: true };
    expect(tried({ ...asOwner, operation: 'policy.lock' })).toEqual({ outcome: 'complete', depends: null });
    const off = (policies: object) => tried({ ...asOwner, operation: 'policy.change' }, { policies });
    expect(off({ policies: toggled })).toMatchObject({ outcome: 'queue', depends: 'toggle_off' });
    expect(off({ policies: toggled, addresses: { locked: true } })).toMatchObject({ depends: null });
  });

  it('as coverage does, asks what rests in the workflow as a whole', () => {
    const asked = { operation: 'policy.unlock', accountId: null, forCoverage: true } as const;
    expect(tried(asked)).toEqual({ outcome: 'complete', depends: null });
    expect(tried(asked, ADDRESSES_LOCKED)).toMatchObject({ queuedBecause: 'ring_change' });
    expect(tried({ ...asked, initiatorId: memberId('zoe') })).toEqual(refused('permission_denied'));
  });
});

describe('what is worth saying of a state', () => {
  const named = (approvers: string[], locked: boolean) =>
    warningsOf(
      drawnOrganization({
        people: approvers.map((name) => aMember(name, FULL.slice(2))),
        policies: { withdrawals: { locked } },
      }),
      ['addresses', 'access'],
    );
  const uncovered = ['uncovered:addresses', 'uncovered:access'];

  it('is what isn’t covered, and that one more loss would uncover the ring', () => {
    expect(named(['ann'], true)).toEqual(['no_spare_approver', ...uncovered]);
    expect(named(['ann', 'bob'], true)).toEqual(uncovered);
    expect(named(['ann'], false)).toEqual(uncovered);
    expect(warningsOf(drawnOrganization({ people: [aMember('ann', [])] }), [])).toEqual([]);
  });
});
