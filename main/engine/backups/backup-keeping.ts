import type { BackupId } from '../../../shared/contract/primitives';
import type { Head } from '../../../shared/domain/audit/entry';
import { idSource } from '../auth/tokens';
import type { Journal } from '../journal';
import type { EngineOptions } from '../options';
import type { SqliteStore } from '../store/sqlite-store';
import { AutomaticBackups } from './automatic-backups';
import { backupsBeside } from './backup-files';
import type { VerifyCopy } from './backup-options';
import { Backups } from './backups';
import { verifyCopy } from './verify-copy';

/** The backups of the engine’s own database, by command and by themselves, and a restore that was prepared. */
export class BackupKeeping {
  /** Null for a store that no copy can be made of. */
  readonly backups: Backups | null;
  readonly folder: string;
  readonly verify: VerifyCopy;
  readonly #options: EngineOptions;
  readonly #journal: Journal;
  #automatic: AutomaticBackups | null = null;
  #restoreIsPrepared = false;

  constructor(options: EngineOptions, store: SqliteStore, journal: Journal) {
    this.#options = options;
    this.#journal = journal;
    this.folder = options.backups?.folder ?? backupsBeside(options.databaseFile);
    this.verify = options.backups?.verify ?? ((file) => Promise.resolve().then(() => verifyCopy(file)));
    const ids = idSource(options.random);
    this.backups = store.canBeCopied
      ? new Backups({
          store,
          folder: this.folder,
          verify: this.verify,
          newId: () => ids.next('bak') as BackupId,
          now: () => options.clock.now(),
          log: (message, detail) => options.log?.(message, detail),
        })
      : null;
  }

  /** From here on backups are made by themselves, where that was asked for. */
  begin(): void {
    const { automatic, onAutomatic } = this.#options.backups ?? {};
    if (automatic === undefined || this.backups === null) return;
    this.#automatic = new AutomaticBackups(
      this.backups,
      automatic,
      () => this.#options.clock.now(),
      (outcome) => onAutomatic?.(outcome),
    );
  }

  /** True once a restore was prepared: nothing may be written any more, it would be lost. */
  get restoreIsPrepared(): boolean {
    return this.#restoreIsPrepared;
  }

  restorePrepared(): void {
    this.#restoreIsPrepared = true;
    // After the answer has gone out.
    setImmediate(() => this.#options.backups?.onRestorePrepared?.());
  }

  /** The head that the app remembers of this organization, as it was when the engine was opened. */
  get remembered(): Head | null {
    const { organization } = this.#journal.state;
    const heads = this.#options.rememberedHeads ?? {};
    return organization !== null && Object.hasOwn(heads, organization.id)
      ? (heads[organization.id] ?? null)
      : null;
  }

  close(): void {
    this.#automatic?.stop();
    this.backups?.close();
  }
}
