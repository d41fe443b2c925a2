import type { AnyEvent } from '../../../shared/contract/events';
import type { OperationName } from '../../../shared/contract/operations';
import type { BackupId, OrganizationId } from '../../../shared/contract/primitives';
import type { Problem, Result } from '../../../shared/contract/problem';
import type { Head } from '../../../shared/domain/audit/entry';
import type { BackupOptions, BackupOutcome } from '../../engine/backups/backup-options';
import type { EngineOpenCode, RelyingParty } from '../../engine/options';
import type { Sample } from '../../sample/types';
import type { Caller } from '../governance-api';

/** What the engine needs to open, as it crosses to the thread or process that hosts it. */
export interface EngineSetup {
  databaseFile: string;
  passwordCost: { memoryKiB: number; iterations: number };
  /** 32 bytes that encrypt authenticator seeds at rest. */
  secretKey: Uint8Array;
  setupToken?: string | null;
  /** Whom passkeys are made for. */
  relyingParty?: RelyingParty;
  /** Where each organization's ledger stood when the app last looked, by organization (§7). */
  rememberedHeads?: Readonly<Record<string, Head>>;
  /** Backups that are made by themselves; none where absent. */
  automaticBackups?: NonNullable<BackupOptions['automatic']>;
}

/** What the sample's builder gives back: the organization and how its people sign in. Stays in main. */
export type BuiltSample = Sample;

/** A failure on the way; `code` is a problem of the contract, never a message of a bug. */
export type Answer<T> =
  | { ok: true; value: T }
  /** `code` where a database couldn't be opened and it is known why. */
  | { ok: false; problem: Problem; code?: EngineOpenCode };

/** Where the ledger of the organization stands. */
export type WhereItStands = { organizationId: OrganizationId; head: Head } | null;

export type Question =
  | { kind: 'open'; id: number; setup: EngineSetup }
  | { kind: 'buildSample'; id: number }
  | { kind: 'call'; id: number; name: OperationName; input: unknown; caller: Caller }
  | { kind: 'where'; id: number }
  | { kind: 'restore'; id: number; setup: EngineSetup; backupId: BackupId }
  | { kind: 'close'; id: number };

export type ToEngine =
  | Question
  | { kind: 'subscribe'; subscription: number; token: string }
  | { kind: 'unsubscribe'; subscription: number };

export type FromEngine =
  | { kind: 'answer'; id: number; answer: Answer<unknown> | Result<unknown> }
  | { kind: 'event'; subscription: number; event: AnyEvent }
  | { kind: 'backup'; outcome: BackupOutcome }
  | { kind: 'log'; message: string; detail: string | null };

/** One end of a line between two threads or processes: a worker's port, a utility process, or the same thread. */
export interface Line<Out, In> {
  send(message: Out): void;
  onMessage(listener: (message: In) => void): void;
}

/** The caller's end, which also learns when the other one is gone and can make it go. */
export interface EngineLine extends Line<ToEngine, FromEngine> {
  /** Called once, when the other end has stopped, wanted or not. */
  onStopped(listener: (because: string) => void): void;
  /** Ends the other side; resolves when it is gone. */
  stop(): Promise<void>;
}
