import { refuse, type Refusal } from '../../../shared/domain/refusal';
import { clientNetwork } from '../client-network';
import type { AuditNote } from '../journal';
import { compiled, sql, upsert, type Statement } from '../store/statement';
import type { SqliteStore } from '../store/sqlite-store';

const FREE_TRIES = 5;
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 15 * 60_000;
/** Nobody guesses anything with five tries a day; strangers’ tries aren’t kept for ever. */
const FORGOTTEN_AFTER = 24 * 3_600_000;

/** What is guessed at. */
export type Guessed = 'session' | 'second-factor' | 'password';

/** A failed try: what counts it, and what the ledger says of it (§11: failures and lockouts). */
export interface FailedTry {
  readonly statements: readonly Statement[];
  readonly notes: readonly AuditNote[];
}

/**
 * Whose guessing counts as one: at this, about this member or e-mail, from this address (§9). Of an IPv6 address its
 * network counts, within which a host picks as many as it likes.
 */
export function throttleKey(guessed: Guessed, who: string, address: string): string {
  return `${guessed}|${who}|${clientNetwork(address)}`;
}

/**
 * Slows guessing down, per member and address (§9): five tries are free, then each failure doubles the wait, at most
 * fifteen minutes. Kept in the store, so that a restart doesn't forget. Live sessions aren't touched.
 */
export class Throttle {
  readonly #store: SqliteStore;

  constructor(store: SqliteStore) {
    this.#store = store;
  }

  check(key: string, now: number): Refusal | null {
    const row = this.#row(key, now);
    if (!row || row.until <= now) return null;
    const seconds = Math.ceil((row.until - now) / 1000);
    return refuse('rate_limited', `Too many attempts. Try again in ${seconds} seconds.`, {
      retryAfterSeconds: seconds,
    });
  }

  /** Counts a failure at what `guessed` names; `payload` is what the ledger keeps of it. */
  failed(key: string, now: number, guessed: Guessed, payload: object): FailedTry {
    const failures = (this.#row(key, now)?.failures ?? 0) + 1;
    const beyond = failures - FREE_TRIES;
    const wait = beyond < 0 ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(beyond, 12));
    const notes = [{ type: `${guessed}.refused`, payload }];
    const lockedOut = { type: `${guessed}.locked-out`, payload: { ...payload, seconds: wait / 1000 } };
    return {
      statements: [
        compiled(sql.deleteFrom('throttles').where('until', '<=', now - FORGOTTEN_AFTER)),
        upsert('throttles', ['key'], { key, failures, until: now + wait }),
      ],
      notes: wait === 0 ? notes : [...notes, lockedOut],
    };
  }

  passed(key: string): Statement {
    return compiled(sql.deleteFrom('throttles').where('key', '=', key));
  }

  #row(key: string, now: number): { failures: number; until: number } | undefined {
    return this.#store.first(
      compiled(
        sql
          .selectFrom('throttles')
          .select(['failures', 'until'])
          .where('key', '=', key)
          .where('until', '>', now - FORGOTTEN_AFTER),
      ),
    );
  }
}
