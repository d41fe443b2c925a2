import { createPublicKey, type KeyObject } from 'node:crypto';

/** The label of COSE keys (RFC 9052) under which their algorithm stands. */
const ALGORITHM = 3;
/** Major types of CBOR. */
const BYTES = 2;
const MAP = 5;

type CoseValue = number | Buffer;

/** A public key, and the hash that goes with its signatures; null where the algorithm has its own. */
export interface SignatureKey {
  readonly key: KeyObject;
  readonly hash: string | null;
}

/** Reads a COSE public key: ES256 on P-256, EdDSA on Ed25519 or RS256. Throws for anything else. */
export function keyOfCose(bytes: Buffer): SignatureKey {
  const map = mapOf(bytes);
  const text = (label: number): string => {
    const value = map.get(label);
    if (!Buffer.isBuffer(value)) throw new Error('a part of the key is missing');
    return value.toString('base64url');
  };
  const jwk = (key: Record<string, string>): KeyObject => createPublicKey({ key, format: 'jwk' });
  switch (map.get(ALGORITHM)) {
    case -7:
      return { key: jwk({ kty: 'EC', crv: 'P-256', x: text(-2), y: text(-3) }), hash: 'sha256' };
    case -8:
      return { key: jwk({ kty: 'OKP', crv: 'Ed25519', x: text(-2) }), hash: null };
    case -257:
      return { key: jwk({ kty: 'RSA', n: text(-1), e: text(-2) }), hash: 'sha256' };
    default:
      throw new Error('a key of an unknown algorithm');
  }
}

/** A CBOR map of integers to integers and byte strings, which is all that these keys are made of. */
function mapOf(bytes: Buffer): Map<number, CoseValue> {
  let at = 0;
  const next = (): { major: number; value: number } => {
    const first = bytes.readUInt8(at);
    at += 1;
    const short = first & 0x1f;
    if (short < 24) return { major: first >> 5, value: short };
    const size = 2 ** (short - 24);
    const value = bytes.readUIntBE(at, size);
    at += size;
    return { major: first >> 5, value };
  };
  const item = (): CoseValue => {
    const { major, value } = next();
    if (major === 0) return value;
    if (major === 1) return -1 - value;
    if (major !== BYTES || at + value > bytes.length) throw new Error('not a key');
    at += value;
    return bytes.subarray(at - value, at);
  };
  const { major, value: count } = next();
  if (major !== MAP) throw new Error('not a key');
  const map = new Map<number, CoseValue>();
  for (let each = 0; each < count; each += 1) {
    const label = item();
    if (typeof label !== 'number') throw new Error('not a key');
    map.set(label, item());
  }
  return map;
}
