import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
} from 'kysely';
import type { Tables } from './tables';

export type SqlValue = string | number | bigint | null | Uint8Array;

/** A compiled statement with its parameters; the store keeps the prepared form by its text. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

/** Compiles query texts and never runs one: execution belongs to the store (architecture.md). */
export const sql = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

export function compiled(query: { compile(): CompiledQuery }): Statement {
  const { sql: text, parameters } = query.compile();
  return { sql: text, parameters: parameters as readonly SqlValue[] };
}

const inserts = new Map<string, string>();

/** Writes one row that must not be there yet. The text is compiled once per table, as for `upsert`. */
export function insert<T extends keyof Tables>(table: T, row: Tables[T]): Statement {
  let text = inserts.get(table);
  if (text === undefined) {
    text = sql
      .insertInto(table)
      .values(row as never)
      .compile().sql;
    inserts.set(table, text);
  }
  return { sql: text, parameters: Object.values(row as object) as SqlValue[] };
}

const upserts = new Map<string, string>();

/**
 * Writes one row, replacing the one with the same key. The text is compiled once per table; every row of a table must
 * name the same columns in the same order.
 */
export function upsert<T extends keyof Tables>(
  table: T,
  keys: (keyof Tables[T] & string)[],
  row: Tables[T],
): Statement {
  const columns = Object.keys(row);
  const cacheKey = `${table}:${keys.join()}`;
  let text = upserts.get(cacheKey);
  if (text === undefined) {
    const rest = columns.filter((column) => !(keys as string[]).includes(column));
    text = sql
      .insertInto(table)
      .values(row as never)
      .onConflict((conflict) =>
        rest.length === 0
          ? conflict.columns(keys).doNothing()
          : conflict
              .columns(keys)
              .doUpdateSet(
                (eb) =>
                  Object.fromEntries(
                    rest.map((column) => [column, eb.ref(`excluded.${column}` as never)]),
                  ) as never,
              ),
      )
      .compile().sql;
    upserts.set(cacheKey, text);
  }
  return { sql: text, parameters: Object.values(row as object) as SqlValue[] };
}
