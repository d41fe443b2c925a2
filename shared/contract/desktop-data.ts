import './jitless';
import { z } from 'zod';
import { stepUp } from './factors';
import { backupId, timestamp } from './primitives';

/** What keeps the key that encrypts authenticator seeds and API secrets on this computer. */
export const KEY_PROTECTIONS = ['keychain', 'passphrase', 'file'] as const;
export const keyProtection = z.enum(KEY_PROTECTIONS);
export type KeyProtection = z.output<typeof keyProtection>;

/** Typed in by people, never kept; a new one is to be one that nobody guesses. */
export const passphrase = z.string().min(1).max(1024);
const newPassphrase = z.string().min(12).max(1024);

const locked = { protection: z.literal('passphrase'), passphrase: newPassphrase };
const fresh = { stepUp: stepUp.optional() };

/** Where the key is to be kept from now on; with a passphrase, under which one. A fresh second factor is needed. */
export const wantedKeyProtection = z.discriminatedUnion('protection', [
  z.strictObject({ protection: z.enum(['keychain', 'file']), ...fresh }),
  z.strictObject({ ...locked, ...fresh }),
]);

/** Where the key of a new organization is to be kept on a computer without a keychain. */
export const chosenKeyProtection = z.discriminatedUnion('protection', [
  z.strictObject({ protection: z.literal('file') }),
  z.strictObject(locked),
]);
export type ChosenKeyProtection = z.output<typeof chosenKeyProtection>;

/** How it stands with the operating system's keychain; `locked` also where it doesn't answer. */
export const KEYCHAIN_STATES = ['available', 'locked', 'none'] as const;
export const keychainState = z.enum(KEYCHAIN_STATES);
export type KeychainState = z.output<typeof keychainState>;

/** Why the organization on this computer can't be opened. */
export const STORE_TROUBLES = [
  'damaged',
  'newer',
  'in-use',
  'read-only',
  'full-disk',
  'key-missing',
  'key-damaged',
  'keychain-locked',
  'keychain-gone',
  'keychain-refuses',
  'passphrase-needed',
  'passphrase-wrong',
  'unavailable',
] as const;
export const storeTrouble = z.enum(STORE_TROUBLES);
export type StoreTrouble = z.output<typeof storeTrouble>;

const keptBackup = z.strictObject({ id: backupId, at: timestamp, entries: z.int() });
export type KeptBackup = z.output<typeof keptBackup>;

export const unopenedSchema = z.strictObject({
  trouble: storeTrouble,
  /** The folder it is in. */
  folder: z.string(),
  /** What can be gone back to, newest first: for a damaged database only (§7). */
  backups: z.array(keptBackup),
});
export type Unopened = z.output<typeof unopenedSchema>;

export const localDataSchema = z.strictObject({
  /** What is in use now, and what the person would rather have. */
  protection: keyProtection,
  wanted: keyProtection,
  keychain: keychainState,
  /** Made by itself since the organization was opened. */
  lastBackup: keptBackup.nullable(),
  backupFailure: z.strictObject({ at: timestamp, what: z.string() }).nullable(),
});
export type LocalData = z.output<typeof localDataSchema>;
