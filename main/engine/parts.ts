import type { InputOf, OperationName, OutputOf } from '../../shared/contract/operations';
import type { RequestId } from '../../shared/contract/primitives';
import type { Refusal } from '../../shared/domain/refusal';
import type { GovernedRequest, Member } from '../../shared/domain/state';
import type { Caller } from '../backend/governance-api';
import type { Challenges } from './auth/challenges';
import type { Passkeys } from './auth/passkeys';
import type { Passwords } from './auth/passwords';
import type { RightPasskey, SecondFactor } from './auth/second-factor';
import type { SecretBox } from './auth/secret-box';
import type { Session, Sessions } from './auth/sessions';
import type { Throttle } from './auth/throttle';
import type { BackupKeeping } from './backups/backup-keeping';
import type { Journal } from './journal';
import type { EngineOptions } from './options';
import type { SqliteStore } from './store/sqlite-store';

/** Who a guarded call is from, once the session stands. */
export interface SignedIn {
  readonly session: Session;
  readonly member: Member;
  /** The passkey that truly signed what came with the call, if one did. */
  readonly passkey?: RightPasskey | null;
}

/** What handlers work with. */
export interface EngineParts {
  readonly options: EngineOptions;
  readonly store: SqliteStore;
  readonly journal: Journal;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly box: SecretBox;
  readonly throttle: Throttle;
  readonly secondFactor: SecondFactor;
  readonly passkeys: Passkeys;
  readonly challenges: Challenges;
  /** The enrolment token that each blocked session was given, by the session's token hash. */
  readonly waysToEnrol: Map<string, string>;
  readonly keeping: BackupKeeping;
  /** Keys of idempotent writes under way. */
  readonly inFlight: Set<string>;
  /** Devices were revoked without anything that their streams would be told of. */
  devicesEnded(): void;
  /** A request by its id, pending or ended. */
  findRequest(id: RequestId): GovernedRequest | undefined;
}

export type Answer<N extends OperationName> = OutputOf<N> | Refusal;

/** Answers a call that needs no session. */
export type PublicHandler<N extends OperationName> = (
  engine: EngineParts,
  input: InputOf<N>,
  caller: Caller,
) => Promise<Answer<N>> | Answer<N>;

/** Answers a call of somebody signed in. */
export type Handler<N extends OperationName> = (
  engine: EngineParts,
  input: InputOf<N>,
  from: SignedIn,
  caller: Caller,
) => Promise<Answer<N>> | Answer<N>;
