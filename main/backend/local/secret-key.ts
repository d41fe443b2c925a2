import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { KeyProtection, StoreTrouble } from '../../../shared/contract/desktop-data';
import { syncFolder, writeNewFile } from './durable-files';
import type { Keychain } from './keychain';
import { lockKey, unlockKey, type LockCost } from './passphrase-lock';

const LENGTH = 32;

/**
 * The key that encrypts authenticator seeds and API secrets in the database beside it. Sealed by the keychain where there
 * is one, or locked with a passphrase: whoever copies the folder has nothing. Else in a file that only this user can read.
 */
const FILES: Readonly<Record<KeyProtection, string>> = {
  keychain: 'secret.sealed',
  passphrase: 'secret.locked',
  file: 'secret.key',
};
const fileOf = (folder: string, protection: KeyProtection): string => path.join(folder, FILES[protection]);

/** What the key may have to be got back with. */
export interface KeyHelp {
  readonly keychain: Keychain;
  /** Typed by the person since the app was started; null for not yet. */
  readonly passphrase: string | null;
  /** The product’s, where absent. */
  readonly lockCost?: LockCost;
}

export interface KeptKey {
  readonly key: Uint8Array;
  readonly protection: KeyProtection;
}

/**
 * Makes the key of a database that is yet to be made, where it is wanted; under a passphrase only where one is given.
 * Throws where there is a key already, or the disk refuses.
 */
export async function makeSecretKey(
  folder: string,
  wanted: KeyProtection,
  { keychain, passphrase, lockCost }: KeyHelp,
): Promise<Uint8Array> {
  const key = new Uint8Array(randomBytes(LENGTH));
  if (wanted === 'passphrase' && passphrase !== null) {
    await putLocked(folder, await lockKey(key, passphrase, lockCost), key, passphrase);
    return key;
  }
  // At once: a key that lay in a plain file before may be found on the disk long after that was removed.
  if (wanted !== 'file' && (await keychain.look()) === 'available') {
    try {
      await putSealed(folder, key, keychain);
      return key;
    } catch {
      await rm(fileOf(folder, 'keychain'), { force: true });
    }
  }
  await putPlain(folder, key);
  return key;
}

/**
 * The key of an existing database, or why it can't be had. A missing one is never made anew: a new key opens no seed, and
 * nobody could ever sign in again, even after the lost one was found. Where there are several, one was being moved: the one
 * counts that needs the least help.
 */
export async function readSecretKey(folder: string, help: KeyHelp): Promise<KeptKey | StoreTrouble> {
  const plain = await contentOf(fileOf(folder, 'file'));
  if (plain?.length === LENGTH) return { key: plain, protection: 'file' };
  const sealed = await contentOf(fileOf(folder, 'keychain'));
  const locked = await contentOf(fileOf(folder, 'passphrase'));
  if (sealed !== null) {
    const opened = await unseal(sealed, help.keychain);
    if (typeof opened !== 'string' || locked === null) return opened;
  }
  if (locked !== null) return await unlock(locked, help.passphrase);
  return plain === null ? 'key-missing' : 'key-damaged';
}

async function unseal(sealed: Uint8Array, keychain: Keychain): Promise<KeptKey | StoreTrouble> {
  const state = await keychain.look();
  if (state !== 'available') return state === 'locked' ? 'keychain-locked' : 'keychain-gone';
  try {
    const key = decoded(await keychain.open(sealed));
    return key === null ? 'key-damaged' : { key, protection: 'keychain' };
  } catch {
    return 'keychain-refuses';
  }
}

async function unlock(locked: Uint8Array, passphrase: string | null): Promise<KeptKey | StoreTrouble> {
  if (passphrase === null) return 'passphrase-needed';
  const key = await unlockKey(locked, passphrase);
  if (key === 'wrong') return 'passphrase-wrong';
  return key === 'damaged' ? 'key-damaged' : { key, protection: 'passphrase' };
}

/**
 * Moves the key to where it is wanted, where the keychain does its part or a passphrase was given; a new passphrase takes
 * the place of an old one. The new place is read back before the old one is removed, so that a kill at any moment leaves
 * the key in one of them, or in both.
 * @returns where it is then. Throws where the disk or the keychain refuses; the key is where it was.
 */
export async function moveSecretKey(
  folder: string,
  kept: KeptKey,
  wanted: KeyProtection,
  { keychain, passphrase, lockCost }: KeyHelp,
): Promise<KeyProtection> {
  const isThere = kept.protection === wanted;
  if (isThere && (wanted !== 'passphrase' || passphrase === null)) {
    await removeLeftovers(folder, wanted);
    return wanted;
  }
  if (wanted === 'keychain') {
    if ((await keychain.look()) !== 'available') return kept.protection;
    await rm(fileOf(folder, wanted), { force: true });
    await putSealed(folder, kept.key, keychain);
  } else if (wanted === 'passphrase') {
    if (passphrase === null) return kept.protection;
    await putLocked(folder, await lockKey(kept.key, passphrase, lockCost), kept.key, passphrase);
  } else {
    await rm(fileOf(folder, wanted), { force: true });
    await putPlain(folder, kept.key);
  }
  if (!isThere) await rm(fileOf(folder, kept.protection));
  await syncFolder(folder);
  return wanted;
}

/** What a move that was cut off left behind: the key in use is the one that needs the least help. */
async function removeLeftovers(folder: string, inUse: KeyProtection): Promise<void> {
  if (inUse === 'passphrase') return;
  await rm(fileOf(folder, 'passphrase'), { force: true });
  if (inUse === 'file') await rm(fileOf(folder, 'keychain'), { force: true });
}

async function putPlain(folder: string, key: Uint8Array): Promise<void> {
  const file = fileOf(folder, 'file');
  await put(file, key);
  const written = await contentOf(file);
  if (written === null || !same(written, key)) throw new Error('the key was not written as it is');
}

async function putSealed(folder: string, key: Uint8Array, keychain: Keychain): Promise<void> {
  const file = fileOf(folder, 'keychain');
  await put(file, await keychain.seal(Buffer.from(key).toString('base64')));
  const written = await contentOf(file);
  const opened = written === null ? null : decoded(await keychain.open(written));
  if (opened === null || !same(opened, key)) throw new Error('the keychain does not give the key back');
}

/** Read back before it takes its place: an old one under an old passphrase is as good until then. */
async function putLocked(
  folder: string,
  locked: Uint8Array,
  key: Uint8Array,
  passphrase: string,
): Promise<void> {
  const file = fileOf(folder, 'passphrase');
  await rm(`${file}.part`, { force: true });
  await writeNewFile(`${file}.part`, locked);
  const written = await contentOf(`${file}.part`);
  const opened = written === null ? null : await unlockKey(written, passphrase);
  if (opened === null || typeof opened === 'string' || !same(opened, key))
    throw new Error('the passphrase does not give the key back');
  await rename(`${file}.part`, file);
  await syncFolder(folder);
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
