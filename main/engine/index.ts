import type { KeyedApi } from '../../shared/contract/key-calls';
import type { ServableApi } from '../backend/governance-api';
import { completeRestore, restoreIsDone } from './backups/complete-restore';
import { noteRolledBack } from './backups/rolled-back';
import { Engine } from './engine';
import type { EngineOptions } from './options';
import { asOpenError, openSqlite } from './store/sqlite-store';

export { EngineOpenError, PRODUCT_PASSWORD_COST, type EngineOptions, type EngineOpenCode } from './options';

/** The engine of one database, and what stands outside the calls. */
export type OpenedEngine = ServableApi & KeyedApi & Pick<Engine, 'whereItStands'>;

/**
 * Opens the governance engine on its database, making the database where there is none, and going on first with a restore
 * that was prepared. Throws EngineOpenError where the file is newer, damaged, in use or unreachable; nothing is changed then.
 */
export async function openEngine(options: EngineOptions): Promise<OpenedEngine> {
  const { databaseFile } = options;
  const restored = await attempt(databaseFile, () => completeRestore(databaseFile));
  const store = await attempt(databaseFile, () => openSqlite(databaseFile));
  try {
    const engine = new Engine(options, store);
    await noteRolledBack(engine, restored, options.rememberedHeads ?? {});
    if (restored !== null) restoreIsDone(databaseFile);
    engine.keeping.begin();
    engine.outbox?.give();
    return engine;
  } catch (error) {
    store.close();
    throw asOpenError(error, databaseFile);
  }
}

async function attempt<T>(databaseFile: string, step: () => T): Promise<T> {
  // Even what fails at once fails later: nobody’s call throws.
  await Promise.resolve();
  try {
    return step();
  } catch (error) {
    throw asOpenError(error, databaseFile);
  }
}
