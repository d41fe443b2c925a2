import fs from 'node:fs';
import type { BackupId } from '../../../shared/contract/primitives';
import type { Head } from '../../../shared/domain/audit/entry';
import { isRefusal, refuse, type Refusal } from '../../../shared/domain/refusal';
import { EngineOpenError, openEngine } from '../index';
import { readHead } from '../ledger';
import type { EngineOptions } from '../options';
import { compiled, sql } from '../store/statement';
import { openCopy } from '../store/sqlite-store';
import { backupsBeside, copyOf } from './backup-files';
import type { Backup } from './backup-options';
import { checkBackup, prepareRestore } from './prepare-restore';
import { verifyCopy } from './verify-copy';

/**
 * Goes back to a backup where the database can’t be opened, so that nobody can sign in and be asked. Whoever sits at the
 * computer decides; they control its files anyway (§7), and what they did is recorded, and shown to every member. What
 * can be opened is refused, `conflict`: there the Owner decides, and only while the ledger doesn’t verify.
 */
export async function restoreUnopened(options: EngineOptions, id: BackupId): Promise<Backup | Refusal> {
  const { databaseFile, rememberedHeads = {} } = options;
  const fault = await openFault(options);
  if (fault === null)
    return refuse('conflict', 'This organization can be opened. Only a damaged one goes back to a backup.');
  if (fault.code !== 'damaged_database') return refuse('conflict', fault.message);
  const folder = options.backups?.folder ?? backupsBeside(databaseFile);
  const verify = options.backups?.verify ?? ((file: string) => Promise.resolve(verifyCopy(file)));
  const backup = await checkBackup({ folder, id, verify });
  if (isRefusal(backup)) return backup;
  const now = options.clock.now();
  const organizationId = organizationIn(copyOf(folder, id));
  const remembered = (organizationId === null ? undefined : rememberedHeads[organizationId]) ?? null;
  await prepareRestore(backup, {
    databaseFile,
    folder,
    from: remembered ?? readableHead(databaseFile),
    remembered,
    now,
    // A file that claims to be of tomorrow would refuse everybody’s codes until then.
    lastWriteAt: Math.min(now, lastWriteTo(databaseFile) ?? now),
  });
  return backup;
}

/** Why the database can’t be opened; null where it can. One that is gone, or emptied, is damaged. */
async function openFault(options: EngineOptions): Promise<EngineOpenError | null> {
  const size = fs.statSync(options.databaseFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return new EngineOpenError('damaged_database', 'The database is gone.');
  try {
    const { backups: _none, ...alone } = options;
    const engine = await openEngine(alone);
    await engine.close();
    return null;
  } catch (error) {
    if (error instanceof EngineOpenError) return error;
    throw error;
  }
}

function organizationIn(copy: string): string | null {
  const store = openCopy(copy);
  try {
    return store.first<{ id: string }>(compiled(sql.selectFrom('organization').select('id')))?.id ?? null;
  } finally {
    store.close();
  }
}

/** As far as the damaged pages still tell. */
function readableHead(file: string): Head | null {
  try {
    const store = openCopy(file);
    try {
      const head = readHead(store);
      return head.seq > 0 ? { seq: head.seq, chain: head.chain } : null;
    } finally {
      store.close();
    }
  } catch {
    return null;
  }
}

function lastWriteTo(file: string): number | null {
  const times = ['', '-wal'].flatMap((end) => {
    const found = fs.statSync(`${file}${end}`, { throwIfNoEntry: false });
    return found === undefined ? [] : [found.mtimeMs];
  });
  return times.length === 0 ? null : Math.max(...times);
}
