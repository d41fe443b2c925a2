import { refuse, type Refusal } from '../../../shared/domain/refusal';
import { compiled, sql, upsert, type Statement } from '../store/statement';
import type { SqliteStore } from '../store/sqlite-store';

const FREE_TRIES = 5;
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 15 * 60_000;

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
    const row = this.#row(key);
    if (!row || row.until <= now) return null;
    const seconds = Math.ceil((row.until - now) / 1000);
    return refuse('rate_limited', `Too many attempts. Try again in ${seconds} seconds.`, {
      retryAfterSeconds: seconds,
    });
  }

  failed(key: string, now: number): Statement {
    const failures = (this.#row(key)?.failures ?? 0) + 1;
    const beyond = failures - FREE_TRIES;
    const wait = beyond < 0 ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(beyond, 12));
    return upsert('throttles', ['key'], { key, failures, until: now + wait });
  }

  passed(key: string): Statement {
    return compiled(sql.deleteFrom('throttles').where('key', '=', key));
  }

  #row(key: string): { failures: number; until: number } | undefined {
    return this.#store.first(
      compiled(sql.selectFrom('throttles').select(['failures', 'until']).where('key', '=', key)),
    );
  }
}
