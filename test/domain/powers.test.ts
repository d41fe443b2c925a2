import { describe, expect, it } from 'vitest';
import { byMember, initiatorId, initiatorName, keyOf } from '../../shared/domain/initiator';
import {
  acceptedFactors,
  actingMember,
  compliesWith,
  holds,
  isApprover,
  keepsApproval,
  knowsAccount,
  mayStart,
  seesAccount,
  seesCoverage,
  seesMember,
} from '../../shared/domain/members';
import {
  accountOfKey,
  keyHolder,
  keyMayWithdraw,
  keyWorks,
  mayWithdraw,
} from '../../shared/domain/service-users';
import { hasRingPower, ringTouch } from '../../shared/domain/ring';
import { anyLocked, defaultPolicies, othersApprove, stageOf } from '../../shared/domain/policies';
import { emptyState } from '../../shared/domain/state';
import {
  aKey,
  aMember,
  aServiceUser,
  byKeyOf,
  changeMember,
  drawnOrganization,
  grantsOf,
  keyId,
  MAIN,
  memberId,
  NOW,
  passkey,
  SECOND,
  totp,
} from './drawn-organization';

const owner = aMember('owner', [], { owner: true });
const STATUSES = ['active', 'invited', 'unconfirmed', 'suspended', 'removed'] as const;

describe('a member', () => {
  const may = (grants: string[]) => aMember('ann', grants);

  it('is an approver only while active, confirmed, and with a factor that the policy accepts', () => {
    const state = drawnOrganization();
    const onlyPasskeys = drawnOrganization({ signInPolicy: 'passkey' });
    const approver = aMember('ann', ['withdrawals@main approve']);
    const is = (member: typeof approver, at = state): boolean => isApprover(at, member, 'withdrawals', MAIN);
    expect(STATUSES.filter((status) => is({ ...approver, status }))).toEqual(['active']);
    expect(is({ ...approver, factors: [] })).toBe(false);
    expect(is(approver, onlyPasskeys)).toBe(false);
    expect(is({ ...approver, factors: [totp, passkey] }, onlyPasskeys)).toBe(true);
    expect(is(may(['withdrawals execute']))).toBe(false);
    expect(is(may(['withdrawals@second approve']))).toBe(false);
    expect(is(may(['addresses approve']))).toBe(false);
    expect(is(owner)).toBe(true);
    expect(is({ ...owner, factors: [] })).toBe(false);
    expect(is(approver, { ...state, organization: null })).toBe(false);
  });

  it('starts something in the eyes of coverage unless suspended or removed', () => {
    const initiator = may(['withdrawals@main initiate']);
    const starts = STATUSES.filter((status) => mayStart({ ...initiator, status }, 'withdrawals', MAIN));
    expect(starts).toEqual(['active', 'invited', 'unconfirmed']);
    expect(mayStart({ ...initiator, factors: [] }, 'withdrawals', MAIN)).toBe(true);
    expect(mayStart(initiator, 'withdrawals', SECOND)).toBe(false);
    expect(mayStart(may(['withdrawals approve']), 'withdrawals', MAIN)).toBe(false);
  });

  it('keeps an approval while active with Approve, whatever their factors', () => {
    const approver = may(['withdrawals approve']);
    expect(STATUSES.filter((status) => keepsApproval({ ...approver, status }, 'withdrawals', MAIN))).toEqual([
      'active',
    ]);
    expect(keepsApproval({ ...approver, factors: [] }, 'withdrawals', MAIN)).toBe(true);
    expect(keepsApproval(may(['withdrawals execute']), 'withdrawals', MAIN)).toBe(false);
  });

  it('holds what a grant gives, the Owner everything', () => {
    expect(holds(owner, 'execute', 'policies', null)).toBe(true);
    expect(holds(may(['access view']), 'view', 'access', null)).toBe(true);
    expect(holds(may(['access view']), 'approve', 'access', null)).toBe(false);
  });

  it('acts with no grant, and not as the Owner, before they are confirmed', () => {
    for (const status of STATUSES.filter((each) => each !== 'active')) {
      const acting = actingMember({ ...owner, status, grants: grantsOf(['access approve']) });
      expect([acting.owner, acting.grants]).toEqual([false, grantsOf([])]);
    }
    expect(actingMember(owner)).toBe(owner);
  });

  it('satisfies a policy by a factor that it accepts', () => {
    const both = aMember('ann', [], { factors: [totp, passkey] });
    expect(acceptedFactors('passkey', both)).toEqual([passkey]);
    expect(acceptedFactors('authenticator-or-passkey', both)).toEqual([totp, passkey]);
    expect(compliesWith('passkey', aMember('ann', [], { factors: [totp] }))).toBe(false);
    expect(compliesWith('authenticator-or-passkey', aMember('ann', [], { factors: [] }))).toBe(false);
  });

  it('sees an account by any grant on it, and knows it by name by View on Manage Access', () => {
    const sees = (grants: string[]) => [
      seesAccount(may(grants), MAIN),
      knowsAccount(may(grants), MAIN),
      seesAccount(may(grants), SECOND),
    ];
    expect(sees(['withdrawals@main view'])).toEqual([true, true, false]);
    expect(sees(['addresses approve'])).toEqual([true, true, true]);
    expect(sees(['trade@main trade'])).toEqual([true, true, false]);
    expect(sees(['access view'])).toEqual([false, true, false]);
    expect(sees(['policies approve'])).toEqual([false, false, false]);
    expect([seesAccount(owner, MAIN), knowsAccount(owner, MAIN)]).toEqual([true, true]);
  });

  it('sees others, and coverage, by View on what governs them', () => {
    expect(seesMember(may([]), memberId('ann'))).toBe(true);
    expect(seesMember(may(['policies view']), memberId('bob'))).toBe(false);
    expect(seesMember(may(['access view']), memberId('bob'))).toBe(true);
    expect(seesCoverage(may(['access view']))).toBe(false);
    expect(seesCoverage(may(['policies view']))).toBe(false);
    expect(seesCoverage(may(['policies view', 'access view']))).toBe(true);
    expect(seesCoverage(owner)).toBe(true);
  });
});

