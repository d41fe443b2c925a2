const LARGEST = 2n ** 64n - 1n;

/** A nonce as Kraken takes it: an unsigned whole number of 64 bits. Null for anything else, however long it is. */
export function nonceIn(text: string): bigint | null {
  if (!/^(0|[1-9][0-9]{0,19})$/.test(text)) return null;
  const nonce = BigInt(text);
  return nonce <= LARGEST ? nonce : null;
}
