import { isDomainEventType, type DomainEvent } from '../../shared/domain/events';
import { evolve } from '../../shared/domain/evolve';
import { emptyState, forkState, mergeState } from '../../shared/domain/state';
import { decode } from './codec';
import { rowsAfter } from './ledger';
import { project } from './store/projection';
import type { SqliteStore } from './store/sqlite-store';

/**
 * Rebuilds every projection from the ledger of `from` into the empty store `into` (§11). Entries that change no state
 * are passed over. Works entry by entry, so memory doesn't grow with history.
 */
export async function replay(from: SqliteStore, into: SqliteStore, pageSize = 500): Promise<void> {
  const state = emptyState();
  for (let seq = 0; ;) {
    const rows = rowsAfter(from, seq, pageSize);
    for (const row of rows) {
      seq = row.seq;
      if (!isDomainEventType(row.type)) continue;
      const event = { type: row.type, ...(decode(row.payload) as object) } as DomainEvent;
      const fork = forkState(state);
      evolve(fork, event, row.at);
      const written = into.commit(project(fork, [event]));
      mergeState(state, fork);
      into.flush();
      await written;
    }
    if (rows.length < pageSize) return;
  }
}
