import { readdirSync, readFileSync, statSync } from 'node:fs';
import { lstat, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder, writeNewFile } from './durable-files';

/**
 * On disk: `<userData>/organization/` with the database, its key and its name. It is made beside, in a folder of
 * another name, and moved here in one step when its Owner can sign in: a kill at any moment leaves either nothing or
 * a complete organization.
 */
const FOLDER = 'organization';
const DATABASE = 'countersign.db';
const DESCRIPTION = 'organization.json';
const FOUNDING_PREFIX = 'founding-';

export const organizationFolder = (userData: string): string => path.join(userData, FOLDER);
export const databaseIn = (folder: string): string => path.join(folder, DATABASE);

/** The organization on this computer, as far as it is known without opening its database; null where there is none. */
export function describeOrganization(userData: string): { name: string } | null {
  const folder = organizationFolder(userData);
  // Without its database it is there all the same, and can't be opened: a backup may help.
  const isThere = [DATABASE, DESCRIPTION].some(
    (name) => statSync(path.join(folder, name), { throwIfNoEntry: false })?.isFile() === true,
  );
  if (!isThere) return null;
  return { name: readName(folder) ?? 'Organization on this computer' };
}

function readName(folder: string): string | null {
  try {
    const described: unknown = JSON.parse(readFileSync(path.join(folder, DESCRIPTION), 'utf8'));
    if (typeof described !== 'object' || described === null || !('name' in described)) return null;
    const { name } = described;
    return typeof name === 'string' && name !== '' ? name : null;
  } catch {
    return null;
  }
}

/** True where anything at all stands in the organization's place. */
export async function placeIsTaken(userData: string): Promise<boolean> {
  return await lstat(organizationFolder(userData)).then(
    () => true,
    () => false,
  );
}

/** A folder to found an organization in, readable by this user only. */
export async function makeFoundingFolder(userData: string): Promise<string> {
  return await mkdtemp(path.join(userData, FOUNDING_PREFIX));
}

/**
 * Moves a finished founding into the organization's place. Its database must be closed: Windows moves no open file, and
 * SQLite would look for its journal where it was.
 */
export async function settleFounding(founding: string, userData: string, name: string): Promise<void> {
  await writeNewFile(path.join(founding, DESCRIPTION), `${JSON.stringify({ name })}\n`);
  await syncFolder(founding);
  await rename(founding, organizationFolder(userData));
  await syncFolder(userData);
}

export async function removeFounding(folder: string): Promise<void> {
  // Windows keeps a file locked for a moment after its database was closed.
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/**
 * Removes what was begun and never finished in an earlier run. Which folders those are is settled before this returns,
 * so that one begun meanwhile isn't among them.
 */
export function removeAbandonedFoundings(userData: string): Promise<void> {
  const abandoned = readdirSync(userData, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && /^founding-[A-Za-z0-9]{6}$/.test(entry.name),
  );
  return Promise.all(abandoned.map(({ name }) => removeFounding(path.join(userData, name)))).then(
    () => undefined,
  );
}
