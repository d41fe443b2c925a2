import type { AccountId, MemberId } from '../../contract/primitives';
import type { AnyParams, QueueReason } from '../../contract/requests';
import type { Initiator } from '../initiator';
import type { Refusal } from '../refusal';
import type { MinorUnits } from '../money';
import type { GovernedRequest, Member, RequestResult, State } from '../state';
import type { Work } from '../work';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;

/** Someone initiating an operation, once they are known to be allowed to. */
export interface Initiation<P> {
  readonly state: State;
  readonly now: number;
  readonly initiator: Initiator;
  /** Null for organization-scoped workflows. */
  readonly accountId: AccountId | null;
  readonly params: P;
}

/** The member who initiates. Service Users start withdrawals only (§2), so a rule of anything else may rely on it. */
export function initiatingMember({ initiator }: Initiation<unknown>): Member {
  if (initiator.kind !== 'member') throw new Error('a Service User started what it never may');
  return initiator.member;
}

/** What an effect needs to know of the request it belongs to. */
export type Applied<P> = Pick<GovernedRequest, 'id' | 'number' | 'initiatorId' | 'accountId'> & {
  readonly params: P;
};

/** What one operation adds to the common life of a request. Everything here is judged in shared/domain only. */
export interface OperationRule<P extends AnyParams> {
  /** The account meant when none was named, from what the parameters point at. */
  accountOf?(state: State, params: P): AccountId | null;
  /** Checks what needs no target and brings the parameters into their one form (`validation_failed`, `not_found`). */
  resolve(initiation: Initiation<P>): P | Refusal;
  /**
   * Preconditions on targets, first the one that §6 answers first. Judged at initiation and again when applied; then
   * `held` tells that the request's own hold is already taken.
   */
  precondition(
    state: State,
    now: number,
    accountId: AccountId | null,
    params: P,
    held: boolean,
  ): Refusal | null;
  /** Why it waits whatever Execute and the toggle say (§4, §5). */
  alwaysQueued?(initiation: Initiation<P>): QueueReason | null;
  /** An exception by which the Owner completes it at once under an enforced policy (§5, last paragraph). */
  completesForOwner?(initiation: Initiation<P>): boolean;
  /** The members whose access it changes. */
  subjects?(state: State, params: P): readonly MemberId[];
  /** Members whose own it is as much as the initiator's: who invited the member it confirms (§6, fine print). */
  alsoOwn?(state: State, params: P): readonly MemberId[];
  /** What it takes on hold while it waits. */
  hold?(params: P): { asset: string; amount: MinorUnits };
  /** The parameters with every id resolved to what it stands for, and before and after for access and policy (§6). */
  view(initiation: Initiation<P>): { params: JsonObject; before?: Json; after?: Json };
  /** Records the effect. `approvedByOthers` is false where it completes at once. */
  apply(work: Work, request: Applied<P>, approvedByOthers: boolean): RequestResult;
  /** Records the state that the effect leads to in the end, where that isn't what `apply` leaves (§7, Replacement). */
  foresee?(work: Work, request: Applied<P>): void;
}
