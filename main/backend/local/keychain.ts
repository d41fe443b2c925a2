import type { KeychainState } from '../../../shared/contract/desktop-data';

/** The operating system's keychain, asked without ever waiting for it longer than a few seconds. */
export interface Keychain {
  look(): Promise<KeychainState>;
  /** Gives what only this user's keychain opens again. Rejects where the keychain can't do it now. */
  seal(secret: string): Promise<Uint8Array>;
  /** Rejects for what another keychain sealed, or where the keychain can't do it now. */
  open(sealed: Uint8Array): Promise<string>;
}

const cannot = (): Promise<never> => Promise.reject(new Error('there is no keychain'));

/** Where there is none. */
export const NO_KEYCHAIN: Keychain = {
  look: () => Promise.resolve('none'),
  seal: cannot,
  open: cannot,
};