describe('a key', () => {
  const key = aKey('k', 'kim');
  const bot = aServiceUser('bot', { keys: [key] });
  const two = aServiceUser('bot', { keys: [key], accountIds: [MAIN, SECOND] });

  it('acts on the account it was made for, or on the only one there is', () => {
    expect(accountOfKey({ serviceUser: bot, key })).toBe(MAIN);
    expect(accountOfKey({ serviceUser: two, key })).toBeNull();
    expect(accountOfKey({ serviceUser: { ...bot, accountIds: [] }, key })).toBeNull();
    expect(accountOfKey({ serviceUser: two, key: { ...key, accountId: SECOND } })).toBe(SECOND);
  });

  it('withdraws from its own account only, and while its Service User may', () => {
    const may = (serviceUser: typeof two, accountId: typeof MAIN | null) =>
      [MAIN, SECOND].map((account) => keyMayWithdraw({ serviceUser, key: { ...key, accountId } }, account));
    expect(may(two, null)).toEqual([true, true]);
    expect(may(two, SECOND)).toEqual([false, true]);
    expect(may(bot, null)).toEqual([true, false]);
    expect(may(bot, SECOND)).toEqual([false, false]);
    expect(mayWithdraw({ ...bot, enabled: false }, MAIN)).toBe(false);
    expect(mayWithdraw({ ...bot, scopes: ['query', 'trade', 'earn'] }, MAIN)).toBe(false);
  });

  it('works while nothing of what it stands on has gone', () => {
    const state = drawnOrganization({ people: [aMember('kim')], serviceUsers: [bot] });
    const works = (change: Partial<typeof key>, serviceUser = bot, at = state, now = NOW): boolean =>
      keyWorks(at, now, { serviceUser, key: { ...key, ...change } });
    expect(works({})).toBe(true);
    expect(works({}, { ...bot, enabled: false })).toBe(false);
    expect(works({ revoked: true })).toBe(false);
    expect(works({ accountId: SECOND })).toBe(false);
    expect(works({ accountId: SECOND }, two)).toBe(true);
    expect(works({ expiresAt: NOW + 1 })).toBe(true);
    expect(works({ expiresAt: NOW })).toBe(false);
    expect(works({ custodianId: memberId('nobody') })).toBe(false);
    changeMember(state, 'kim', { status: 'suspended' });
    expect(works({})).toBe(false);
  });

  it('is found by its id', () => {
    const other = aServiceUser('other', { keys: [aKey('x', 'kim')] });
    const state = drawnOrganization({ serviceUsers: [other, bot] });
    expect(keyHolder(state, keyId('k'))).toEqual({ serviceUser: bot, key });
    expect(keyHolder(state, keyId('unknown'))).toBeUndefined();
  });

  it('is the initiator’s with its custodian', () => {
    const initiator = byKeyOf(bot);
    expect([initiatorId(initiator), initiatorName(initiator)]).toEqual([bot.id, 'bot']);
    expect(keyOf(initiator)).toEqual({ id: key.id, custodianId: memberId('kim') });
    const ann = byMember(aMember('ann'));
    expect([initiatorId(ann), initiatorName(ann), keyOf(ann)]).toEqual([memberId('ann'), 'ann', null]);
  });
});

