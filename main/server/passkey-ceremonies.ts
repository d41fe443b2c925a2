import { createHash, timingSafeEqual } from 'node:crypto';
import type {
  NewPasskey,
  PasskeyAssertion,
  PasskeyCreation,
  PasskeyRequest,
} from '../../shared/contract/passkeys';
import { problem, type Result } from '../../shared/contract/problem';

/** What a browser is to ask an authenticator for. */
export type CeremonyOptions =
  | { readonly kind: 'create'; readonly options: PasskeyCreation }
  | { readonly kind: 'get'; readonly options: PasskeyRequest };
export type MadeCredential = NewPasskey | PasskeyAssertion;

interface Ceremony {
  readonly asked: CeremonyOptions;
  readonly verifierHash: string;
  readonly address: string;
  readonly code: string;
  readonly until: number;
  made: { credential: MadeCredential; receipt: string } | null;
}

export interface PasskeyCeremoniesParts {
  random(bytes: number): Buffer;
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
}

/** As long as a challenge lives. */
const CEREMONY_MS = 5 * 60_000;
const MOST = 2_000;
const MOST_FROM_ONE_ADDRESS = 50;

const gone = (): Result<never> => ({
  ok: false,
  problem: problem('not_found', 'This was used already, or its time is over. Begin again in Countersign.'),
});

/**
 * Ceremonies of desktops in the system browser, whose passkeys belong to this server’s own domain (desktop.md, Backends).
 * Three secrets keep them apart: the `code` brings the browser to one ceremony; what it made is given only for the
 * `receipt` that this browser hands to the desktop beside it, by a link, and for the `verifier` that nobody but the
 * desktop which began has. A page that is opened for somebody else’s ceremony brings that one nothing.
 */
export class PasskeyCeremonies {
  readonly #byId = new Map<string, Ceremony>();
  readonly #idOf = new Map<string, string>();

  constructor(private readonly parts: PasskeyCeremoniesParts) {}

  begin(asked: CeremonyOptions, verifierHash: string, address: string): Result<{ id: string; code: string }> {
    this.#forgetOld();
    const here = [...this.#byId.values()].filter((one) => one.address === address).length;
    if (this.#byId.size >= MOST || here >= MOST_FROM_ONE_ADDRESS)
      return { ok: false, problem: problem('rate_limited', 'Too many passkeys are asked for at the moment') };
    const id = this.parts.random(16).toString('base64url');
    const code = this.parts.random(32).toString('base64url');
    const until = this.parts.now() + CEREMONY_MS;
    this.#byId.set(id, { asked, verifierHash, address, code, until, made: null });
    this.#idOf.set(code, id);
    return { ok: true, value: { id, code } };
  }

  /** For the browser: what to ask for. */
  open(code: string): Result<CeremonyOptions> {
    const found = this.#find(this.#idOf.get(code));
    return found === null || found.made !== null ? gone() : { ok: true, value: found.asked };
  }

  /** From the browser, once. @returns what it takes back to the desktop */
  finish(code: string, credential: MadeCredential): Result<{ id: string; receipt: string }> {
    const id = this.#idOf.get(code);
    const found = this.#find(id);
    if (id === undefined || found === null || found.made !== null) return gone();
    const receipt = this.parts.random(32).toString('base64url');
    found.made = { credential, receipt };
    return { ok: true, value: { id, receipt } };
  }

  /** For the desktop, once. A wrong word ends the ceremony: nobody guesses twice. */
  collect(id: string, receipt: string, verifier: string): Result<MadeCredential> {
    const found = this.#find(id);
    if (found === null || found.made === null) return gone();
    this.#drop(id, found);
    const isRight =
      same(found.made.receipt, receipt) &&
      same(found.verifierHash, createHash('sha256').update(verifier).digest('hex'));
    return isRight ? { ok: true, value: found.made.credential } : gone();
  }

  #find(id: string | undefined): Ceremony | null {
    const found = id === undefined ? undefined : this.#byId.get(id);
    return found === undefined || found.until <= this.parts.now() ? null : found;
  }

  #forgetOld(): void {
    const now = this.parts.now();
    for (const [id, ceremony] of this.#byId) if (ceremony.until <= now) this.#drop(id, ceremony);
  }

  #drop(id: string, { code }: Ceremony): void {
    this.#byId.delete(id);
    this.#idOf.delete(code);
  }
}

function same(one: string, other: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
