import { mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

const PREFIX = 'sample-';

/** A folder of its own for one sample's database, readable by this user only. */
export async function makeSampleFolder(userData: string): Promise<string> {
  return await mkdtemp(path.join(userData, PREFIX));
}

export async function removeSampleFolder(folder: string): Promise<void> {
  // Windows keeps a file locked for a moment after its database was closed.
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** Removes what a killed run left behind; the single-instance lock means that nobody uses it. */
export async function removeOldSampleFolders(userData: string): Promise<void> {
  const entries = await readdir(userData, { withFileTypes: true });
  const old = entries.filter((entry) => entry.isDirectory() && /^sample-[A-Za-z0-9]{6}$/.test(entry.name));
  await Promise.all(old.map((entry) => removeSampleFolder(path.join(userData, entry.name))));
}
