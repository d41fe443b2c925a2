import fc from 'fast-check';
import './same-runs';
import { describe, expect, it } from 'vitest';
import { assetOf } from '../../shared/domain/assets';
import {
  checkBankDestination,
  checkCryptoAddress,
  comparableAddress,
} from '../../shared/domain/destinations';
import type { Network } from '../../shared/contract/money';

const GOOD: readonly { asset: string; network: Network; address: string }[] = [
  { asset: 'BTC', network: 'bitcoin', address: 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq' },
  { asset: 'BTC', network: 'bitcoin', address: '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2' },
  { asset: 'BTC', network: 'bitcoin', address: '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy' },
  {
    asset: 'BTC',
    network: 'bitcoin',
    address: 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0',
  },
  { asset: 'LTC', network: 'litecoin', address: 'LaMT348PWRnrqeeWArpwQPbuanpXDZGEUz' },
  { asset: 'ETH', network: 'ethereum', address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' },
  { asset: 'USDC', network: 'ethereum', address: '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359' },
];

const check = (asset: string, network: Network, address: string): string =>
  checkCryptoAddress(assetOf(asset)!, network, address)?.code ?? 'ok';

describe('crypto addresses', () => {
  it.each(GOOD)('$asset over $network: $address holds', ({ asset, network, address }) => {
    expect(check(asset, network, address)).toBe('ok');
  });

  it('are refused with any one character changed to another', () => {
    const anyMistake = fc.constantFrom(...GOOD).chain(({ asset, network, address }) =>
      fc.record({
        asset: fc.constant(asset),
        network: fc.constant(network),
        address: fc.constant(address),
        // Ethereum's checksum is in the capitals; a digit changed keeps one in 2^n only by bad luck.
        at: fc.integer({ min: network === 'ethereum' ? 2 : 0, max: address.length - 1 }),
        by: fc.constantFrom(...'023456789acdefghjklmnpqrstuvwxyz'),
      }),
    );
    fc.assert(
      fc.property(anyMistake, ({ asset, network, address, at, by }) => {
        fc.pre(address[at]?.toLowerCase() !== by);
        expect(check(asset, network, address.slice(0, at) + by + address.slice(at + 1))).toBe(
          'validation_failed',
        );
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('are refused on another network, with blanks around, for fiat, and without a checksum', () => {
    const [btc, legacy] = GOOD;
    expect(check('LTC', 'litecoin', btc!.address)).toBe('validation_failed');
    expect(check('BTC', 'litecoin', btc!.address)).toBe('validation_failed');
    expect(check('BTC', 'ethereum', GOOD[5]!.address)).toBe('validation_failed');
    expect(check('BTC', 'bank', btc!.address)).toBe('validation_failed');
    expect(check('EUR', 'bank', btc!.address)).toBe('validation_failed');
    expect(check('BTC', 'bitcoin', ` ${legacy!.address}`)).toBe('validation_failed');
    expect(check('BTC', 'bitcoin', `${legacy!.address}\n`)).toBe('validation_failed');
    expect(check('BTC', 'bitcoin', '')).toBe('validation_failed');
    expect(check('ETH', 'ethereum', GOOD[5]!.address.slice(2))).toBe('validation_failed');
  });

  it('are the same destination in any case only where their coding says so', () => {
    for (const { network, address } of GOOD) {
      const same = comparableAddress(network, address.toUpperCase()) === comparableAddress(network, address);
      expect(same).toBe(network === 'ethereum' || address.startsWith('bc1'));
      expect(comparableAddress(network, address)).toBe(
        comparableAddress(network, comparableAddress(network, address)),
      );
    }
  });
});

describe('bank destinations', () => {
  const bank = (asset: string, iban: string, bic?: string): unknown =>
    checkBankDestination(assetOf(asset)!, iban, bic);
  const IBAN = 'DE89370400440532013000';

  it('are kept in their electronic form', () => {
    expect(bank('EUR', 'DE89 3704 0044 0532 0130 00')).toEqual({ iban: IBAN });
    expect(bank('GBP', 'gb29 nwbk 6016 1331 9268 19', 'NWBKGB2L')).toEqual({
      iban: 'GB29NWBK60161331926819',
    });
  });

  it('are refused with any digit changed, a wrong BIC, or for crypto', () => {
    for (let at = 2; at < IBAN.length; at += 1)
      for (const digit of '0123456789') {
        if (IBAN[at] === digit) continue;
        expect(bank('EUR', IBAN.slice(0, at) + digit + IBAN.slice(at + 1))).toMatchObject({
          code: 'validation_failed',
        });
      }
    expect(bank('EUR', IBAN, 'NOT')).toMatchObject({ code: 'validation_failed' });
    expect(bank('BTC', IBAN)).toMatchObject({ code: 'validation_failed' });
    expect(bank('EUR', '')).toMatchObject({ code: 'validation_failed' });
  });
});
