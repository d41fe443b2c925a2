import type {
  ChosenKeyProtection,
  KeychainState,
  KeyProtection,
  Unopened,
} from '../../../shared/contract/desktop-data';
import type { Head } from '../../../shared/domain/audit/entry';
import type { BackupOutcome } from '../../engine/backups/backup-options';
import { NO_KEYCHAIN, type Keychain } from './keychain';

/** What the app knows and wants of the data on this computer, outside the folder that the data is in. */
export interface LocalDataWatch {
  readonly keychain: Keychain;
  wantedProtection(): KeyProtection;
  /** It was chosen with the creation of the organization, which is opened next. */
  choose(chosen: ChosenKeyProtection): void;
  /** What the person typed to open the key with; null for nothing yet. */
  passphrase(): string | null;
  /** Where each organization's ledger stood when it was last looked at, by organization (§7). */
  rememberedHeads(): Readonly<Record<string, Head>>;
  remember(organizationId: string, head: Head): void;
  /** The organization couldn't be opened; null when it could. */
  onUnopened(found: Unopened | null): void;
  onKeyKept(protection: KeyProtection, keychain: KeychainState): void;
  /** A backup was made by itself, or failed. */
  onBackup(outcome: BackupOutcome): void;
}

/** For who needs none of it: what is thrown away at the end, and tests of other things. */
export const NOBODY_WATCHES: LocalDataWatch = {
  keychain: NO_KEYCHAIN,
  wantedProtection: () => 'file',
  choose: () => undefined,
  passphrase: () => null,
  rememberedHeads: () => ({}),
  remember: () => undefined,
  onUnopened: () => undefined,
  onKeyKept: () => undefined,
  onBackup: () => undefined,
};
