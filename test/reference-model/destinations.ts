import { Address } from '@scure/btc-signer';

/** A Bitcoin address and an IBAN that are valid, a new one for each number. */
export function bitcoinAddress(number: number): string {
  const hash = new Uint8Array(20);
  new DataView(hash.buffer).setUint32(0, number);
  return Address().encode({ type: 'wpkh', hash });
}

export function iban(number: number): string {
  const account = String(number).padStart(18, '0');
  // ISO 13616: the country moves to the end, letters become numbers (D 13, E 14), and 98 less the remainder is the check.
  const remainder = BigInt(`${account}131400`) % 97n;
  return `DE${String(98n - remainder).padStart(2, '0')}${account}`;
}
