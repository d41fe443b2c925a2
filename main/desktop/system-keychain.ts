import { safeStorage } from 'electron';
import type { Keychain } from '../backend/local/keychain';
import { lookAtKeyring } from './linux-keyring';
import { secretStorage } from './secret-storage';
import type { Platform } from './window-look';

/** The keychain of this computer. Nothing is asked of it before somebody opens or creates an organization here. */
export function systemKeychain(platform: Platform): Keychain {
  return secretStorage({
    storage: safeStorage,
    // macOS and Windows open theirs when the person signs in to the computer.
    lookFirst: platform === 'linux' ? () => lookAtKeyring() : () => Promise.resolve('available'),
  });
}
