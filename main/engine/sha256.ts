import * as crypto from 'node:crypto';

type OneShot = (algorithm: string, data: string, encoding: 'hex') => string;

// The one-shot call costs half as much for texts as short as these; Node 18 doesn’t have it yet.
const oneShot = (crypto as { hash?: OneShot }).hash;

/** SHA-256 of the UTF-8 bytes in lower-case hexadecimal. */
export function sha256(text: string): string {
  return oneShot === undefined
    ? crypto.createHash('sha256').update(text, 'utf8').digest('hex')
    : oneShot('sha256', text, 'hex');
}
