import fs from 'node:fs';
import path from 'node:path';
import { preparedIn, readOrder, restoringBeside, type RestoreOrder } from './restore-order';

/**
 * Carries out a restore that was prepared, before the database is opened: the damaged files are kept aside, and the
 * restored one takes their place. Gives the order, which has to be recorded in the ledger; null where there was none.
 * Can be interrupted and taken up again at any point.
 */
export function completeRestore(databaseFile: string): RestoreOrder | null {
  const restoring = restoringBeside(databaseFile);
  const order = readOrder(databaseFile);
  if (order === null) {
    // Begun and never decided.
    fs.rmSync(restoring, { recursive: true, force: true });
    return null;
  }
  const prepared = preparedIn(restoring);
  // Gone when the restored database is in its place already; what lies beside that belongs to it.
  if (!fs.existsSync(prepared)) return order;
  const folder = path.dirname(databaseFile);
  const aside = path.join(folder, order.aside);
  fs.mkdirSync(aside, { recursive: true, mode: 0o700 });
  // The logs first: SQLite would play an old one into the restored database.
  for (const end of ['-wal', '-shm', '-journal']) keep(`${databaseFile}${end}`, aside);
  if (process.platform === 'win32') keep(databaseFile, aside);
  else keepUnderBothNames(databaseFile, aside);
  fs.renameSync(prepared, databaseFile);
  syncFolder(aside);
  syncFolder(folder);
  return order;
}

/** Forgets a restore that has been recorded in the ledger. */
export function restoreIsDone(databaseFile: string): void {
  fs.rmSync(restoringBeside(databaseFile), { recursive: true, force: true });
}

function keep(file: string, aside: string): void {
  if (fs.existsSync(file)) fs.renameSync(file, path.join(aside, path.basename(file)));
}

/** So that there is a database under its own name at every moment. */
function keepUnderBothNames(file: string, aside: string): void {
  const kept = path.join(aside, path.basename(file));
  if (!fs.existsSync(file) || fs.existsSync(kept)) return;
  try {
    fs.linkSync(file, kept);
  } catch {
    fs.renameSync(file, kept); // no links on this file system
  }
}

function syncFolder(folder: string): void {
  // Windows opens no folders, and its file systems keep their entries in a journal.
  if (process.platform === 'win32') return;
  const handle = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}
