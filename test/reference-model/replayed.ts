// §13.8: replaying the ledger gives exactly the stored state.
import { isDeepStrictEqual } from 'node:util';
import { replay } from '../../main/engine/replay';
import { openSqlite, type SqliteStore } from '../../main/engine/store/sqlite-store';
import { projectionsOf } from '../engine/engine-with-store';

/** The tables that a replay of this store's ledger gives otherwise than they stand; none where all is well. */
export async function replayedOtherwise(store: SqliteStore): Promise<string[]> {
  const anew = openSqlite(':memory:');
  try {
    await replay(store, anew);
    const [stored, replayed] = [projectionsOf(store), projectionsOf(anew)];
    return Object.keys(stored).filter((table) => !isDeepStrictEqual(stored[table], replayed[table]));
  } finally {
    anew.close();
  }
}
