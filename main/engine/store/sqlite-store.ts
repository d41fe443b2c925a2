import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { copyOpenFile } from '../backups/copy-open-file';
import { EngineOpenError } from '../options';
import { diskTrouble } from './disk-trouble';
import { MIGRATIONS } from './migrations';
import type { SqlValue, Statement } from './statement';

/** Marks our files, so that any other SQLite database is refused and never written to. */
const APPLICATION_ID = 0x43534e47; // "CSNG"
/** Above this size a full page check would hold up the start; the ledger's own verification covers the rest. */
const QUICK_CHECK_LIMIT = 64 * 1024 * 1024;
const LOCK_WAIT_MS = 500;
/** SQLite’s own default, in pages. */
const AUTOCHECKPOINT = 1000;

interface Batch {
  statements: readonly Statement[];
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * One SQLite file, one connection, full durability. Writes that arrive in the same turn share one transaction and one
 * fsync; each caller is answered only after it. Reading first writes what is waiting, so nobody reads the past.
 */
export class SqliteStore {
  readonly #db: DatabaseSyncInstance;
  readonly #prepared = new Map<string, StatementSyncInstance>();
  /** The database’s file, open for reading for as long as the connection is; null for a store in memory. */
  readonly #file: number | null;
  #queue: Batch[] = [];
  #scheduled = false;
  #closed = false;

  constructor(db: DatabaseSyncInstance, file: number | null = null) {
    this.#db = db;
    this.#file = file;
  }

  /** False for a store in memory, which no copy can be made of. */
  get canBeCopied(): boolean {
    return this.#file !== null;
  }

