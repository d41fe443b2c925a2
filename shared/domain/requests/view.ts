import canonicalize from 'canonicalize';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { RequestView } from '../../contract/requests';

/** RFC 8785 JSON. Throws for what JSON can't hold: that is a bug, input has passed its schema. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('not a JSON value');
  return text;
}

/** SHA-256 in lower-case hexadecimal, of the UTF-8 bytes. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/**
 * What an approver signs: SHA-256 over RFC 8785 JSON of exactly what they were shown (§6). Whoever makes many of them may
 * bring a faster SHA-256 along.
 */
export function digestOf(view: RequestView, sha256: (text: string) => string = sha256Hex): string {
  return sha256(canonicalJson(view));
}

/** What one second factor over several requests is bound to: SHA-256 of their sorted digests, joined by newlines. */
export function setDigestOf(digests: readonly string[]): string {
  return sha256Hex([...digests].sort().join('\n'));
}
