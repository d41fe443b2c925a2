import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { KeyProtection, StoreTrouble } from '../../../shared/contract/desktop-data';
import { syncFolder, writeNewFile } from './durable-files';
import type { Keychain } from './keychain';

const LENGTH = 32;

/**
 * The key that encrypts authenticator seeds and API secrets in the database beside it. Sealed by the keychain where there
 * is one: whoever copies the folder has nothing. Else in a file that only this user can read.
 */
const plainFile = (folder: string): string => path.join(folder, 'secret.key');
const sealedFile = (folder: string): string => path.join(folder, 'secret.sealed');

export interface KeptKey {
  readonly key: Uint8Array;
  readonly protection: KeyProtection;
}

/** Makes the key of a database that is yet to be made. Throws where there is a key already, or the disk refuses. */
export async function makeSecretKey(
  folder: string,
  keychain: Keychain,
  wanted: KeyProtection,
): Promise<Uint8Array> {
  const key = new Uint8Array(randomBytes(LENGTH));
  // At once: a key that lay in a plain file before may be found on the disk long after that was removed.
  if (wanted === 'keychain' && (await keychain.look()) === 'available') {
    try {
      await putSealed(folder, key, keychain);
      return key;
    } catch {
      await rm(sealedFile(folder), { force: true });
    }
  }
  await putPlain(folder, key);
  return key;
}

/**
 * The key of an existing database, or why it can't be had. A missing one is never made anew: a new key opens no seed, and
 * nobody could ever sign in again, even after the lost one was found. Where both are there, one was being moved: the plain
 * one counts, it needs nobody's help.
 */
export async function readSecretKey(folder: string, keychain: Keychain): Promise<KeptKey | StoreTrouble> {
  const plain = await contentOf(plainFile(folder));
  if (plain?.length === LENGTH) return { key: plain, protection: 'file' };
  const sealed = await contentOf(sealedFile(folder));
  if (sealed === null) return plain === null ? 'key-missing' : 'key-damaged';
  const state = await keychain.look();
  if (state !== 'available') return state === 'locked' ? 'keychain-locked' : 'keychain-gone';
  try {
    const key = decoded(await keychain.open(sealed));
    return key === null ? 'key-damaged' : { key, protection: 'keychain' };
  } catch {
    return 'keychain-refuses';
  }
}

/**
 * Moves the key to where it is wanted, if it isn't there and the keychain does its part. The new place is read back
 * before the old one is removed, so that a kill at any moment leaves the key in one of them, or in both.
 * @returns where it is then. Throws where the disk or the keychain refuses; the key is where it was.
 */
export async function moveSecretKey(
  folder: string,
  kept: KeptKey,
  wanted: KeyProtection,
  keychain: Keychain,
): Promise<KeyProtection> {
  if (kept.protection === wanted) {
    await removeLeftover(folder, wanted);
    return wanted;
  }
  if (wanted === 'keychain') {
    if ((await keychain.look()) !== 'available') return kept.protection;
    await rm(sealedFile(folder), { force: true });
    await putSealed(folder, kept.key, keychain);
    await rm(plainFile(folder));
  } else {
    await rm(plainFile(folder), { force: true });
    await putPlain(folder, kept.key);
    await rm(sealedFile(folder));
  }
  await syncFolder(folder);
  return wanted;
}

/** What a move that was cut off left behind: the plain key beside the sealed one is the one in use. */
async function removeLeftover(folder: string, inUse: KeyProtection): Promise<void> {
  if (inUse === 'file') await rm(sealedFile(folder), { force: true });
}

async function putPlain(folder: string, key: Uint8Array): Promise<void> {
  await put(plainFile(folder), key);
  const written = await contentOf(plainFile(folder));
  if (written === null || !same(written, key)) throw new Error('the key was not written as it is');
}

async function putSealed(folder: string, key: Uint8Array, keychain: Keychain): Promise<void> {
  await put(sealedFile(folder), await keychain.seal(Buffer.from(key).toString('base64')));
  const written = await contentOf(sealedFile(folder));
  const opened = written === null ? null : decoded(await keychain.open(written));
  if (opened === null || !same(opened, key)) throw new Error('the keychain does not give the key back');
}

/** In one step: nobody ever finds half a key. Throws where the file is there already. */
async function put(file: string, content: Uint8Array): Promise<void> {
  if (await stat(file).then(Boolean, () => false))
    throw new Error(`there is a key at ${path.basename(file)} already`);
  await rm(`${file}.part`, { force: true });
  await writeNewFile(`${file}.part`, content);
  await rename(`${file}.part`, file);
  await syncFolder(path.dirname(file));
}

async function contentOf(file: string): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await readFile(file));
  } catch {
    return null;
  }
}

function decoded(text: string): Uint8Array | null {
  const key = new Uint8Array(Buffer.from(text, 'base64'));
  return key.length === LENGTH ? key : null;
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one).equals(other);
}