  /**
   * Copies the database as it stands now, for this user’s eyes only, while commands go on: what they write meanwhile
   * stays in the log beside the file until the copy is made. Throws where the disk refuses, or the store is closed first.
   */
  async snapshotTo(target: string): Promise<void> {
    if (this.#file === null) throw new Error('a store in memory can’t be copied');
    const lost = this.flush();
    if (lost) throw lost.failure;
    // SQLite’s own copying would hold the connection, and every command with it, for as long as it takes.
    this.#db.exec('PRAGMA wal_autocheckpoint = 0');
    try {
      const { busy } = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
      if (busy !== 0) throw new Error('database is locked');
      await copyOpenFile(this.#file, target, () => this.#closed);
    } finally {
      if (!this.#closed) this.#db.exec(`PRAGMA wal_autocheckpoint = ${AUTOCHECKPOINT}`);
    }
  }

  /** Queues statements to be written together; resolves once they are durable, rejects if nothing was written. */
  commit(statements: readonly Statement[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ statements, resolve, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      setImmediate(() => {
        this.flush();
      });
    });
  }

  /** Writes what is waiting, now. A failure is told to those who wait; the caller of this gets it as a value. */
  flush(): { failure: unknown } | null {
    this.#scheduled = false;
    if (this.#queue.length === 0) return null;
    const batches = this.#queue;
    this.#queue = [];
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      for (const { statements } of batches) for (const statement of statements) this.#run(statement);
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#rollback();
      for (const batch of batches) batch.reject(error);
      return { failure: error };
    }
    for (const batch of batches) batch.resolve();
    return null;
  }

  /**
   * Throws where what was waiting can't be written: whoever reads in the middle of a decision has decided on a state that
   * never came to be, and must not go on.
   */
  all<T>(statement: Statement): T[] {
    const lost = this.flush();
    if (lost) throw lost.failure;
    return this.#prepare(statement.sql).all(...(statement.parameters as SqlValue[])) as T[];
  }

  first<T>(statement: Statement): T | undefined {
    return this.all<T>(statement)[0];
  }

  close(): void {
    this.flush();
    this.#closed = true;
    this.#prepared.clear();
    this.#db.close();
    // Only now: closing any handle of a file gives up every lock that this process holds on it (POSIX).
    if (this.#file !== null) fs.closeSync(this.#file);
  }

  /** The first fault that SQLite finds in the pages, in its own words; null for none. */
  pageFault(): string | null {
    const found = pragma(this.#db, 'integrity_check(1)');
    return found === 'ok' ? null : String(found);
  }

  #run(statement: Statement): void {
    this.#prepare(statement.sql).run(...(statement.parameters as SqlValue[]));
  }

  #prepare(text: string): StatementSyncInstance {
    let prepared = this.#prepared.get(text);
    if (prepared === undefined) {
      prepared = this.#db.prepare(text);
      this.#prepared.set(text, prepared);
    }
    return prepared;
  }

  #rollback(): void {
    try {
      this.#db.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself, as it does when the disk is full.
    }
  }
}

/** Opens or makes the database. Throws EngineOpenError and changes nothing where it can't be used. */
export function openSqlite(file: string): SqliteStore {
  const inMemory = file === ':memory:';
  const fresh = inMemory || !fs.existsSync(file) || fs.statSync(file).size === 0;
  let db: DatabaseSyncInstance | undefined;
  try {
    if (!fresh && fs.existsSync(`${file}-wal`)) checkUnfinished(file);
    // Password hashes and the ledger are in it: for this user's eyes only, whatever the folder allows.
    if (fresh && !inMemory) fs.closeSync(fs.openSync(file, 'a', 0o600));
    db = new DatabaseSync(file, { timeout: LOCK_WAIT_MS });
    // Exclusive: a second process on the same file is told so, instead of two of them deciding.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    if (!fresh) checkExisting(db, file);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    migrate(db);
    // After the lock is held: see close().
    return new SqliteStore(db, inMemory ? null : fs.openSync(file, 'r'));
  } catch (error) {
    db?.close();
    throw asOpenError(error, file);
  }
}

/**
 * Opens a finished copy that nobody writes to, for reading alone; leaves nothing beside it. Throws EngineOpenError for
 * what is no database of ours, or a newer one.
 */
export function openCopy(file: string): SqliteStore {
  const url = pathToFileURL(file);
  // Without it, reading a database with a write-ahead log would make one.
  url.search = '?immutable=1';
  let db: DatabaseSyncInstance | undefined;
  try {
    db = new DatabaseSync(url, { readOnly: true });
    checkFormat(db);
    return new SqliteStore(db);
  } catch (error) {
    db?.close();
    throw asOpenError(error, file);
  }
}

function pragma(db: DatabaseSyncInstance, name: string): unknown {
  return Object.values(db.prepare(`PRAGMA ${name}`).get() as object)[0];
}

/** Closing a connection that may write takes over what a crash left in the log: one that may not looks first. */
function checkUnfinished(file: string): void {
  const db = new DatabaseSync(file, { timeout: LOCK_WAIT_MS, readOnly: true });
  try {
    checkExisting(db, file);
  } finally {
    db.close();
  }
}

function checkExisting(db: DatabaseSyncInstance, file: string): void {
  checkFormat(db);
  if (fs.statSync(file).size <= QUICK_CHECK_LIMIT && pragma(db, 'quick_check(1)') !== 'ok')
    throw new EngineOpenError('damaged_database', 'This database is damaged. Nothing was changed.');
}

function checkFormat(db: DatabaseSyncInstance): void {
  if (pragma(db, 'application_id') !== APPLICATION_ID)
    throw new EngineOpenError(
      'damaged_database',
      'This file isn’t a Countersign database. Nothing was changed.',
    );
  const version = Number(pragma(db, 'user_version'));
  if (version > MIGRATIONS.length)
    throw new EngineOpenError(
      'newer_database',
      `This database was written by a newer Countersign (format ${version}, this one knows ${MIGRATIONS.length}). Nothing was changed.`,
    );
}

function migrate(db: DatabaseSyncInstance): void {
  const version = Number(pragma(db, 'user_version'));
  if (version === MIGRATIONS.length) return;
  db.exec('BEGIN IMMEDIATE');
  for (const migration of MIGRATIONS.slice(version)) db.exec(migration);
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`);
}

/** What kept a database from being opened, in the words of the contract. */
export function asOpenError(error: unknown, file: string): EngineOpenError {
  if (error instanceof EngineOpenError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const options = { cause: error };
  if (/locked|busy/i.test(message))
    return new EngineOpenError('locked_database', 'Another Countersign is using this database.', options);
  // A record that isn't what was written: pages can be whole where their content isn't.
  if (error instanceof SyntaxError || /malformed|not a database|corrupt|disk image/i.test(message))
    return new EngineOpenError('damaged_database', 'This database is damaged. Nothing was changed.', options);
  if (diskTrouble(error) === 'full')
    return new EngineOpenError('full_disk', 'The disk is full. Nothing was changed.', options);
  if (diskTrouble(error) === 'read-only' || !mayWrite(file))
    return new EngineOpenError(
      'read_only',
      `This user may not write to ${path.dirname(file)}. Nothing was changed.`,
      options,
    );
  return new EngineOpenError('unavailable', `The database at ${file} can’t be opened: ${message}`, options);
}

/** Whether this user may write to the database, where there is one, and to its folder, where SQLite keeps its log. */
function mayWrite(file: string): boolean {
  return [path.dirname(file), file].every((place) => {
    try {
      fs.accessSync(place, fs.constants.W_OK);
      // Asked by who this process was started as, not by who it is now: the mode tells more.
      return (fs.statSync(place).mode & 0o222) !== 0;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT';
    }
  });
}
