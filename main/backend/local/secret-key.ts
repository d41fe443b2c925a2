import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { problem, type Result } from '../../../shared/contract/problem';
import { writeNewFile } from './durable-files';

const LENGTH = 32;

/**
 * The key that encrypts authenticator seeds in the database beside it. For now a file that only this user can read:
 * whoever copies the whole folder has both. The operating system's keychain (safeStorage) is to hold it later.
 */
const keyFile = (folder: string): string => path.join(folder, 'secret.key');

/** Makes the key of a database that is yet to be made. Throws where there is a key already. */
export async function makeSecretKey(folder: string): Promise<Uint8Array> {
  const key = new Uint8Array(randomBytes(LENGTH));
  await writeNewFile(keyFile(folder), key);
  return key;
}

/**
 * The key of an existing database. A missing one is never made anew: a new key opens no seed, and nobody could ever
 * sign in again, even after the lost file was found.
 */
export async function readSecretKey(folder: string): Promise<Result<Uint8Array>> {
  let key: Uint8Array;
  try {
    key = new Uint8Array(await readFile(keyFile(folder)));
  } catch {
    return refusal(`The key of this organization can’t be read. It belongs at ${keyFile(folder)}.`);
  }
  if (key.length !== LENGTH)
    return refusal(`The key of this organization is damaged: ${keyFile(folder)} must hold ${LENGTH} bytes.`);
  return { ok: true, value: key };
}

function refusal(detail: string): Result<never> {
  return { ok: false, problem: problem('unavailable', `${detail} Nothing was changed.`) };
}
