import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { chunkAddress, shortDigest } from '../../renderer/format/address';
import {
  amountFault,
  compareDecimals,
  formatAmount,
  groupThousands,
  normalizeTypedAmount,
  thousandthsOf,
} from '../../renderer/format/amount';
import { initialsOf, organizationInitialsOf, tintOf } from '../../renderer/format/person';
import { calendarDaysBetween, HOUR, minutesAndSeconds, spanOf, twoUnits } from '../../renderer/format/time';

describe('amounts', () => {
  it('groups thousands and keeps every decimal that says something', () => {
    expect(formatAmount('12.50000000', 'crypto')).toBe('12.5');
    expect(formatAmount('1250000.00', 'fiat')).toBe('1,250,000.00');
    expect(formatAmount('480000', 'fiat')).toBe('480,000.00');
    expect(formatAmount('0.5', 'fiat')).toBe('0.50');
    expect(formatAmount('100.00000000', 'crypto')).toBe('100');
    expect(formatAmount('100', 'crypto')).toBe('100');
    expect(groupThousands('43.70411862')).toBe('43.70411862');
  });

  it('never loses a digit, however long the number', () => {
    const decimals = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 60n }), fc.stringMatching(/^[0-9]{1,18}$/));
    fc.assert(
      fc.property(decimals, ([whole, fraction]) => {
        expect(groupThousands(`${whole}.${fraction}`).replaceAll(',', '')).toBe(`${whole}.${fraction}`);
      }),
    );
  });

  it('orders exactly where floating point can’t', () => {
    expect(compareDecimals('0.1', '0.10')).toBe(0);
    expect(compareDecimals('9007199254740993', '9007199254740992')).toBeGreaterThan(0);
    expect(compareDecimals('0.000000000000000001', '0.000000000000000002')).toBeLessThan(0);
    expect(thousandthsOf('3.28', '12.5')).toBe(262);
    expect(thousandthsOf('1', '0')).toBe(0);
  });

  it('says what is wrong with a typed amount', () => {
    expect(amountFault('12.5', 8, '43.7')).toBeNull();
    expect(amountFault('43.7', 8, '43.70')).toBeNull();
    expect(amountFault('43.8', 8, '43.7')).toBe('more-than-available');
    expect(amountFault('1.123456789', 8, null)).toBe('too-many-decimals');
    expect(amountFault('0.00', 8, null)).toBe('zero');
    for (const text of ['', '1e5', '-1', '1.', '١', '0x1', '01', '1..2']) {
      expect(amountFault(text, 8, null)).toBe('not-a-number');
    }
    expect(normalizeTypedAmount(' 1,250,000.5 ')).toBe('1250000.5');
    expect(normalizeTypedAmount('1,250,000')).toBe('1250000');
    expect(normalizeTypedAmount('.5')).toBe('0.5');
    // What could mean another amount somewhere in the world is a fault, never a guess.
    for (const text of [
      '1,5',
      '1 5',
      '1.234,5',
      '0.1 2',
      '12,34',
      '1,500',
      "1'000",
      '1_000',
      '1,2345.6',
      ',5',
    ])
      expect(amountFault(normalizeTypedAmount(text), 18, null)).toBe('not-a-number');
  });
});

describe('addresses', () => {
  it('chunks by four and leaves no stub at the end', () => {
    const address = 'bc1qaq57setpzg2msqek7qrs5r8cqa0sn886mkwa86';
    const chunks = chunkAddress(address);
    expect(chunks[0]).toBe('bc1q');
    expect(chunks.at(-1)).toBe('mkwa86');
    expect(chunks.join('')).toBe(address);
    expect(chunkAddress('abc')).toEqual(['abc']);
    expect(shortDigest('a'.repeat(32) + 'b'.repeat(32))).toBe('aaaaaaaa…bbbbbbbb');
  });
});

describe('people', () => {
  it('takes first and last initial, and keeps a tint', () => {
    expect(initialsOf('Tomás Rivera')).toBe('TR');
    expect(initialsOf('Mei-Lin Chow')).toBe('MC');
    expect(initialsOf('payout-bot-eu')).toBe('PE');
    expect(organizationInitialsOf('Northwind Digital Treasury')).toBe('ND');
    expect(tintOf('mem_1')).toBe(tintOf('mem_1'));
  });
});

describe('time', () => {
  it('counts in the unit that says enough', () => {
    expect(spanOf(59_000)).toEqual({ unit: 'now', count: 0 });
    expect(spanOf(41 * 60_000)).toEqual({ unit: 'minute', count: 41 });
    expect(spanOf(22 * HOUR)).toEqual({ unit: 'hour', count: 22 });
    expect(spanOf(72 * HOUR)).toEqual({ unit: 'day', count: 3 });
    expect(twoUnits(3 * HOUR + 4 * 60_000)).toBe('3 h 4 min');
    expect(twoUnits(71 * HOUR)).toBe('2 d 23 h');
    expect(twoUnits(5 * HOUR)).toBe('5 h');
    expect(twoUnits(-1)).toBe('1 min');
    expect(minutesAndSeconds(47.2)).toBe('0:48');
  });

  it('counts days by the calendar', () => {
    const late = new Date(2026, 10, 23, 23, 59).getTime();
    expect(calendarDaysBetween(late, late + 2 * 60_000)).toBe(1);
    expect(calendarDaysBetween(late, late)).toBe(0);
  });
});
