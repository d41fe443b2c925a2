import { open } from 'node:fs/promises';

/** Writes a new file and waits until it is on the disk; refuses where one is there already. For this user's eyes only. */
export async function writeNewFile(file: string, content: Uint8Array | string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Waits until the folder's own entries are on the disk: without it, a file that was moved may be lost with the power. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders, and its file systems keep their entries in a journal.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
