// Where a sequence's engine keeps its data, and through which door it is reached.
import fs from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import type { GovernanceApi } from '../../main/backend/governance-api';
import { openEngine } from '../../main/engine';
import { Engine } from '../../main/engine/engine';
import { SqliteStore } from '../../main/engine/store/sqlite-store';
import { engineOptions, seededRandom, type TestClock } from '../engine/organization-under-test';

/** An engine that goes on from a scene's database. */
export interface Opened {
  /** What people call. */
  readonly api: GovernanceApi;
  /** The engine behind it: for keys, which no door takes yet, and for what nobody may see. */
  readonly engine: Engine;
  /** Opens the same store once more, where it outlives its engine. */
  readonly openAgain: (() => Promise<Opened>) | null;
}

export type Store = (database: Uint8Array, clock: TestClock) => Promise<Opened>;

/** Ids and secrets other than those that the scene was made with. */
const random = () => seededRandom('the rest of the sequence');

/** Bytes 18 and 19 of a database's header: 2 asks for a write-ahead log, which nothing in memory can have. */
function withoutLog(database: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(database);
  copy.fill(1, 18, 20);
  return copy;
}

export const inMemory: Store = async (database, clock) => {
  const db = new DatabaseSync(':memory:');
  db.deserialize(withoutLog(database));
  db.exec('PRAGMA foreign_keys = ON');
  const engine = new Engine(engineOptions(clock, { random: random() }), new SqliteStore(db));
  return { api: engine, engine, openAgain: null };
};

/** On a file each, opened the way the app does. */
export function onFile(nextFile: () => string): Store {
  return async (database, clock) => {
    const databaseFile = nextFile();
    fs.writeFileSync(databaseFile, database);
    const open = async (): Promise<Opened> => {
      const engine = await openEngine(engineOptions(clock, { databaseFile, random: random() }));
      if (!(engine instanceof Engine)) throw new Error('the engine hides behind something');
      return { api: engine, engine, openAgain: open };
    };
    return open();
  };
}

/** In memory, reached through another door. */
export function through(door: (engine: Engine) => Promise<GovernanceApi>): Store {
  return async (database, clock) => {
    const opened = await inMemory(database, clock);
    return { ...opened, api: await door(opened.engine) };
  };
}
