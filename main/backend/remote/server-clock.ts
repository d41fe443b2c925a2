import type { NewSession, SessionView } from '../../../shared/contract/organization';
import type { OperationName } from '../../../shared/contract/operations';

/** A `Date` header has whole seconds, and arrives a moment later: clocks that differ by no more are the same. */
const SAME_MS = 3000;

/**
 * How far the server's clock is from this computer's. The desktop counts down until a session's ends by its own clock,
 * so what a session says of time is told in that: else, on a computer that is behind, a second factor would seem to
 * count when it doesn't any more, and no new one could be given.
 */
export class ServerClock {
  #aheadMs = 0;

  /** @param date the `Date` header of an answer that arrived at `now`, in epoch milliseconds */
  heard(date: string | null, now: number): void {
    const theirs = Date.parse(date ?? '');
    if (Number.isNaN(theirs)) return;
    const aheadMs = theirs + 500 - now;
    if (Math.abs(aheadMs - this.#aheadMs) > SAME_MS)
      this.#aheadMs = Math.abs(aheadMs) > SAME_MS ? aheadMs : 0;
  }

  /** The same answer, with a session in it told in this computer's time. */
  inOurs<T>(name: OperationName, value: T): T {
    if (this.#aheadMs === 0) return value;
    if (SESSIONS.has(name)) return this.#session(value as unknown as SessionView) as unknown as T;
    if (!WITH_SESSION.has(name)) return value;
    const answer = value as { session: NewSession };
    return { ...answer, session: this.#session(answer.session) } as unknown as T;
  }

  #session<V extends SessionView>(view: V): V {
    return {
      ...view,
      expiresAt: this.#shifted(view.expiresAt),
      stepUpUntil: this.#shifted(view.stepUpUntil),
    };
  }

  #shifted(time: string): string {
    return new Date(Date.parse(time) - this.#aheadMs).toISOString();
  }
}

const SESSIONS: ReadonlySet<OperationName> = new Set([
  'session.create',
  'session.get',
  'session.touch',
  'session.stepUp',
]);
const WITH_SESSION: ReadonlySet<OperationName> = new Set(['enrolment.totp', 'enrolment.passkey']);
