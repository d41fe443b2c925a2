import { createHash, verify } from 'node:crypto';
import type { SignedChallenge } from '../../../shared/domain/audit/signature-check';
import { keyOfCose } from './cose-key';

/** Flags of authenticator data (WebAuthn §6.1): somebody was there, and it was their owner. */
const PRESENT_AND_VERIFIED = 0x05;
const FLAGS_AT = 32;

/** Verifies a passkey's signature with what the ledger holds alone, long after the ceremony. */
export const signedChallenge: SignedChallenge = (publicKey, signed) => {
  try {
    const clientDataJson = Buffer.from(signed.clientDataJson, 'base64url');
    const { type, challenge } = JSON.parse(clientDataJson.toString('utf8')) as Record<string, unknown>;
    const authenticatorData = Buffer.from(signed.authenticatorData, 'base64url');
    const flags = authenticatorData[FLAGS_AT] ?? 0;
    if (type !== 'webauthn.get' || typeof challenge !== 'string') return null;
    if ((flags & PRESENT_AND_VERIFIED) !== PRESENT_AND_VERIFIED) return null;
    const { key, hash } = keyOfCose(Buffer.from(publicKey, 'base64url'));
    const clientDataHash = createHash('sha256').update(clientDataJson).digest();
    const data = Buffer.concat([authenticatorData, clientDataHash]);
    return verify(hash, data, key, Buffer.from(signed.signature, 'base64url')) ? challenge : null;
  } catch {
    // Not JSON, no key, no signature: whatever it is, nothing was signed by it.
    return null;
  }
};
