import fs from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { promisify } from 'node:util';

const read = promisify(fs.read);
const AT_ONCE = 1024 * 1024;

/**
 * Copies an open file into a new one, for this user only, and waits until that is on the disk. Throws, and leaves
 * nothing, where the disk refuses or `isOver` says that the file is closed.
 */
export async function copyOpenFile(file: number, target: string, isOver: () => boolean): Promise<void> {
  const copy = await open(target, 'wx', 0o600);
  try {
    const buffer = Buffer.alloc(AT_ONCE);
    for (let at = 0; ;) {
      if (isOver()) throw new Error('the database was closed while it was copied');
      const { bytesRead } = await read(file, buffer, 0, AT_ONCE, at);
      if (bytesRead === 0) break;
      await copy.writeFile(buffer.subarray(0, bytesRead));
      at += bytesRead;
    }
    await copy.sync();
  } catch (error) {
    await copy.close();
    await rm(target, { force: true });
    throw error;
  }
  await copy.close();
}
