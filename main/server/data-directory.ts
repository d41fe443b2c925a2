import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { StartRefused } from './start-refused';

/** What a server keeps between its runs. */
export interface DataDirectory {
  databaseFile: string;
  secretKey: Uint8Array;
  /** The marker of a store made with --test-clock; null on every other store. */
  testClockFile: string | null;
}

export interface DataDirectoryOptions {
  testClock: boolean;
  /** COUNTERSIGN_SECRET_KEY, where it is set. */
  givenKey: string | undefined;
  /** Another place for the key than the directory itself; it must be there. */
  keyFile: string | null;
  warn: (message: string) => void;
}

const KEY_BYTES = 32;
const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;

/** Opens or makes the data directory. Throws StartRefused where it can't be used as asked. */
export function openDataDirectory(directory: string, options: DataDirectoryOptions): DataDirectory {
  try {
    makeFolder(directory);
    const databaseFile = path.join(directory, 'countersign.db');
    const isNew = !fs.existsSync(databaseFile);
    return {
      databaseFile,
      testClockFile: testClockFile(directory, options.testClock, isNew),
      secretKey: secretKey(directory, options, isNew),
    };
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    throw new StartRefused(
      'data_directory',
      `${directory} can’t be used: ${error instanceof Error ? error.message : 'unknown fault'}`,
    );
  }
}

/** Where the folder above is there, nothing else is tried: Node tries for ever where the system makes no folders. */
function makeFolder(directory: string): void {
  if (fs.existsSync(directory)) return;
  const recursive = !fs.existsSync(path.dirname(directory));
  fs.mkdirSync(directory, { recursive, mode: OWNER_ONLY_FOLDER });
}

/** Only a store that was made with it may have its time moved: the marker is written before the store exists. */
function testClockFile(directory: string, asked: boolean, isNew: boolean): string | null {
  const marker = path.join(directory, 'test-clock.json');
  if (isNew) {
    if (!asked) fs.rmSync(marker, { force: true });
    else if (!fs.existsSync(marker)) fs.writeFileSync(marker, '{"advancedMs":0}\n');
  }
  if (!asked) return null;
  if (!fs.existsSync(marker))
    throw new StartRefused(
      'test_clock',
      'This store was made without --test-clock, so its time can’t be moved',
    );
  return marker;
}

function secretKey(
  directory: string,
  { givenKey, keyFile, warn }: DataDirectoryOptions,
  isNew: boolean,
): Uint8Array {
  if (givenKey !== undefined) return decodedKey(givenKey, 'COUNTERSIGN_SECRET_KEY');
  const file = keyFile ?? path.join(directory, 'secret.key');
  if (!fs.existsSync(file)) {
    if (keyFile !== null) throw new StartRefused('secret_key', `${file} is missing`);
    // A new key would leave every authenticator's secret in the store unreadable.
    if (!isNew)
      throw new StartRefused('secret_key', `${file} is missing, and the store can’t be read without it`);
    const made = randomBytes(KEY_BYTES);
    fs.writeFileSync(file, `${made.toString('base64')}\n`, { mode: OWNER_ONLY_FILE, flag: 'wx' });
    return made;
  }
  if (process.platform !== 'win32' && (fs.statSync(file).mode & 0o077) !== 0)
    warn(`${file} can be read by others: chmod 600 it`);
  return decodedKey(fs.readFileSync(file, 'utf8'), file);
}

function decodedKey(text: string, from: string): Uint8Array {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES || key.toString('base64') !== text.trim())
    throw new StartRefused('secret_key', `${from} must hold ${String(KEY_BYTES)} bytes in base64`);
  return key;
}
