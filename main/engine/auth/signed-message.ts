import { createHmac, timingSafeEqual } from 'node:crypto';

/** Whether `signature` is the HMAC-SHA512 of `message` by this secret (base64); takes as long whatever differs. */
export function isSignedBy(secret: string, message: Uint8Array, signature: Uint8Array): boolean {
  const right = createHmac('sha512', Buffer.from(secret, 'base64')).update(message).digest();
  return signature.length === right.length && timingSafeEqual(signature, right);
}
