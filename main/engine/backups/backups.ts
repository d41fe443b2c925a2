import { rm, stat } from 'node:fs/promises';
import type { BackupId } from '../../../shared/contract/primitives';
import type { Head } from '../../../shared/domain/audit/entry';
import { headAt, readHead } from '../ledger';
import { diskTrouble } from '../store/disk-trouble';
import type { SqliteStore } from '../store/sqlite-store';
import { copyOf, describeBackup, listBackups, makeBackupsFolder, removeOldBackups } from './backup-files';
import type { Backup, BackupOutcome, VerifyCopy } from './backup-options';

const KEPT = 10;

export interface BackupsParts {
  readonly store: SqliteStore;
  readonly folder: string;
  readonly verify: VerifyCopy;
  newId(): BackupId;
  now(): number;
  log(message: string, detail: unknown): void;
}

/** The backups of one database: made while commands go on, read back before they count, the newest ten kept. */
export class Backups {
  readonly #parts: BackupsParts;
  #making: Promise<BackupOutcome> | null = null;
  #lastFailure: Extract<BackupOutcome, { ok: false }> | null = null;
  #closed = false;

  constructor(parts: BackupsParts) {
    this.#parts = parts;
  }

  /** Why the last one failed; null when it didn’t. */
  get lastFailure(): Extract<BackupOutcome, { ok: false }> | null {
    return this.#lastFailure;
  }

  list(): Promise<Backup[]> {
    return listBackups(this.#parts.folder);
  }

  /** Makes one, or waits for the one that is being made. Never throws: the disk’s refusals are told in the outcome. */
  make(): Promise<BackupOutcome> {
    this.#making ??= this.#attempt().finally(() => (this.#making = null));
    return this.#making;
  }

  /** Makes one if anything was written since the newest. */
  async makeIfAnythingIsNew(): Promise<BackupOutcome | null> {
    const [newest] = await this.list();
    if (this.#closed) return null;
    return newest?.head.chain === readHead(this.#parts.store).chain ? null : await this.make();
  }

  /** The store is about to be closed: what is being copied comes to nothing. */
  close(): void {
    this.#closed = true;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  async #attempt(): Promise<BackupOutcome> {
    const { folder } = this.#parts;
    const at = this.#parts.now();
    const id = this.#parts.newId();
    let outcome: BackupOutcome;
    try {
      await makeBackupsFolder(folder);
      const made = await this.#copy(id, at);
      outcome =
        typeof made === 'string' ? { ok: false, at, what: made, damaged: true } : { ok: true, backup: made };
      if (outcome.ok) await removeOldBackups(folder, KEPT);
    } catch (error) {
      if (!this.#closed) this.#parts.log('the backup could not be made', error);
      outcome = { ok: false, at, what: wordsFor(error), damaged: diskTrouble(error) === 'damaged' };
    }
    if (!outcome.ok) await rm(copyOf(folder, id), { force: true }).catch(() => undefined);
    this.#lastFailure = outcome.ok ? null : outcome;
    return outcome;
  }

  /** The backup, or what is wrong with the copy. */
  async #copy(id: BackupId, at: number): Promise<Backup | string> {
    const { folder, store, verify } = this.#parts;
    const file = copyOf(folder, id);
    const before = readHead(store);
    await store.snapshotTo(file);
    const verdict = await verify(file);
    if (!verdict.ok) return verdict.what;
    const fault = this.#headFault(verdict.head, before);
    if (fault !== null) return fault;
    const backup = { id, at, head: verdict.head, bytes: (await stat(file)).size };
    await describeBackup(folder, backup);
    return backup;
  }

  /** The copy must hold what was there when it was begun, and nothing that the live ledger doesn’t have. */
  #headFault(head: Head, before: Head): string | null {
    return head.seq >= before.seq && headAt(this.#parts.store, head.seq).chain === head.chain
      ? null
      : 'It isn’t a copy of the ledger that is in use.';
  }
}

function wordsFor(error: unknown): string {
  switch (diskTrouble(error)) {
    case 'full':
      return 'The disk is full.';
    case 'read-only':
      return 'This user may not write to the folder of the backups.';
    case 'damaged':
      return 'The database is damaged.';
    default:
      return 'It could not be written. The log says why.';
  }
}
