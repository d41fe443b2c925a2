import type { LedgerRow } from '../ledger';
import type { SqliteStore } from '../store/sqlite-store';
import { compiled, sql } from '../store/statement';

/** Which entries; times are epoch milliseconds, `from` included and `to` not. */
export interface EntryFilter {
  readonly from: number | null;
  readonly to: number | null;
  readonly actorId: string | null;
  /** A type, or the part of it before the dot for all of its group. */
  readonly type: string | null;
  readonly requestId: string | null;
}

/** Entries with `above < seq < below`. */
export interface Stretch {
  readonly above: number;
  readonly below: number;
}

/** The number of the first entry at or after `at`. Ledger time never runs back, so no index is needed to find it. */
export function firstSeqAt(store: SqliteStore, at: number, headSeq: number): number {
  let low = 1;
  let high = headSeq + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = store.first<{ seq: number; at: number }>(
      compiled(
        sql.selectFrom('ledger').select(['seq', 'at']).where('seq', '>=', middle).orderBy('seq').limit(1),
      ),
    );
    if (row === undefined || row.at >= at) high = middle;
    else low = row.seq + 1;
  }
  return low;
}

/** Every type there is in a group such as `request`, each found by one step in the index. */
function typesOf(store: SqliteStore, type: string): string[] {
  if (type.includes('.')) return [type];
  const found: string[] = [];
  for (let last = `${type}.`; ;) {
    const next = store.first<{ type: string }>(
      compiled(
        sql
          .selectFrom('ledger')
          .select('type')
          .where('type', '>', last)
          .where('type', '<', `${type}/`)
          .orderBy('type')
          .limit(1),
      ),
    );
    if (next === undefined) return found;
    found.push(next.type);
    last = next.type;
  }
}

/**
 * At most `limit` entries of a stretch, newest or oldest first. Each question is one walk along one index, so that a page
 * deep down costs no more than the first.
 */
export function entriesIn(
  store: SqliteStore,
  filter: EntryFilter,
  { above, below }: Stretch,
  order: 'asc' | 'desc',
  limit: number,
): LedgerRow[] {
  const query = sql
    .selectFrom('ledger')
    .selectAll()
    .where('seq', '>', above)
    .where('seq', '<', below)
    .orderBy('seq', order);
  const { requestId, actorId, type } = filter;
  if (requestId !== null) {
    // A request has few entries: what else is asked for is looked for among them.
    const types = type === null ? null : typesOf(store, type);
    return store
      .all<LedgerRow>(compiled(query.where('request_id', '=', requestId)))
      .filter((row) => actorId === null || row.actor === actorId)
      .filter((row) => types === null || types.includes(row.type))
      .slice(0, limit);
  }
  const narrowed = (actorId === null ? query : query.where('actor', '=', actorId)).limit(limit);
  if (type === null) return store.all<LedgerRow>(compiled(narrowed));
  const sign = order === 'asc' ? 1 : -1;
  return typesOf(store, type)
    .flatMap((each) => store.all<LedgerRow>(compiled(narrowed.where('type', '=', each))))
    .sort((a, b) => sign * (a.seq - b.seq))
    .slice(0, limit);
}
