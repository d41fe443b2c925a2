import type { Head } from '../../../shared/domain/audit/entry';
import { decode } from '../codec';
import type { Journal } from '../journal';
import { headAt, readHead } from '../ledger';
import type { SqliteStore } from '../store/sqlite-store';
import { compiled, sql } from '../store/statement';
import type { RestoreOrder } from './restore-order';

export const ROLLED_BACK = 'ledger.rolled-back';

/** What stands in the ledger: from where it was taken back, as far as that is known, and to where (§7). */
export interface RolledBack {
  readonly from: Head | null;
  readonly to: Head;
  /** The restore that did it; null where an older ledger was found in its place. */
  readonly restore: string | null;
  readonly backupId: string | null;
  /** The chain of the head that the app remembered when it was restored. */
  readonly remembered: string | null;
}

interface Opened {
  readonly store: SqliteStore;
  readonly journal: Journal;
}

/**
 * Records, once each, that a backup was restored, or that this ledger doesn’t hold the head that the app remembers (§7).
 * Rejects where that can’t be written: a ledger that was taken back isn’t used in silence.
 */
export async function noteRolledBack(
  { store, journal }: Opened,
  restored: RestoreOrder | null,
  rememberedHeads: Readonly<Record<string, Head>>,
): Promise<void> {
  const { organization } = journal.state;
  if (organization === null) return;
  const known = rolledBackIn(store);
  const to = readHead(store);
  if (restored !== null) {
    if (known.some(({ restore }) => restore === restored.key)) return;
    const { key: restore, backupId, from, remembered } = restored;
    await note(journal, { from, to, restore, backupId, remembered });
    return;
  }
  const from = Object.hasOwn(rememberedHeads, organization.id) ? rememberedHeads[organization.id] : undefined;
  if (from === undefined || headAt(store, from.seq).chain === from.chain) return;
  if (known.some((each) => each.from?.chain === from.chain || each.remembered === from.chain)) return;
  await note(journal, { from, to, restore: null, backupId: null, remembered: from.chain });
}

function note(journal: Journal, payload: RolledBack): Promise<void> {
  return journal.note({ id: null, device: null }, [{ type: ROLLED_BACK, payload }]);
}

function rolledBackIn(store: SqliteStore): RolledBack[] {
  return store
    .all<{ payload: string }>(
      compiled(sql.selectFrom('ledger').select('payload').where('type', '=', ROLLED_BACK)),
    )
    .map(({ payload }) => decode(payload) as RolledBack);
}
