import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import type { BackupId } from '../../../shared/contract/primitives';
import type { Head } from '../../../shared/domain/audit/entry';
import { refuse, type Refusal } from '../../../shared/domain/refusal';
import { STEP_SECONDS } from '../auth/totp';
import { openSqlite } from '../store/sqlite-store';
import { copyOf, listBackups } from './backup-files';
import type { Backup, VerifyCopy } from './backup-options';
import { orderIn, preparedIn, restoringBeside, type RestoreOrder } from './restore-order';

interface WantedBackup {
  readonly folder: string;
  readonly id: BackupId;
  readonly verify: VerifyCopy;
}

/** Reads a backup back once more. Refuses `not_found` for one that isn’t there, `conflict` for one that isn’t whole. */
export async function checkBackup({ folder, id, verify }: WantedBackup): Promise<Backup | Refusal> {
  const backup = (await listBackups(folder)).find((each) => each.id === id);
  if (backup === undefined) return refuse('not_found', 'There is no such backup.');
  const verdict = await verify(copyOf(folder, backup.id));
  if (!verdict.ok) return refuse('conflict', `This backup isn’t whole any more. ${verdict.what}`);
  return verdict.head.chain === backup.head.chain
    ? backup
    : refuse('conflict', 'This backup isn’t the one that was made then.');
}

export interface RestoreWish {
  readonly databaseFile: string;
  readonly folder: string;
  /** Where the ledger stood that is given up, as far as anybody knows. */
  readonly from: Head | null;
  readonly remembered: Head | null;
  readonly now: number;
  /** Nobody’s code was used up after this, in epoch milliseconds: it would have been written. */
  readonly lastWriteAt: number;
}

/**
 * Prepares everything beside the database and writes the order last; the database itself isn’t touched. Whether it may
 * be restored at all, and whether the backup is whole, has been judged before. Throws where the disk refuses; nothing
 * has happened then.
 */
export async function prepareRestore(backup: Backup, wish: RestoreWish): Promise<void> {
  const restoring = restoringBeside(wish.databaseFile);
  await fs.rm(restoring, { recursive: true, force: true });
  await fs.mkdir(restoring, { mode: 0o700 });
  const prepared = preparedIn(restoring);
  await fs.copyFile(copyOf(wish.folder, backup.id), prepared);
  await fs.chmod(prepared, 0o600);
  await endWhatHasPassed(prepared, wish.lastWriteAt);
  await synced(prepared);
  await writeOrder(restoring, {
    key: randomBytes(12).toString('hex'),
    backupId: backup.id,
    from: wish.from,
    remembered: wish.remembered?.chain ?? null,
    aside: `damaged-${new Date(wish.now).toISOString().replaceAll(/[:.]/g, '-')}`,
  });
}

/**
 * What let people in back then must not let them in again: sessions that have ended since, enrolments under way, codes of
 * authenticators that were used up. Recovery codes used since are good again: that they were used isn’t known any more.
 */
async function endWhatHasPassed(file: string, lastWriteAt: number): Promise<void> {
  const store = openSqlite(file);
  // A code counts one step early too.
  const step = Math.floor(lastWriteAt / 1000 / STEP_SECONDS) + 1;
  const statements = [
    { sql: `UPDATE sessions SET ended = 'signed-out' WHERE ended IS NULL`, parameters: [] },
    { sql: 'DELETE FROM enrolments', parameters: [] },
    { sql: 'UPDATE factors SET last_step = max(last_step, ?)', parameters: [step] },
  ];
  const written = store.commit(statements);
  // Closing brings everything into the one file that is to be moved.
  store.close();
  await written;
}

async function writeOrder(restoring: string, order: RestoreOrder): Promise<void> {
  const file = orderIn(restoring);
  await fs.writeFile(`${file}.part`, `${JSON.stringify(order)}\n`, { mode: 0o600, flag: 'wx' });
  await synced(`${file}.part`);
  await fs.rename(`${file}.part`, file);
}

async function synced(file: string): Promise<void> {
  const handle = await fs.open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
