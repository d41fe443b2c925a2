import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../../../shared/domain/requests/view';
import { decisionChallenge, type DecisionBound } from '../../../shared/domain/requests/decision-challenge';
import { CEREMONY_MS } from './passkeys';
import { newToken } from './tokens';

/** Ceremonies that one session may have under way; an older one gives way. */
const MOST_PER_SESSION = 8;
const NONCE_BYTES = 16;
const EXPIRY_BYTES = 8;

interface Random {
  bytes(count: number): Uint8Array;
}

interface Issued {
  readonly owner: string;
  readonly expiresAt: number;
  readonly bound: DecisionBound | null;
  readonly nonce: string;
}

/**
 * What passkeys are asked to sign: each challenge once, for five minutes, and for what it was made for only. Kept in
 * memory; a restart voids what is under way. Strangers cost no memory: what signs in is recognized, not remembered.
 */
export class Challenges {
  readonly #random: Random;
  /** New with every start, so that nothing signed before a restart counts after it. */
  readonly #key: Uint8Array;
  readonly #issued = new Map<string, Issued>();
  readonly #used = new Map<string, number>();

  constructor(random: Random) {
    this.#random = random;
    this.#key = random.bytes(32);
  }

  /** A challenge to sign in with this e-mail, whoever that is. */
  toSignIn(email: string, now: number): string {
    const expiry = Buffer.alloc(EXPIRY_BYTES);
    expiry.writeBigUInt64BE(BigInt(now + CEREMONY_MS));
    const head = Buffer.concat([this.#random.bytes(NONCE_BYTES), expiry]);
    return Buffer.concat([head, this.#seal(head, email)]).toString('base64url');
  }

  /** Whether this challenge was made here to sign in with this e-mail, lives, and wasn't used. */
  signsIn(challenge: string, email: string, now: number): boolean {
    const bytes = Buffer.from(challenge, 'base64url');
    const head = bytes.subarray(0, NONCE_BYTES + EXPIRY_BYTES);
    const seal = bytes.subarray(NONCE_BYTES + EXPIRY_BYTES);
    const wanted = this.#seal(head, email);
    return (
      seal.length === wanted.length &&
      timingSafeEqual(seal, wanted) &&
      Number(head.readBigUInt64BE(NONCE_BYTES)) > now &&
      !this.#used.has(challenge)
    );
  }

  /** A challenge for whoever `owner` names (a session), over a decision or over nothing but being there. */
  issue(owner: string, bound: DecisionBound | null, now: number): { challenge: string; nonce: string } {
    this.#forgetOld(now);
    const own = [...this.#issued].filter(([, issued]) => issued.owner === owner);
    for (const [challenge] of own.slice(0, Math.max(0, own.length - MOST_PER_SESSION + 1)))
      this.#issued.delete(challenge);
    const nonce = newToken(this.#random);
    const challenge = bound === null ? nonce : decisionChallenge(bound, nonce);
    this.#issued.set(challenge, { owner, expiresAt: now + CEREMONY_MS, bound, nonce });
    return { challenge, nonce };
  }

  /** The nonce of a challenge that was made for exactly this, lives, and wasn't used; else null. */
  nonceOf(challenge: string, owner: string, bound: DecisionBound | null, now: number): string | null {
    const issued = this.#issued.get(challenge);
    if (issued === undefined || issued.owner !== owner || issued.expiresAt <= now) return null;
    return canonicalJson(issued.bound) === canonicalJson(bound) ? issued.nonce : null;
  }

  /** From now on it counts no more. */
  use(challenge: string, now: number): void {
    this.#forgetOld(now);
    if (!this.#issued.delete(challenge)) this.#used.set(challenge, now + CEREMONY_MS);
  }

  #forgetOld(now: number): void {
    for (const [challenge, { expiresAt }] of this.#issued)
      if (expiresAt <= now) this.#issued.delete(challenge);
    for (const [challenge, until] of this.#used) if (until <= now) this.#used.delete(challenge);
  }

  #seal(head: Uint8Array, email: string): Buffer {
    return createHmac('sha256', this.#key).update(head).update(email, 'utf8').digest();
  }
}
