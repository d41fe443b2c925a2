import { describe, expect, it } from 'vitest';
import type { AddressId } from '../../shared/contract/primitives';
import type { AnyParams } from '../../shared/contract/requests';
import { byMember, type Initiator } from '../../shared/domain/initiator';
import { assessRisks, RISK_WINDOWS, type RiskHistory } from '../../shared/domain/requests/risks';
import type { Address } from '../../shared/domain/state';
import { aKey, aMember, aServiceUser, byKeyOf, drawnOrganization, memberId, NOW } from './drawn-organization';

const DAY = 24 * 3_600_000;
const WEEK = 7 * DAY;
const BTC = 100_000_000n;

const longAgo = aMember('ann', [], { grantsChangedAt: NOW - WEEK });
const known: Partial<Address> = { addedAt: NOW - WEEK, completedWithdrawals: 1 };

interface Asked {
  readonly initiator?: Initiator;
  readonly address?: Partial<Address>;
  readonly params?: object;
  readonly hold?: { asset: string; amount: bigint } | null;
  readonly history?: Partial<RiskHistory>;
}

/** Of a withdrawal that nothing is to be said of, but for what is given. */
function risks({ initiator = byMember(longAgo), address = {}, params, hold, history }: Asked = {}) {
  const state = drawnOrganization({ people: [longAgo] });
  const id = 'adr_main' as AddressId;
  const there = state.addresses.get(id);
  if (there) state.addresses.set(id, { ...there, ...known, ...address });
  return assessRisks(
    state,
    NOW,
    initiator,
    (params ?? { asset: 'BTC', amount: '1', addressId: id }) as AnyParams,
    hold === undefined ? { asset: 'BTC', amount: BTC } : hold,
    { pastAmounts: [], startedLately: 0, ...history },
  );
}

/** What is said of where the money goes. */
const evidence = { by: 'owner', requestId: 'req_0', requestNumber: 0 };

describe('risks worth a look', () => {
  it('are none of what people always do', () => {
    expect(risks()).toEqual([]);
  });

  it.each([
    ['twice the largest', 2n * BTC, [BTC, BTC, BTC / 2n], null],
    ['more than twice the largest', 2n * BTC + 1n, [BTC / 2n, BTC, BTC / 4n], 2],
    ['many times the largest', (75n * BTC) / 10n, [BTC, BTC / 2n, BTC / 4n], 7.5],
    ['far more than two before', 100n * BTC, [BTC, BTC], null],
    ['the first', 100n * BTC, [], null],
  ])('say of an amount that is %s how many times', (_what, amount, pastAmounts, times) => {
    const found = risks({ hold: { asset: 'BTC', amount }, history: { pastAmounts } });
    expect(found.map(({ code }) => code)).toEqual(times === null ? [] : ['unusually_large']);
    if (times !== null)
      expect(found[0]).toMatchObject({
        detail: `${String(times)} times the largest withdrawal in 90 days`,
        evidence: { times },
      });
  });

  it('show the amounts before as the asset is written', () => {
    const past = (asset: string) =>
      risks({ hold: { asset, amount: 10_000n }, history: { pastAmounts: [100n, 150n, 1000n] } })[0]?.evidence;
    expect(past('EUR')).toEqual({ times: 10, pastAmounts: ['1.00', '1.50', '10.00'] });
    expect(past('USDC')).toEqual({ times: 10, pastAmounts: ['0.0001', '0.00015', '0.001'] });
  });

  it.each([
    [
      'first_use',
      { completedWithdrawals: 0 },
      { detail: 'First use of an address added by owner', evidence: { ...evidence, ageMs: WEEK } },
    ],
    [
      'first_use',
      { completedWithdrawals: 0, addedAt: NOW - DAY },
      { detail: 'First use of an address added by owner', evidence: { ...evidence, ageMs: DAY } },
    ],
    [
      'new_address',
      { addedAt: NOW - WEEK + 1 },
      { detail: 'A new address, added by owner', evidence: { ...evidence, ageMs: WEEK - 1 } },
    ],
  ])('say %s of %j, and who added it by which request', (code, address, said) => {
    expect(risks({ address })).toEqual([{ code, ...said }]);
  });

  it('are about where money goes only where it goes there', () => {
    const removal = { params: { addressId: 'adr_main' }, hold: null };
    const history = { pastAmounts: [1n, 1n, 1n] };
    expect(risks({ ...removal, address: { completedWithdrawals: 0 }, history })).toEqual([]);
    expect(risks({ params: {}, address: { completedWithdrawals: 0 } })).toEqual([]);
  });

  const bot = (createdAt: number) =>
    byKeyOf(aServiceUser('bot', { createdAt: NOW - 2 * WEEK, keys: [aKey('k', 'ann', { createdAt })] }));
  it.each([
    ['a member', byMember({ ...longAgo, grantsChangedAt: NOW - WEEK + 1 }), 'ann', WEEK - 1],
    ['a member of old', byMember(longAgo), 'ann', null],
    ['the Owner', byMember({ ...longAgo, owner: true, grantsChangedAt: NOW }), 'ann', null],
    ['a new key', bot(NOW - DAY), 'bot', DAY],
    ['an old key', bot(NOW - WEEK), 'bot', null],
  ])('say of %s whether its access changed lately', (_what, initiator, by, ageMs) => {
    const changed = {
      code: 'initiator_recently_granted',
      detail: `${by}’s access changed lately`,
      evidence: { ageMs, by },
    };
    expect(risks({ initiator })).toEqual(ageMs === null ? [] : [changed]);
  });

  it.each([
    [3, []],
    [
      4,
      [
        {
          code: 'many_in_short_time',
          detail: '5 requests by ann within a day',
          evidence: { count: 5, by: 'ann' },
        },
      ],
    ],
  ])('count this one to the %d that the same person started lately', (startedLately, said) => {
    expect(risks({ history: { startedLately } })).toEqual(said);
  });

  it('stand beside each other, one of each kind', () => {
    const found = risks({
      initiator: byMember(aMember('ann')),
      address: { completedWithdrawals: 0, addedAt: NOW, addedBy: memberId('ann') },
      hold: { asset: 'BTC', amount: 10n * BTC },
      history: { pastAmounts: [BTC, BTC, BTC], startedLately: 9 },
    });
    expect(found.map(({ code }) => code)).toEqual([
      'unusually_large',
      'first_use',
      'initiator_recently_granted',
      'many_in_short_time',
    ]);
    expect(found[1]?.detail).toBe('First use of an address added by ann');
  });

  it('look back for 90 days at amounts, and for one at who starts how much', () => {
    expect(RISK_WINDOWS).toEqual({ pastAmounts: 90 * DAY, startedLately: DAY });
  });
});
