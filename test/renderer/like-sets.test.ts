import { describe, expect, it } from 'vitest';
import { foldSets, isLikeSet, setIdOf, setsByRequest } from '../../renderer/features/queue/like-sets';
import { setParts } from '../../renderer/features/queue/set-outliers';
import { compareDecimals, sumOfDecimals } from '../../renderer/format/amount';
import type { RequestRow, Risk } from '../../shared/contract/requests';
import type { RequestId } from '../../shared/contract/primitives';
import { adr, aRow, person, req } from './sample-data';

function eth(
  number: number,
  amount: string,
  to = 'Prime desk',
  change: Partial<RequestRow> = {},
): RequestRow {
  const destination = {
    id: adr(to),
    label: to,
    address: `0x${to.length.toString().repeat(40)}`,
    network: 'ethereum',
  };
  return aRow(number, {
    params: { asset: 'ETH', amount, destination },
    account: 'Client settlement',
    ...change,
  });
}
const none = new Map<RequestId, { risks: Risk[] }>();
const numbers = (rows: readonly RequestRow[]) => rows.map(({ number }) => number);

describe('sets of like requests', () => {
  it('puts three alike in one entry, where the first stood, and leaves two alone', () => {
    const other = [aRow(9), aRow(8)];
    const [group] = foldSets(
      [{ name: 'today', rows: [other[0]!, eth(7, '1'), other[1]!, eth(6, '2'), eth(5, '3')] }],
      null,
    );
    expect(group?.entries.map((entry) => (isLikeSet(entry) ? numbers(entry.rows) : entry.number))).toEqual([
      9,
      [7, 6, 5],
      8,
    ]);
    expect([...setsByRequest([group!]).keys()]).toEqual([req(7), req(6), req(5)]);
  });

  it('gives the one that is read by itself a row of its own, and keeps the set', () => {
    const rows = [eth(7, '1'), eth(6, '2'), eth(5, '3')];
    const [group] = foldSets([{ name: 'today', rows }], req(6));
    expect(group?.entries.map((entry) => (isLikeSet(entry) ? numbers(entry.rows) : entry.number))).toEqual([
      [7, 5],
      6,
    ]);
  });

  it('gathers them from other days, and drops a heading that nothing is left under', () => {
    const groups = foldSets(
      [
        { name: 'today', rows: [eth(7, '1')] },
        { name: 'yesterday', rows: [eth(6, '2'), eth(5, '3')] },
      ],
      null,
    );
    expect(groups.map(({ name, entries }) => [name, entries.length])).toEqual([['today', 1]]);
  });

  it('never hides one that closes soon', () => {
    const groups = foldSets(
      [
        { name: 'closing', rows: [eth(7, '1')] },
        { name: 'today', rows: [eth(6, '2'), eth(5, '3')] },
      ],
      null,
    );
    expect(groups.flatMap(({ entries }) => entries).some(isLikeSet)).toBe(false);
  });

  it('keeps those apart that somebody else started, or from another account', () => {
    const bySamuel = { kind: 'member' as const, id: 'mem_samuel' as never, displayName: 'Samuel' };
    const rows = [eth(7, '1'), eth(6, '2', 'Prime desk', { initiator: bySamuel }), eth(5, '3')];
    expect(foldSets([{ name: 'today', rows }], null)[0]?.entries).toHaveLength(3);
  });

  it.each(['member.permissions.change', 'member.invite', 'policy.change', 'address.remove'] as const)(
    'never holds what a row doesn’t show whole: %s',
    (operation) => {
      const rows = [1, 2, 3, 4].map((number) => aRow(number, { operation, account: null, params: {} }));
      expect(foldSets([{ name: 'today', rows }], null)[0]?.entries).toEqual(rows);
      expect(rows.map(setIdOf)).toEqual([null, null, null, null]);
    },
  );

  it('holds new addresses, and keeps apart what another key signed', () => {
    const add = (number: number) =>
      aRow(number, {
        operation: 'address.crypto.add',
        params: { asset: 'ETH', network: 'ethereum', address: `0x${String(number)}`, label: String(number) },
      });
    const rows = [add(1), add(2), add(3)];
    expect(foldSets([{ name: 'today', rows }], null)[0]?.entries.map(isLikeSet)).toEqual([true]);
    const withKey = (row: RequestRow, id: string): RequestRow => ({
      ...row,
      view: {
        ...row.view,
        initiator: {
          ...row.view.initiator,
          key: { id: id as never, label: id, custodian: person('tomas') },
        },
      },
    });
    expect(setIdOf(withKey(eth(1, '1'), 'key_1'))).not.toBe(setIdOf(withKey(eth(1, '1'), 'key_2')));
  });

  it('sums exactly', () => {
    expect(sumOfDecimals(['0.1', '0.2', '12.00000001'])).toBe('12.30000001');
    expect(sumOfDecimals(['1000000.00', '0.01'])).toBe('1000000.01');
    expect(sumOfDecimals(['3', '4'])).toBe('7');
    expect(compareDecimals(sumOfDecimals([]), '0')).toBe(0);
  });
});

describe('what stands out in a set', () => {
  it('is much more than the middle one', () => {
    const { alike, apart } = setParts([eth(1, '10'), eth(2, '12'), eth(3, '90'), eth(4, '11')], none);
    expect(numbers(alike)).toEqual([1, 2, 4]);
    expect(apart.map(({ row, because }) => [row.number, because])).toEqual([
      [3, [{ kind: 'amount', times: 8.1 }]],
    ]);
  });

  it('is the only one to an address where the others share one', () => {
    const { apart } = setParts([eth(1, '1'), eth(2, '1'), eth(3, '1'), eth(4, '1', 'Elsewhere')], none);
    expect(apart.map(({ row, because }) => [row.number, because])).toEqual([
      [4, [{ kind: 'address', to: 'Elsewhere' }]],
    ]);
  });

  it('is one with a doubt of its own; a doubt about who started them is shared', () => {
    const many: Risk = { code: 'many_in_short_time', detail: 'many' };
    const first: Risk = { code: 'first_use', detail: 'first' };
    const rows = [
      eth(1, '1'),
      eth(2, '1', 'Prime desk', { riskCount: 1 }),
      eth(3, '1', 'Prime desk', { riskCount: 2 }),
    ];
    const details = new Map([
      [req(2), { risks: [many] }],
      [req(3), { risks: [many, first] }],
    ]);
    const { alike, apart, shared } = setParts(rows, details);
    expect(numbers(alike)).toEqual([1, 2]);
    expect(apart.map(({ because }) => because)).toEqual([[{ kind: 'risk', risk: first }]]);
    expect(shared).toEqual([many]);
  });

  it('is one whose doubts couldn’t be read', () => {
    const { apart } = setParts([eth(1, '1', 'Prime desk', { riskCount: 1 })], none);
    expect(apart[0]?.because).toEqual([{ kind: 'unread' }]);
  });
});
