import type { MemberId } from '../../../shared/contract/primitives';
import type { RequestStatus } from '../../../shared/contract/requests';
import type { RequestTimes } from '../../../shared/domain/activity';
import type { Scope } from '../../../shared/domain/grants';
import { seenBy } from './queries';
import type { SqliteStore } from './sqlite-store';
import { compiled, sql } from './statement';

interface Row {
  status: string;
  created_at: number;
  ended_at: number | null;
}

/** The times of every request that the reader may see and that is pending, or ended at `from` or later. */
export function requestTimes(
  store: SqliteStore,
  { scopes, reader, from }: { scopes: readonly Scope[] | null; reader: MemberId; from: number },
): RequestTimes[] {
  const all = sql
    .selectFrom('requests as r')
    .select(['r.status', 'r.created_at', 'r.ended_at'])
    .where((eb) =>
      eb.or([eb('r.open', '=', 1), eb.and([eb('r.open', '=', 0), eb('r.ended_at', '>=', from)])]),
    );
  const query = scopes === null ? all : all.where(seenBy(scopes, reader));
  return store.all<Row>(compiled(query)).map((row) => ({
    status: row.status as RequestStatus,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  }));
}
