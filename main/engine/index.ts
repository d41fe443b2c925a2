import type { GovernanceApi } from '../backend/governance-api';
import { Engine } from './engine';
import type { EngineOptions } from './options';
import { asOpenError, openSqlite } from './store/sqlite-store';

export { EngineOpenError, PRODUCT_PASSWORD_COST, type EngineOptions, type EngineOpenCode } from './options';

/**
 * Opens the governance engine on its database, making the database where there is none. Throws EngineOpenError where the
 * file is newer, damaged, in use or unreachable; nothing is changed then.
 */
export function openEngine(options: EngineOptions): Promise<GovernanceApi> {
  return Promise.resolve().then(() => {
    const store = openSqlite(options.databaseFile);
    try {
      return new Engine(options, store);
    } catch (error) {
      store.close();
      throw asOpenError(error, options.databaseFile);
    }
  });
}
