import { createHash } from 'node:crypto';

/**
 * What Kraken has its clients sign: the path, and the SHA-256 of nonce and body. `nonce` as it stands in the body; the
 * body as it came, to the byte.
 */
export function messageToSign(path: string, nonce: string, body: string): Uint8Array {
  const digest = createHash('sha256').update(nonce, 'utf8').update(body, 'utf8').digest();
  return Buffer.concat([Buffer.from(path, 'utf8'), digest]);
}

/** The signature in a header: base64. What isn’t decodes to something else, and is nobody’s signature. */
export function signatureIn(header: string | undefined): Uint8Array {
  return Buffer.from(header ?? '', 'base64');
}
