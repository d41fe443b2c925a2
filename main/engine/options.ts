import type { Head } from '../../shared/domain/audit/entry';
import type { BackupOptions } from './backups/backup-options';
import type { Executor, Later } from './outbox/executor';

/** Whom a passkey signs for (WebAuthn): a domain, and the origins whose pages may ask for it. */
export interface RelyingParty {
  readonly id: string;
  readonly origins: readonly string[];
}

/** What the engine needs from outside; tests control every one of these. */
export interface EngineOptions {
  /** Path of the SQLite file; `:memory:` for one that is gone with the engine. */
  databaseFile: string;
  /** Epoch milliseconds. */
  clock: { now(): number };
  random: { bytes(count: number): Uint8Array };
  /** Argon2id cost; the product's own is in `PRODUCT_PASSWORD_COST`. */
  passwordCost: { memoryKiB: number; iterations: number };
  /** 32 bytes; encrypts TOTP seeds at rest (AES-256-GCM). */
  secretKey: Uint8Array;
  /** The app that bundles this engine keeps that key, and can keep it elsewhere. */
  movesSecretKey?: boolean;
  /** Demanded by `organization.create` where set. */
  setupToken?: string | null;
  /** Whom passkeys are made for; without one there are none. */
  relyingParty?: RelyingParty | null;
  /** Where each organization’s ledger stood when somebody outside the database last looked, by organization (§7). */
  rememberedHeads?: Readonly<Record<string, Head>>;
  /** Carries withdrawals out elsewhere; without one they are carried out in the built-in ledger, with their approval. */
  executor?: Executor | null;
  /** How orders that came to nothing known are given again later; by timers where it isn’t said. */
  later?: Later;
  backups?: BackupOptions;
  log?: (message: string, detail?: unknown) => void;
}

export const PRODUCT_PASSWORD_COST = { memoryKiB: 65_536, iterations: 3 } as const;

export type EngineOpenCode =
  'newer_database' | 'damaged_database' | 'locked_database' | 'read_only' | 'full_disk' | 'unavailable';

/** Why a database can't be opened, in words for a person. Nothing in it was changed. */
export class EngineOpenError extends Error {
  readonly code: EngineOpenCode;
  constructor(code: EngineOpenCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineOpenError';
    this.code = code;
  }
}
