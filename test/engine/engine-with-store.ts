import { Engine } from '../../main/engine/engine';
import type { EngineOptions } from '../../main/engine/options';
import { openSqlite, type SqliteStore } from '../../main/engine/store/sqlite-store';
import type { Statement } from '../../main/engine/store/statement';
import { PROJECTIONS, type Tables } from '../../main/engine/store/tables';
import {
  engineOptions,
  foundOrganization,
  TestClock,
  type OrganizationUnderTest,
} from './organization-under-test';

export interface OrganizationWithStore {
  org: OrganizationUnderTest;
  engine: Engine;
  store: SqliteStore;
  clock: TestClock;
  options: EngineOptions;
}

/** An organization whose tables a test may look into. */
export async function organizationWithStore(
  over: Partial<EngineOptions> = {},
  wrap: (store: SqliteStore) => SqliteStore = (store) => store,
): Promise<OrganizationWithStore> {
  const clock = new TestClock();
  const options = engineOptions(clock, over);
  const store = wrap(openSqlite(options.databaseFile));
  const engine = new Engine(options, store);
  return { org: await foundOrganization(engine, clock), engine, store, clock, options };
}

export const statement = (sql: string, ...parameters: Statement['parameters']): Statement => ({
  sql,
  parameters,
});

/** Every row of a table in one order, whatever order they were written in. */
export function rowsOf(store: SqliteStore, table: keyof Tables): unknown[] {
  return store.all<object>(statement(`SELECT * FROM ${table} ORDER BY 1, 2`)).map((row) => ({ ...row }));
}

/** All that a replay rebuilds, for comparing. */
export function projectionsOf(store: SqliteStore): Record<string, unknown[]> {
  return Object.fromEntries(PROJECTIONS.map((table) => [table, rowsOf(store, table)]));
}

export const SECRET_TABLES = [
  'credentials',
  'factors',
  'recovery_codes',
  'enrolments',
  'invitations',
  'sessions',
  'throttles',
  'idempotency',
] as const satisfies (keyof Tables)[];
