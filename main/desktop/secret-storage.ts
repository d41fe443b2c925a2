import type { KeychainState } from '../../shared/contract/desktop-data';
import type { Keychain } from '../backend/local/keychain';

/** Electron's safeStorage: older ones only wait, newer ones can be waited for. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(sealed: Buffer): Promise<{ result: string }>;
  /** Linux only. */
  getSelectedStorageBackend?(): string;
}

export interface SecretStorageParts {
  storage: SafeStorage;
  /**
   * How it stands with the keychain, found out without calling it: a locked keyring on Linux holds up whoever asks for
   * ever, and with it the whole app.
   */
  lookFirst: () => Promise<KeychainState>;
}

const PATIENCE_MS = 8000;

/**
 * The keychain of the operating system through safeStorage. Nothing here runs while the app starts, and nothing waits for
 * longer than a few seconds.
 */
export function secretStorage({ storage, lookFirst }: SecretStorageParts): Keychain {
  async function look(): Promise<KeychainState> {
    const first = await inTime(lookFirst());
    if (first !== 'available') return first ?? 'locked';
    // A password that stands in the program is no keychain.
    if (storage.getSelectedStorageBackend?.() === 'basic_text') return 'none';
    const available =
      storage.isAsyncEncryptionAvailable === undefined
        ? storage.isEncryptionAvailable()
        : await inTime(storage.isAsyncEncryptionAvailable());
    return available === null ? 'locked' : available ? 'available' : 'none';
  }

  async function whileAvailable<T>(work: () => Promise<T> | T): Promise<T> {
    const state = await look();
    if (state !== 'available')
      throw new Error(`the keychain is ${state === 'none' ? 'not there' : 'locked'}`);
    const done = await inTime(Promise.resolve(work()));
    if (done === null) throw new Error('the keychain doesn’t answer');
    return done;
  }

  return {
    look,
    seal: (secret) =>
      whileAvailable(() => storage.encryptStringAsync?.(secret) ?? storage.encryptString(secret)),
    open: (sealed) =>
      whileAvailable(async () => {
        const bytes = Buffer.from(sealed);
        const opened = await storage.decryptStringAsync?.(bytes);
        return opened?.result ?? storage.decryptString(bytes);
      }),
  };
}

/** Null where it takes too long. */
async function inTime<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), PATIENCE_MS)));
  try {
    return await Promise.race([answer, patience]);
  } finally {
    clearTimeout(timer);
  }
}
