import type { BackupId } from '../../../shared/contract/primitives';
import type { Head } from '../../../shared/domain/audit/entry';

/** A copy of the database that was read back and found whole. */
export interface Backup {
  readonly id: BackupId;
  /** When it was made, in epoch milliseconds. */
  readonly at: number;
  /** Where its ledger ends. */
  readonly head: Head;
  readonly bytes: number;
}

/** How making a backup ended; one that isn’t whole is gone. `what` is for a person, `damaged` when the database itself is. */
export type BackupOutcome =
  | { readonly ok: true; readonly backup: Backup }
  | { readonly ok: false; readonly at: number; readonly what: string; readonly damaged: boolean };

/** What a copy turned out to be: a whole database with a ledger that verifies, or why not, in words for a person. */
export type CopyVerdict =
  { readonly ok: true; readonly head: Head } | { readonly ok: false; readonly what: string };

/** Judges a finished copy; a thread of its own spares the engine the time that takes. */
export type VerifyCopy = (file: string) => Promise<CopyVerdict>;

/** How they are made by themselves: a session's first moments are not the time to copy its database. */
export const DAILY_BACKUPS = { firstAfterMs: 10_000, everyMs: 24 * 3_600_000 } as const;

/** How the engine keeps backups of its database. Without any of this they are made on command only. */
export interface BackupOptions {
  /** Where they lie; else in `backups` beside the database. */
  readonly folder?: string;
  /** Else copies are judged in the engine’s own thread. */
  readonly verify?: VerifyCopy;
  /** Made by themselves: after the database was opened, and from then on. In milliseconds. */
  readonly automatic?: { readonly firstAfterMs: number; readonly everyMs: number };
  /** Told how each one that was made by itself ended. */
  readonly onAutomatic?: (outcome: BackupOutcome) => void;
  /** A restore was prepared: the engine does nothing more, and finishes it when it is opened again. */
  readonly onRestorePrepared?: () => void;
}