describe('a change in the ring', () => {
  const ring = new Set(['withdrawals', 'access', 'policies'] as const);
  const touch = (before: string[], after: string[]) => ringTouch(ring, grantsOf(before), grantsOf(after));
  it.each([
    ['gives Initiate', [], ['withdrawals@main initiate'], true, false],
    ['gives Approve', [], ['access approve'], true, false],
    ['gives Execute', ['withdrawals initiate'], ['withdrawals execute'], true, false],
    ['gives View', [], ['withdrawals view'], false, false],
    ['takes Initiate only', ['withdrawals initiate'], [], false, false],
    ['takes Approve', ['policies approve'], [], false, true],
    ['takes Execute, leaving Initiate', ['withdrawals execute'], ['withdrawals initiate'], false, true],
    ['changes nothing', ['withdrawals approve'], ['withdrawals approve'], false, false],
    ['moves it to another account', ['withdrawals@main approve'], ['withdrawals@second approve'], true, true],
    ['narrows all accounts to one', ['withdrawals approve'], ['withdrawals@main approve'], false, true],
    ['widens one account to all', ['withdrawals@main approve'], ['withdrawals approve'], true, false],
    ['is outside of it', ['addresses approve'], ['addresses execute'], false, false],
  ])('%s', (_what, before, after, gives, takes) => {
    expect(touch(before, after)).toEqual({ gives, takes });
  });

  it('is about power, which View isn’t', () => {
    const has = (grants: string[]) => hasRingPower(ring, grantsOf(grants));
    expect(['view', 'initiate', 'approve', 'execute'].map((each) => has([`withdrawals ${each}`]))).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(has(['withdrawals view approve'])).toBe(true);
    expect(has(['addresses approve'])).toBe(false);
    expect(has(['addresses approve', 'access view', 'policies initiate'])).toBe(true);
  });
});

describe('a workflow', () => {
  it('begins with the defaults of §5', () => {
    const defaults = {
      version: 1,
      requiredApprovals: 1,
      alwaysRequireApproval: false,
      locked: false,
      expiresAfterHours: 72,
      addressHoldHours: null,
      changedAt: NOW,
      changedBy: memberId('owner'),
    };
    expect(defaultPolicies(NOW, memberId('owner'))).toEqual([
      { ...defaults, workflow: 'withdrawals' },
      { ...defaults, workflow: 'addresses', addressHoldHours: 24 },
      { ...defaults, workflow: 'access' },
      { ...defaults, workflow: 'policies' },
    ]);
  });

  it.each(['withdrawals', 'addresses', 'access', 'policies'] as const)(
    '%s can be the locked one',
    (workflow) => {
      expect(anyLocked(drawnOrganization())).toBe(false);
      expect(anyLocked(drawnOrganization({ policies: { [workflow]: { locked: true } } }))).toBe(true);
      expect(anyLocked(emptyState())).toBe(false);
    },
  );

  it('stands where it can be enforced, or is', () => {
    const stage = (people: ReturnType<typeof aMember>[], policy: object) => {
      const state = drawnOrganization({ people, policies: { withdrawals: policy } });
      const found = state.policies.get('withdrawals');
      return found && stageOf(state, found);
    };
    const second = aMember('bob', ['withdrawals@second approve']);
    expect(stage([], {})).toBe('bootstrap');
    expect(stage([aMember('ann', ['withdrawals execute'])], {})).toBe('bootstrap');
    expect(stage([aMember('ann'), second], {})).toBe('configure');
    expect(stage([{ ...second, status: 'invited' }], {})).toBe('bootstrap');
    expect(stage([], { alwaysRequireApproval: true })).toBe('enforce');
    expect(othersApprove(drawnOrganization(), 'withdrawals')).toBe(false);
    expect(othersApprove(drawnOrganization({ people: [second] }), 'withdrawals')).toBe(true);
    expect(othersApprove(drawnOrganization({ people: [second] }), 'access')).toBe(false);
    expect(stage([], { alwaysRequireApproval: true, locked: true })).toBe('locked');
  });
});
