import { STEP_UP_MS } from '../second-factor';

/** The longest a session may live, whatever the settings (§9): 168 hours. */
const LONGEST_SESSION_MS = 168 * 3_600_000;
/** A session’s own times lie a moment before or after those of the entries that tell of it. */
const SLACK_MS = 1000;

/** Who was signed in, and whose second factor counted, as far as the ledger tells. */
export class SignInWatch {
  readonly #signedIn = new Map<string, number>();
  readonly #factor = new Map<string, number>();

  /** Takes in an entry that is no event of the domain. */
  see(type: string, memberId: string, at: number): void {
    if (type === 'session.started') this.#signedIn.set(memberId, at);
    if (type === 'session.started' || type === 'second-factor.passed') this.#factor.set(memberId, at);
  }

  isSignedIn(memberId: string, at: number): boolean {
    return at <= (this.#signedIn.get(memberId) ?? -Infinity) + LONGEST_SESSION_MS;
  }

  /** Whether a second factor counted at that time: passed within five minutes, or with the command (§6). */
  hasSecondFactor(memberId: string, at: number): boolean {
    return at <= (this.#factor.get(memberId) ?? -Infinity) + STEP_UP_MS + SLACK_MS;
  }

  /** Whether entries of this type are for `see`. */
  static concerns(type: string): boolean {
    return type === 'session.started' || type === 'second-factor.passed';
  }
}
