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

  const said = (lines: string[], isUsed?: (deposit: FiledDeposit) => boolean): [string, string[]] => {
    const refusal = read(lines, isUsed);
    if (!isRefusal(refusal)) throw new Error('it was taken');
    return [refusal.detail, (refusal.extras.errors ?? []).map(({ message }) => message)];
  };

  test.each([
    ['Main,BTC,1', '4 fields are expected, not 3'],
    ['Main,BTC,1,a,b', '4 fields are expected, not 5'],
    ['Nowhere,BTC,1,a', 'there is no such account'],
    ['Twin,BTC,1,a', 'several accounts have this name; give its id'],
    ['Main,XXX,1,a', 'this asset isn’t in the registry'],
    ['Main,b t c,1,a', 'this asset isn’t in the registry'],
    ['Main,BTC,1e3,a', 'expected a decimal number such as 12.5'],
    ['Main,BTC,,a', 'expected a decimal number such as 12.5'],
    ['Main,BTC,0.000000001,a', 'at most 8 decimals'],
    ['Main,BTC,1,old', 'a deposit with this reference was recorded already'],
  ])('of %s it is said, with its line, that %s', (line, why) => {
    const message = `Line 3: ${why}.`;
    const used = ({ reference }: FiledDeposit): boolean => reference === 'old';
    expect(said(['Main,BTC,1,good', line], used)).toEqual([message, [message]]);
  });

  test('what is wrong on several lines is counted by lines', () => {
    expect(said(['Main,BTC,1,a', 'Main,BTC,2,a', 'Nowhere,XXX,1,b'])).toEqual([
      '2 lines have something wrong. Nothing was recorded.',
      [
        'Line 3: this reference stands on line 2 already.',
        'Line 4: there is no such account.',
        'Line 4: this asset isn’t in the registry.',
      ],
    ]);
    expect(said(['Nowhere,XXX,1,b'])[0]).toBe('Line 2: there is no such account.');
  });

  test('its head and its fields may have spaces around them, and its head any case', () => {
    const csv = ' Account , ASSET,amount ,Reference\n Main , BTC , 2 , a ';
    expect(readDeposits(someState(), csv, () => false)).toEqual([
      { accountId: 'acc_1', asset: 'BTC', amount: 200_000_000n, reference: 'a' },
    ]);
  });

  test('an account is found by its name however its letters are composed', () => {
    const state = someState();
    account(state, 'acc_4', 'Zürich');
    const csv = `${HEAD}\nZu\u0308rich,BTC,1,a`;
    expect(readDeposits(state, csv, () => false)).toMatchObject([{ accountId: 'acc_4' }]);
  });

  test('whose id is another’s name is meant by its id', () => {
    const state = someState();
    account(state, 'acc_5', 'acc_1');
    expect(readDeposits(state, `${HEAD}\nacc_1,BTC,1,a`, () => false)).toMatchObject([
      { accountId: 'acc_1' },
    ]);
  });

  test.each([
    ['account,asset,amount', 'csv.1', 'The first line has to be account,asset,amount,reference.'],
    [`${HEAD}\n`, 'csv', 'There is no deposit in it.'],
    [`${HEAD}\nMain,BTC,1,"a`, 'csv.2', 'Line 2: a quote stands astray.'],
  ])('%j is none because of %s', (csv, path, message) => {
    const refusal = readDeposits(someState(), csv, () => false);
    expect(refusal).toMatchObject({ code: 'validation_failed', extras: { errors: [{ path, message }] } });
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
