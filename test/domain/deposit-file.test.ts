import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountId } from '../../shared/contract/primitives';
import { parseCsv } from '../../shared/domain/csv';
import { readDeposits, type FiledDeposit } from '../../shared/domain/deposit-file';
import { isRefusal } from '../../shared/domain/refusal';
import { emptyState, type State } from '../../shared/domain/state';

const account = (state: State, id: string, name: string): void => {
  state.accounts.set(id as AccountId, { id: id as AccountId, name, createdAt: 0, dormantIn: [] });
};

function someState(): State {
  const state = emptyState();
  account(state, 'acc_1', 'Main');
  account(state, 'acc_2', 'Twin');
  account(state, 'acc_3', 'Twin');
  return state;
}

const HEAD = 'account,asset,amount,reference';
const read = (lines: string[], isUsed: (deposit: FiledDeposit) => boolean = () => false) =>
  readDeposits(someState(), [HEAD, ...lines].join('\n'), isUsed);
const faultsOf = (lines: string[], isUsed?: (deposit: FiledDeposit) => boolean): [string, string[]] => {
  const refusal = read(lines, isUsed);
  if (!isRefusal(refusal)) throw new Error('it was taken');
  return [refusal.code, (refusal.extras.errors ?? []).map(({ path }) => path)];
};

describe('comma-separated values', () => {
  test('quotes hold commas, line breaks and quotes; lines are counted through them', () => {
    expect(parseCsv('\ufeffa,"b, ""c""\r\nd",\r\n\r\ne')).toEqual([
      { line: 1, fields: ['a', 'b, "c"\r\nd', ''] },
      { line: 4, fields: ['e'] },
    ]);
  });

  test.each(['a"b', '"a', '"a"b', 'a,"b'])('a stray quote is found: %s', (text) => {
    expect(parseCsv(text)).toEqual({ faultAt: 1 });
  });

  test('whatever is written is read back', () => {
    const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é') });
    const records = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
    fc.assert(
      fc.property(records, fc.constantFrom('\n', '\r\n'), (written, end) => {
        const text = written
          .map((fields) => fields.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
          .join(end);
        const read = parseCsv(text);
        expect('faultAt' in read ? read : read.map(({ fields }) => fields)).toEqual(written);
      }),
    );
  });
});

describe('a file of deposits', () => {
  test('is read by names and ids, each amount in its asset’s smallest unit', () => {
    expect(read(['Main,BTC,1.5,first', ' acc_2 , EUR , 10.25 ,"a, b"', ''])).toEqual([
      { accountId: 'acc_1', asset: 'BTC', amount: 150_000_000n, reference: 'first' },
      { accountId: 'acc_2', asset: 'EUR', amount: 1025n, reference: 'a, b' },
    ]);
  });

  test('every fault of every line is named, where it stands', () => {
    expect(
      faultsOf([
        'Main,BTC,1,good',
        'Nowhere,XXX,-1,',
        'Main,BTC,1',
        'Twin,BTC,0.000000001,x',
        'Main,EUR,0,y',
      ]),
    ).toEqual([
      'validation_failed',
      [
        'csv.3.account',
        'csv.3.asset',
        'csv.3.amount',
        'csv.3.reference',
        'csv.4',
        'csv.5.account',
        'csv.5.amount',
        'csv.6.amount',
      ],
    ]);
  });

  test('a reference that was used is a conflict, unless something else is wrong too', () => {
    const used = ({ reference }: FiledDeposit): boolean => reference === 'old';
    expect(faultsOf(['Main,BTC,1,old'], used)).toEqual(['conflict', ['csv.2.reference']]);
    expect(faultsOf(['Main,BTC,1,a', 'acc_1,BTC,2,a'])).toEqual(['conflict', ['csv.3.reference']]);
    expect(faultsOf(['Main,BTC,1,old', 'Main,BTC,x,b'], used)[0]).toBe('validation_failed');
    expect(read(['Main,BTC,1,a', 'Main,EUR,2,a', 'acc_2,BTC,2,a'])).toHaveLength(3);
  });

  test.each(['', 'account,asset,amount', `${HEAD}\n`, '"'])('%j is none', (csv) => {
    expect(isRefusal(readDeposits(someState(), csv, () => false))).toBe(true);
  });

  test('whatever it is, nothing breaks, and not more than a hundred faults are named', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '1', '.') }), (text) => {
        const refusal = read([text]);
        if (!isRefusal(refusal)) throw new Error('it was taken');
      }),
    );
    expect(faultsOf(Array.from({ length: 300 }, () => 'x'))[1]).toHaveLength(100);
  });
});
