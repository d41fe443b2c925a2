import fc from 'fast-check';
import './same-runs';
import { describe, expect, it } from 'vitest';
import { ASSETS } from '../../shared/domain/assets';
import {
  BOOKS_OF,
  formatAmount,
  NO_BALANCE,
  parseAmount,
  post,
  type PostingKind,
} from '../../shared/domain/money';
import { isRefusal } from '../../shared/domain/refusal';

const MOST_UNITS = 10n ** 78n - 1n;
const anyAsset = fc.constantFrom(...ASSETS);
const anyUnits = fc.oneof(fc.bigInt(1n, 10n ** 20n), fc.bigInt(1n, MOST_UNITS));

describe('amounts', () => {
  it('are the same after writing and reading, for every asset', () => {
    fc.assert(
      fc.property(anyAsset, anyUnits, ({ decimals, kind }, units) => {
        expect(parseAmount(formatAmount(units, decimals, kind), decimals, 'amount')).toBe(units);
      }),
    );
  });

  it('have one written form, whatever zeros were typed behind the point', () => {
    fc.assert(
      fc.property(anyAsset, anyUnits, fc.nat(18), ({ decimals, kind }, units, zeros) => {
        const written = formatAmount(units, decimals, kind);
        const [whole = '', fraction = ''] = written.split('.');
        const typed = `${whole}.${(fraction + '0'.repeat(zeros)).slice(0, Math.max(decimals, 1)).padEnd(1, '0')}`;
        const read = parseAmount(typed, decimals, 'amount');
        expect(isRefusal(read) ? read : formatAmount(read, decimals, kind)).toBe(written);
      }),
    );
  });

  it('refuse one decimal more than the asset has, zero, and more than 78 digits', () => {
    for (const { decimals } of ASSETS) {
      const code = { code: 'validation_failed' };
      expect(parseAmount(`0.${'0'.repeat(decimals)}1`, decimals, 'amount')).toMatchObject(code);
      expect(parseAmount('0', decimals, 'amount')).toMatchObject(code);
      expect(parseAmount(`0.${'0'.repeat(decimals)}`, decimals, 'amount')).toMatchObject(code);
      expect(parseAmount('9'.repeat(79 - decimals), decimals, 'amount')).toMatchObject(code);
      expect(parseAmount('9'.repeat(78 - decimals), decimals, 'amount')).toBe(
        BigInt('9'.repeat(78 - decimals)) * 10n ** BigInt(decimals),
      );
    }
  });

  it('keep the cents of fiat and drop the zeros of crypto', () => {
    expect(formatAmount(150_000_000n, 8, 'crypto')).toBe('1.5');
    expect(formatAmount(100_000_000n, 8, 'crypto')).toBe('1');
    expect(formatAmount(1_230n, 2, 'fiat')).toBe('12.30');
    expect(formatAmount(0n, 2, 'fiat')).toBe('0.00');
    expect(formatAmount(1n, 18, 'crypto')).toBe('0.000000000000000001');
  });
});

describe('postings', () => {
  const anyPosting = fc.record({
    kind: fc.constantFrom<PostingKind>('deposit', 'hold', 'release', 'withdrawal'),
    amount: fc.bigInt(1n, 50n),
  });

  it('move between two books, never below zero, and sum up to zero', () => {
    fc.assert(
      fc.property(fc.array(anyPosting, { maxLength: 40 }), (postings) => {
        let balance = NO_BALANCE;
        const books = { external: 0n, available: 0n, held: 0n };
        for (const { kind, amount } of postings) {
          const { from, to } = BOOKS_OF[kind];
          if (from !== 'external' && books[from] < amount) {
            const before = balance;
            expect(() => post(before, kind, amount)).toThrow();
            continue;
          }
          balance = post(balance, kind, amount);
          books[from] -= amount;
          books[to] += amount;
          expect(balance).toEqual({ available: books.available, held: books.held });
          expect(books.external + books.available + books.held).toBe(0n);
        }
      }),
    );
  });
});
