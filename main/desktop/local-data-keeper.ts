import { z } from 'zod';
import {
  keyProtection,
  type ChosenKeyProtection,
  type KeychainState,
  type KeyProtection,
  type LocalData,
  type Unopened,
} from '../../shared/contract/desktop-data';
import type { Head } from '../../shared/domain/audit/entry';
import type { Keychain } from '../backend/local/keychain';
import type { LocalDataWatch } from '../backend/local/local-data';
import type { BackupOutcome } from '../engine/backups/backup-options';
import type { DesktopStateStore } from './desktop-state';
import type { Settings } from './settings';

const storedHeads = z
  .record(z.string(), z.object({ seq: z.int(), chain: z.string() }).catch({ seq: 0, chain: '' }))
  .catch({});
const storedProtection = z.object({ wanted: keyProtection }).catch({ wanted: 'keychain' });

export type LocalDataStored = Pick<Settings, 'read' | 'keep'>;

/** Remembers for as long as the app runs. */
export function forgetful(): LocalDataStored {
  const kept = new Map<string, unknown>();
  return { read: (name) => kept.get(name), keep: (name, value) => void kept.set(name, value) };
}

/** What the app remembers of the data on this computer between starts, and shows of it while it is open. */
export class LocalDataKeeper implements LocalDataWatch {
  /** In memory, until it opened something or was of no use. */
  private typed: string | null = null;

  constructor(
    private readonly state: DesktopStateStore,
    readonly keychain: Keychain,
    private readonly stored: LocalDataStored,
  ) {}

  wantedProtection(): KeyProtection {
    return storedProtection.parse(this.stored.read('keyProtection')).wanted;
  }

  passphrase(): string | null {
    return this.typed;
  }

  /** The person typed what is to open the key. */
  offer(passphrase: string): void {
    this.typed = passphrase;
  }

  choose(chosen: ChosenKeyProtection): void {
    this.stored.keep('keyProtection', { wanted: chosen.protection });
    if (chosen.protection === 'passphrase') this.typed = chosen.passphrase;
  }

  want(wanted: KeyProtection): void {
    this.stored.keep('keyProtection', { wanted });
    this.show({ wanted });
  }

  rememberedHeads(): Record<string, Head> {
    const heads = storedHeads.parse(this.stored.read('ledgerHeads'));
    return Object.fromEntries(Object.entries(heads).filter(([, { seq }]) => seq > 0));
  }

  remember(organizationId: string, head: Head): void {
    const heads = this.rememberedHeads();
    if (heads[organizationId]?.chain === head.chain) return;
    this.stored.keep('ledgerHeads', { ...heads, [organizationId]: head });
  }

  onUnopened(unopened: Unopened | null): void {
    if (unopened === null || unopened.trouble === 'passphrase-wrong') this.typed = null;
    if (unopened !== this.state.current.unopened) this.state.change({ unopened });
  }

  onKeyKept(protection: KeyProtection, keychain: KeychainState): void {
    this.show({ protection, keychain });
  }

  onBackup(outcome: BackupOutcome): void {
    if (!outcome.ok) {
      this.show({ backupFailure: { at: iso(outcome.at), what: outcome.what } });
      return;
    }
    const { id, at, head } = outcome.backup;
    this.show({ lastBackup: { id, at: iso(at), entries: head.seq }, backupFailure: null });
  }

  /** Nothing is open any more. */
  closed(): void {
    if (this.state.current.localData !== null) this.state.change({ localData: null });
  }

  private show(changed: Partial<LocalData>): void {
    const before: LocalData = this.state.current.localData ?? {
      protection: 'file',
      wanted: this.wantedProtection(),
      keychain: 'none',
      lastBackup: null,
      backupFailure: null,
    };
    this.state.change({ localData: { ...before, ...changed } });
  }
}

const iso = (ms: number): string => new Date(ms).toISOString();
