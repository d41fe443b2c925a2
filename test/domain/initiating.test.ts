import { describe, expect, it } from 'vitest';
import type { AccountId } from '../../shared/contract/primitives';
import type { Operation } from '../../shared/contract/requests';
import { byMember, type Initiator } from '../../shared/domain/initiator';
import { initiatingMember } from '../../shared/domain/operations/rule';
import { isRefusal } from '../../shared/domain/refusal';
import type { plan, Plan } from '../../shared/domain/requests/initiate';
import type { Member, ServiceUser } from '../../shared/domain/state';
import {
  aKey,
  aMember,
  aServiceUser,
  byKeyOf,
  drawnOrganization,
  keyId,
  MAIN,
  memberId,
  NOW,
  SECOND,
  started,
  withdrawal,
  workOn,
} from './drawn-organization';
import { comesTo, plannedFor } from './what-it-comes-to';

const WITHDRAWAL = { asset: 'BTC', amount: '1', addressId: 'adr_main' };
const ADDRESS = {
  asset: 'BTC',
  network: 'bitcoin',
  address: '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2',
  label: 'New',
};
const bot = aServiceUser('bot', { keys: [aKey('own', 'kim')] });

const can = (...grants: string[]): Initiator => byMember(aMember('ann', grants));
const withdraws = (by: Initiator, state = drawnOrganization(), on: AccountId | null = MAIN): string =>
  comesTo(state, by, 'withdrawal.crypto.create', WITHDRAWAL, on);

describe('a member', () => {
  it.each([
    [['withdrawals execute'], 'completes'],
    [['withdrawals initiate'], 'no_execute'],
    [['withdrawals@main initiate'], 'no_execute'],
    [['withdrawals approve'], 'permission_denied'],
    [['withdrawals view'], 'permission_denied'],
    [['addresses initiate'], 'permission_denied'],
    [['trade@main trade'], 'permission_denied'],
    [['access view'], 'permission_denied'],
    [['access approve', 'policies execute'], 'permission_denied'],
    [['policies execute'], 'not_found'],
    [['withdrawals@second execute'], 'not_found'],
    [[], 'not_found'],
  ])('with %j who withdraws from main', (grants, answer) => {
    expect(withdraws(can(...grants))).toBe(answer);
  });

  it.each(['invited', 'unconfirmed', 'suspended', 'removed'] as const)(
    'who is %s starts nothing',
    (status) => {
      const member: Member = aMember('ann', ['withdrawals execute'], { status });
      expect(withdraws(byMember(member))).toBe('permission_denied');
    },
  );

  it('waits under the toggle, Execute or not', () => {
    const state = drawnOrganization({ policies: { withdrawals: { alwaysRequireApproval: true } } });
    expect(withdraws(can('withdrawals execute'), state)).toBe('approval_always_required');
    expect(withdraws(can('withdrawals initiate'), state)).toBe('approval_always_required');
  });
});

describe('a Service User', () => {
  const withdrawsAs = (change: Partial<ServiceUser>, on = MAIN): string =>
    withdraws(byKeyOf({ ...bot, ...change }), drawnOrganization(), on);

  it('waits, always', () => {
    expect(withdrawsAs({})).toBe('service_user');
  });

  it('starts nothing without its scope, its account, or its being enabled', () => {
    expect(withdrawsAs({ scopes: ['query', 'trade', 'earn'] })).toBe('permission_denied');
    expect(withdrawsAs({ enabled: false })).toBe('permission_denied');
    expect(withdrawsAs({ accountIds: [SECOND] })).toBe('not_found');
    expect(
      withdrawsAs({ keys: [aKey('own', 'kim', { accountId: SECOND })], accountIds: [MAIN, SECOND] }),
    ).toBe('permission_denied');
  });

  it('starts nothing but withdrawals', () => {
    const by = byKeyOf(bot);
    const state = drawnOrganization();
    expect(comesTo(state, by, 'address.crypto.add', ADDRESS, MAIN)).toBe('permission_denied');
    expect(comesTo(state, by, 'address.remove', { addressId: 'adr_main' })).toBe('permission_denied');
    expect(comesTo(state, by, 'account.create', { name: 'New' })).toBe('permission_denied');
  });

  it('is no member, where a rule needs one', () => {
    const state = drawnOrganization();
    const initiation = { state, now: NOW, accountId: null, params: {} };
    expect(initiatingMember({ ...initiation, initiator: can() }).id).toBe(memberId('ann'));
    expect(() => initiatingMember({ ...initiation, initiator: byKeyOf(bot) })).toThrow('a Service User');
  });

  it('is its custodian’s own, and shows by which key', () => {
    const state = drawnOrganization({ people: [aMember('kim')], serviceUsers: [bot] });
    expect(withdrawal(workOn(state), byKeyOf(bot))).toMatchObject({
      initiatorId: 'svc_bot',
      key: { id: keyId('own'), custodianId: memberId('kim') },
      alsoOwn: [memberId('kim')],
      queuedBecause: 'service_user',
      timeline: [{ kind: 'created', by: null }, { kind: 'held' }],
      view: {
        initiator: {
          kind: 'service-user',
          id: 'svc_bot',
          displayName: 'bot',
          key: { id: 'key_own', label: 'own', custodian: { id: 'mem_kim', displayName: 'kim' } },
        },
      },
    });
    const ofMember = withdrawal(workOn(state), byMember(aMember('ann', ['withdrawals initiate'])));
    expect(ofMember.view.initiator).toEqual({ kind: 'member', id: 'mem_ann', displayName: 'ann' });
  });
});

