import { fingerprintOf } from '../factors';
import { acceptedFactors } from '../members';
import { decisionChallenge, type DecisionBound } from '../requests/decision-challenge';
import { setDigestOf } from '../requests/view';
import type { DomainEvent } from '../events';
import type { SignedDecision, State } from '../state';
import type { Sha256 } from './entry';
import { faultAt, type Fault } from './fault';

/**
 * The challenge that a passkey truly signed, with its owner present and verified; null where the signature isn't this
 * key's. The key is COSE in base64url. Comes in from outside, like SHA-256: curves are Node's.
 */
export type SignedChallenge = (
  publicKey: string,
  signed: Pick<SignedDecision, 'clientDataJson' | 'authenticatorData' | 'signature'>,
) => string | null;

/** An entry that is no event of the domain, as far as it matters here. */
export interface Note {
  readonly seq: number;
  readonly type: string;
  readonly payload: unknown;
}

type Approved = Extract<DomainEvent, { type: 'request.approved' }>;

interface Key {
  readonly memberId: string;
  readonly credentialId: string;
  readonly publicKey: string;
}

/**
 * Whether the second factor kept with each approval is that member's, and a passkey's signature is over just this decision
 * (§9). A key counts only with the passkey that was enrolled in the same command, by its fingerprint.
 */
export class SignatureCheck {
  readonly #keys = new Map<string, Key>();
  readonly #used = new Set<string>();
  readonly #sha256: Sha256;
  readonly #signedChallenge: SignedChallenge;

  constructor(sha256: Sha256, signedChallenge: SignedChallenge) {
    this.#sha256 = sha256;
    this.#signedChallenge = signedChallenge;
  }

  static concerns(type: string): boolean {
    return type === 'passkey.registered' || type === 'second-factor.passed';
  }

  /** Takes in the key of a new passkey; `events` are those of the same command. */
  see({ seq, type, payload }: Note, events: readonly DomainEvent[]): Fault | null {
    if (type !== 'passkey.registered') return null;
    const { memberId, factorId, credentialId, publicKey } = payload as Record<string, unknown>;
    const enrolled = events.find(
      (event) => event.type === 'member.factor-enrolled' && event.factor.id === factorId,
    );
    const isIts =
      typeof publicKey === 'string' &&
      typeof credentialId === 'string' &&
      enrolled?.type === 'member.factor-enrolled' &&
      enrolled.memberId === memberId &&
      enrolled.factor.kind === 'passkey' &&
      enrolled.factor.fingerprint === fingerprintOf(publicKey, this.#sha256);
    if (!isIts)
      return faultAt(seq, 'signature', 'This key isn’t that of the passkey that was enrolled with it.');
    this.#keys.set(enrolled.factor.id, { memberId: enrolled.memberId, credentialId, publicKey });
    return null;
  }

  /** Judges what an approval kept, at the state it met; `notes` are those of the same command. */
  judge(seq: number, event: Approved, state: State, notes: readonly Note[]): Fault | null {
    const { proof } = event;
    if (proof === null) return null;
    const member = state.members.get(event.memberId);
    const policy = state.organization?.signInPolicy ?? 'passkey';
    const factor =
      member &&
      acceptedFactors(policy, member).find(({ id, kind }) => id === proof.factorId && kind === proof.kind);
    if (!factor)
      return faultAt(
        seq,
        'second_factor',
        'The second factor kept with this approval wasn’t one that counted.',
      );
    if (proof.kind !== 'passkey') return null;
    const { signed } = proof;
    const key = this.#keys.get(factor.id);
    const digest = state.requests.get(event.requestId)?.digest;
    const bound = signed && digest !== undefined ? boundIn(event, signed, digest, notes) : null;
    const isTrue =
      signed !== null &&
      bound !== null &&
      key?.memberId === event.memberId &&
      key.credentialId === signed.credentialId &&
      this.#signedChallenge(key.publicKey, signed) === decisionChallenge(bound, signed.nonce) &&
      this.#isFirst(seq, signed, notes);
    return isTrue
      ? null
      : faultAt(
          seq,
          'signature',
          'The passkey’s signature kept with this approval isn’t over this decision.',
        );
  }

  /** A nonce counts for one command: for a whole set of decisions, but never again. */
  #isFirst(seq: number, signed: SignedDecision, notes: readonly Note[]): boolean {
    const command = notes.find(({ type }) => type === 'second-factor.passed')?.seq ?? seq;
    const use = `${signed.nonce} ${String(command)}`;
    if (this.#used.has(use)) return true;
    if (this.#used.has(signed.nonce)) return false;
    this.#used.add(signed.nonce).add(use);
    return true;
  }
}

/** What the signature has to be over; of a set, all digests stand beside the second factor that decided it. */
function boundIn(
  { requestId }: Approved,
  { setDigest }: SignedDecision,
  digest: string,
  notes: readonly Note[],
): DecisionBound | null {
  if (setDigest === null) return { decision: 'approve', requestId, digest };
  const isInSet = notes.some(({ payload }) => {
    const { set } = payload as { set?: unknown };
    const digests = Array.isArray(set) ? set.filter((each) => typeof each === 'string') : [];
    return digests.includes(digest) && setDigestOf(digests) === setDigest;
  });
  return isInSet ? { decision: 'approve', requestId: null, setDigest } : null;
}
