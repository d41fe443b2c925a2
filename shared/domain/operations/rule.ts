import type { AccountId, MemberId } from '../../contract/primitives';
import type { AnyParams, QueueReason } from '../../contract/requests';
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
  readonly initiator: Member;
  /** Null for organization-scoped workflows. */
  readonly accountId: AccountId | null;
  readonly params: P;
}

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
  /** The member whose access it changes. */
  subject?(params: P): MemberId;
  /** What it takes on hold while it waits. */
  hold?(params: P): { asset: string; amount: MinorUnits };
  /** The parameters with every id resolved to what it stands for, and before and after for access and policy (§6). */
  view(initiation: Initiation<P>): { params: JsonObject; before?: Json; after?: Json };
  /** Records the effect. `approvedByOthers` is false where it completes at once. */
  apply(work: Work, request: GovernedRequest & { params: P }, approvedByOthers: boolean): RequestResult;
}
