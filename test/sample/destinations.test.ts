import { sha256 } from '@noble/hashes/sha2.js';
import { Address } from '@scure/btc-signer';
import { isValidBIC, isValidIBAN } from 'ibantools';
import { addr } from 'micro-eth-signer';
import { describe, expect, test } from 'vitest';
import { destinations, type Destination } from '../../main/sample/destinations';

const all: readonly Destination[] = Object.values(destinations);
const hashOf = (label: string) =>
  sha256(new TextEncoder().encode(`countersign sample: ${label}`)).slice(0, 20);

describe('the sample’s destinations', () => {
  const crypto = all.filter((destination) => destination.kind === 'crypto');
  test.each(crypto)('$label has a checksum that holds', ({ network, address }) => {
    if (network === 'ethereum') expect(addr.isValid(address)).toBe(true);
    else expect(Address().decode(address)).toMatchObject({ type: 'wpkh' });
  });

  // Cold storage A is the address of the design's pictures.
  test.each(crypto.filter(({ label }) => label !== 'Cold storage A'))(
    '$label is the hash of its own label, so that nobody has its key',
    ({ network, label, address }) => {
      const hash = hashOf(label);
      if (network === 'bitcoin') expect(address).toBe(Address().encode({ type: 'wpkh', hash }));
      else expect(address).toBe(addr.addChecksum(`0x${Buffer.from(hash).toString('hex')}`));
    },
  );

  test.each(all.filter((destination) => destination.kind === 'bank'))(
    '$label has a valid IBAN and BIC',
    ({ iban, bic }) => {
      expect(isValidIBAN(iban)).toBe(true);
      if (bic !== undefined) expect(isValidBIC(bic)).toBe(true);
    },
  );

  test('are told apart by their labels', () => {
    const labels = all.map(({ account, asset, label }) => `${account} ${asset} ${label}`);
    expect(new Set(labels).size).toBe(labels.length);
  });
});
