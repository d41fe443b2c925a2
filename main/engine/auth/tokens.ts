import { createHash } from 'node:crypto';
import type { IdSource } from '../../../shared/domain/work';

interface Random {
  bytes(count: number): Uint8Array;
}

/** 256 random bits; only its hash is ever stored. */
export function newToken(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url');
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

/** Ids: prefix and 96 random bits. */
export function idSource(random: Random): IdSource {
  return { next: (prefix) => `${prefix}_${Buffer.from(random.bytes(12)).toString('hex')}` };
}

/** Ten recovery codes, each 80 bits, in groups that can be typed. */
export function newRecoveryCodes(random: Random): string[] {
  return Array.from({ length: 10 }, () =>
    (Buffer.from(random.bytes(10)).toString('hex').match(/.{5}/g) ?? []).join('-'),
  );
}