describe('the account', () => {
  const state = drawnOrganization();
  const all = can('withdrawals initiate', 'addresses initiate', 'access initiate');
  const faultOf = (operation: Operation, params: object, on: AccountId | null): unknown => {
    const planned = plannedFor(state, all, operation, params, on);
    return isRefusal(planned) ? [planned.code, planned.extras.errors?.map(({ path }) => path)] : planned;
  };

  it('is named for what has one, and for nothing else', () => {
    const named = ['validation_failed', ['accountId']];
    expect(faultOf('account.create', { name: 'New' }, MAIN)).toEqual(named);
    expect(faultOf('withdrawal.crypto.create', WITHDRAWAL, null)).toEqual(named);
    expect(comesTo(state, all, 'account.create', { name: 'New' })).toBe('no_execute');
  });

  it('is the address’s where none was named', () => {
    const removes = (by: Initiator, addressId: string, on: AccountId | null = null): string =>
      comesTo(state, by, 'address.remove', { addressId }, on);
    expect(removes(all, 'adr_main')).toBe('no_execute');
    expect(removes(all, 'adr_main', SECOND)).toBe('not_found');
    expect(removes(all, 'adr_unknown')).toBe('not_found');
    expect(removes(can('addresses@second initiate'), 'adr_main')).toBe('not_found');
    expect(removes(can('addresses@second initiate'), 'adr_second')).toBe('no_execute');
  });

  it('that isn’t there and one that isn’t seen are told of in the same words', () => {
    const detail = (on: AccountId): string => {
      const by = can('withdrawals@second initiate');
      const planned = plannedFor(state, by, 'withdrawal.crypto.create', WITHDRAWAL, on);
      return isRefusal(planned) ? planned.detail : '';
    };
    expect(detail(MAIN)).toBe(detail('acc_unknown' as AccountId));
    expect(detail(MAIN)).toBe('There is no such account.');
    const removal = plannedFor(state, can('withdrawals@second initiate'), 'address.remove', WITHDRAWAL, null);
    expect(isRefusal(removal) && removal.detail).toBe('There is no such address.');
  });

  it('that is dormant there takes nothing yet', () => {
    const dormant = drawnOrganization({
      policies: { withdrawals: { locked: true } },
      dormant: { main: ['withdrawals'] },
    });
    expect(withdraws(all, dormant)).toBe('coverage_insufficient');
    expect(comesTo(dormant, all, 'address.crypto.add', ADDRESS, MAIN)).toBe('no_execute');
    const elsewhere = { ...WITHDRAWAL, addressId: 'adr_second' };
    expect(comesTo(dormant, all, 'withdrawal.crypto.create', elsewhere, SECOND)).toBe('no_execute');
  });
});

describe('whose it is', () => {
  const parts = (planned: ReturnType<typeof plan>): Pick<Plan, 'subjectIds' | 'alsoOwn'> | null =>
    isRefusal(planned) ? null : { subjectIds: planned.subjectIds, alsoOwn: planned.alsoOwn };

  it('is nobody’s but the initiator’s, as a rule', () => {
    const planned = plannedFor(
      drawnOrganization(),
      can('access execute'),
      'account.create',
      { name: 'N' },
      null,
    );
    expect(parts(planned)).toEqual({ subjectIds: [], alsoOwn: [] });
  });

  it('has the member whose access it changes for its subject', () => {
    const state = drawnOrganization({ people: [aMember('bob')] });
    const params = { memberId: memberId('bob') };
    const planned = plannedFor(state, can('access execute'), 'member.suspend', params, null);
    expect(parts(planned)).toEqual({ subjectIds: [memberId('bob')], alsoOwn: [] });
  });

  it('of a confirmation is the inviter’s too, and both the successor and whom they succeed are subjects', () => {
    const people = [
      aMember('old'),
      aMember('new', [], {
        status: 'unconfirmed',
        invitedBy: memberId('kim'),
        replaces: memberId('old'),
        factors: [{ ...aMember('x').factors[0], fingerprint: 'AB' } as Member['factors'][number]],
      }),
    ];
    const work = workOn(
      drawnOrganization({ people: [...people, aMember('kim'), aMember('eve', ['access execute'])] }),
    );
    const params = { memberId: memberId('new'), fingerprint: 'AB' };
    expect(started(work, 'eve', 'member.confirm', params)).toMatchObject({
      status: 'pending',
      queuedBecause: 'ring_change',
      subjectIds: [memberId('new'), memberId('old')],
      alsoOwn: [memberId('kim')],
    });
  });
});
