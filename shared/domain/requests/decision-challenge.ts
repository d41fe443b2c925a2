import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { RequestId } from '../../contract/primitives';
import { canonicalJson, setDigestOf } from './view';

/** The decision that a passkey's signature stands for: over one request as it was shown, or over a set of them. */
export type DecisionBound =
  | { readonly decision: 'approve' | 'reject'; readonly requestId: RequestId; readonly digest: string }
  | { readonly decision: 'approve' | 'reject'; readonly requestId: null; readonly setDigest: string };

/** What a decision over these is bound to; one alone is bound to its own digest. */
export function boundOver(
  decision: 'approve' | 'reject',
  items: readonly { readonly requestId: RequestId; readonly digest: string }[],
): DecisionBound {
  const [only] = items;
  return only !== undefined && items.length === 1
    ? { decision, requestId: only.requestId, digest: only.digest }
    : { decision, requestId: null, setDigest: setDigestOf(items.map(({ digest }) => digest)) };
}

/**
 * The WebAuthn challenge of a decision, in base64url: SHA-256 over RFC 8785 JSON of `{digest or setDigest, decision,
 * requestId, nonce}` (§9). Everything in it but the nonce is on the approver's screen.
 */
export function decisionChallenge(bound: DecisionBound, nonce: string): string {
  const hash = sha256(utf8ToBytes(canonicalJson({ ...bound, nonce })));
  return base64Url(hash);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** base64url without padding; neither Node's Buffer nor the page's btoa is shared. */
function base64Url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0];
    const bits = ((group[0] ?? 0) << 16) | ((group[1] ?? 0) << 8) | (group[2] ?? 0);
    const length = Math.min(4, bytes.length - at + 1);
    for (let part = 0; part < length; part += 1) text += ALPHABET.charAt((bits >> (18 - 6 * part)) & 63);
  }
  return text;
}
