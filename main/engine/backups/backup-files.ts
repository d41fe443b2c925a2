import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { backupId } from '../../../shared/contract/primitives';
import type { Backup } from './backup-options';

/** The name says what it is; what doesn’t is left alone. */
const NAME = /^(bak_[0-9A-Za-z]{1,48})\.(db|json)(?:\.part)?$/;

/**
 * What stands beside each copy. It is written last, so that a copy without it was never found whole: a kill at any
 * moment leaves no backup that isn’t one.
 */
const description = z.strictObject({
  id: backupId,
  at: z.int(),
  head: z.strictObject({ seq: z.int(), chain: z.string() }),
  bytes: z.int(),
});

export const backupsBeside = (databaseFile: string): string =>
  path.join(path.dirname(databaseFile), 'backups');
export const copyOf = (folder: string, id: string): string => path.join(folder, `${id}.db`);
const descriptionOf = (folder: string, id: string): string => path.join(folder, `${id}.json`);

/** The backups that were found whole when they were made, newest first. Nothing of them is opened. */
export async function listBackups(folder: string): Promise<Backup[]> {
  const found: Backup[] = [];
  for (const name of await namesIn(folder)) {
    const [, id = '', kind] = NAME.exec(name) ?? [];
    if (kind !== 'json' || name.endsWith('.part')) continue;
    const backup = await read(folder, id);
    if (backup !== null) found.push(backup);
  }
  return found.sort((one, other) => other.at - one.at || other.head.seq - one.head.seq);
}

async function read(folder: string, id: string): Promise<Backup | null> {
  try {
    const described = description.parse(JSON.parse(await fs.readFile(descriptionOf(folder, id), 'utf8')));
    const { size } = await fs.stat(copyOf(folder, id));
    return described.id === id && described.bytes === size ? described : null;
  } catch {
    return null; // gone, cut short, or not ours
  }
}

/** Makes a copy that was found whole a backup. */
export async function describeBackup(folder: string, backup: Backup): Promise<void> {
  const file = descriptionOf(folder, backup.id);
  const handle = await fs.open(`${file}.part`, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(backup)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await fs.rename(`${file}.part`, file);
}

/** Removes all but the newest `kept`, and what was begun and never finished. To be called while none is being made. */
export async function removeOldBackups(folder: string, kept: number): Promise<void> {
  const keep = new Set<string>((await listBackups(folder)).slice(0, kept).map(({ id }) => id));
  for (const name of await namesIn(folder)) {
    const [, id = ''] = NAME.exec(name) ?? [];
    if (id === '' || (keep.has(id) && !name.endsWith('.part'))) continue;
    // The description first: what is half removed is no backup.
    await fs.rm(descriptionOf(folder, id), { force: true });
    await fs.rm(path.join(folder, name), { force: true });
  }
}

export async function makeBackupsFolder(folder: string): Promise<void> {
  await fs.mkdir(folder, { recursive: true, mode: 0o700 });
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await fs.readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
