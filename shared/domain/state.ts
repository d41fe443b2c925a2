import type {
  AccountId,
  AddressId,
  FactorId,
  KeyId,
  MemberId,
  OrganizationId,
  PostingId,
  RequestId,
  RoleId,
  ServiceUserId,
} from '../contract/primitives';
import type { ServiceUserScope } from '../contract/service-users';
import type { Grants, MemberStatus, SessionSettings, SignInPolicy, Workflow } from '../contract/organization';
import type { Network } from '../contract/money';
import type {
  AnyParams,
  Operation,
  QueueReason,
  RequestStatus,
  RequestView,
  Risk,
} from '../contract/requests';
import type { ProblemCode } from '../contract/problem';
import type { Balance, MinorUnits, PostingKind } from './money';
import type { Power } from './grants';
import { Table } from './table';
import { isAccountScoped } from './workflows';

export interface OrganizationRecord {
  readonly id: OrganizationId;
  readonly name: string;
  readonly kyb: Readonly<Record<string, unknown>>;
  readonly signInPolicy: SignInPolicy;
  readonly session: SessionSettings;
  readonly ownerId: MemberId;
  readonly createdAt: number;
  readonly version: number;
}

/** A second factor as decisions see it: what it is, and whose hand it was in. Its secret is elsewhere. */
export interface Factor {
  readonly id: FactorId;
  readonly kind: 'totp' | 'passkey';
  readonly name: string;
  readonly fingerprint: string;
  readonly enrolledAt: number;
}

export interface Member {
  readonly id: MemberId;
  readonly displayName: string;
  readonly email: string;
  readonly owner: boolean;
  readonly status: MemberStatus;
  readonly invitedBy: MemberId | null;
  readonly invitationExpiresAt: number | null;
  /** Invited with grants in the ring, or as a successor: unconfirmed after accepting (§7). */
  readonly mustBeConfirmed: boolean;
  /** The member this one succeeds, until confirmed (§7). */
  readonly replaces: MemberId | null;
  /** What satisfies the sign-in policy is derived from their kinds. */
  readonly factors: readonly Factor[];
  readonly recoveryCodesLeft: number;
  readonly grants: Grants;
  readonly roleId: RoleId | null;
  readonly version: number;
  /** When the grants last changed, for the risk "initiator recently granted". */
  readonly grantsChangedAt: number;
}

/** An API key of a Service User. Its secret is made when it is collected, and kept elsewhere. */
export interface ServiceUserKey {
  readonly id: KeyId;
  readonly label: string;
  readonly accountId: AccountId | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  /** Empty: from anywhere. */
  readonly ipAllowList: readonly string[];
  /** The initiator of its creation: what it signs counts as theirs too (§4). */
  readonly custodianId: MemberId;
  readonly revoked: boolean;
}

export interface ServiceUser {
  readonly id: ServiceUserId;
  readonly name: string;
  readonly enabled: boolean;
  readonly scopes: readonly ServiceUserScope[];
  readonly accountIds: readonly AccountId[];
  readonly keys: readonly ServiceUserKey[];
  readonly version: number;
  readonly createdAt: number;
  readonly createdBy: MemberId;
}

/** A saved template of grants; the built-in ones stand in roles.ts. */
export interface Role {
  readonly id: RoleId;
  readonly name: string;
  readonly grants: Grants;
  readonly version: number;
}

export interface Account {
  readonly id: AccountId;
  readonly name: string;
  readonly createdAt: number;
  /** Locked workflows in which nothing may be started on it until coverage first holds there (§7). */
  readonly dormantIn: readonly Workflow[];
}

export interface Policy {
  readonly workflow: Workflow;
  readonly version: number;
  readonly requiredApprovals: number;
  readonly alwaysRequireApproval: boolean;
  readonly locked: boolean;
  readonly expiresAfterHours: number;
  /** Only on Manage Addresses. */
  readonly addressHoldHours: number | null;
  readonly changedAt: number;
  readonly changedBy: MemberId | null;
}

export interface Address {
  readonly id: AddressId;
  readonly accountId: AccountId;
  readonly asset: string;
  readonly network: Network;
  readonly address: string;
  readonly label: string;
  readonly memo: string | null;
  readonly bic: string | null;
  readonly beneficiary: string | null;
  readonly addedBy: MemberId;
  readonly addedAt: number;
  readonly addedByRequestId: RequestId;
  readonly addedByRequestNumber: number;
  readonly usableFrom: number;
  readonly removed: boolean;
  readonly completedWithdrawals: number;
}

/** What a passkey signed over a decision, so that anyone can check it later (§9). Bytes as base64url. */
export interface SignedDecision {
  readonly nonce: string;
  /** Of the set that was decided with one signature; null where it was over this request alone. */
  readonly setDigest: string | null;
  readonly credentialId: string;
  readonly clientDataJson: string;
  readonly authenticatorData: string;
  readonly signature: string;
}

/** The second factor that came with an approval; none where one given up to five minutes before counted (§6). */
export interface ApprovalProof {
  readonly kind: Factor['kind'];
  readonly factorId: FactorId;
  readonly signed: SignedDecision | null;
}

export interface Approval {
  readonly memberId: MemberId;
  readonly at: number;
  readonly reason: string | null;
  readonly proof: ApprovalProof | null;
  readonly voidedBecause: string | null;
}

export interface TimelineEntry {
  readonly at: number;
  readonly kind:
    | 'created'
    | 'held'
    | 'approved'
    | 'rejected'
    | 'cancelled'
    | 'expired'
    | 'authorized'
    | 'completed'
    | 'failed'
    | 'voided'
    | 'raised';
  readonly by: MemberId | ServiceUserId | null;
  readonly text: string | null;
  /** Of `raised`: how many approvals it needs since, and the version of the policy that says so. */
  readonly raised?: { readonly requiredApprovals: number; readonly policyVersion: number };
}

export interface RequestResult {
  readonly postingId?: PostingId;
  readonly addressId?: AddressId;
  readonly usableFrom?: number;
  readonly memberId?: MemberId;
  readonly accountId?: AccountId;
  readonly version?: number;
  readonly serviceUserId?: ServiceUserId;
  readonly keyId?: KeyId;
  readonly roleId?: RoleId;
}

export interface GovernedRequest {
  readonly id: RequestId;
  readonly number: number;
  readonly operation: Operation;
  readonly workflow: Workflow;
  readonly accountId: AccountId | null;
  readonly params: AnyParams;
  readonly note: string | null;
  readonly initiatorId: MemberId | ServiceUserId;
  /** The key it was signed with, where a Service User started it. */
  readonly key: { readonly id: KeyId; readonly custodianId: MemberId } | null;
  /** Members whose own it is beside the initiator: the custodian (§4), the inviter of whom it confirms (§6). */
  readonly alsoOwn: readonly MemberId[];
  /** The members whose access it changes: may neither approve nor reject it (§4). */
  readonly subjectIds: readonly MemberId[];
  readonly status: RequestStatus;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly endedAt: number | null;
  readonly policyVersion: number;
  /** Only ever rises while pending (§6). */
  readonly requiredApprovals: number;
  readonly queuedBecause: QueueReason | null;
  readonly approvals: readonly Approval[];
  readonly rejection: { readonly memberId: MemberId; readonly at: number; readonly reason: string } | null;
  readonly cancellation: {
    readonly by: MemberId | ServiceUserId | null;
    readonly reason: string | null;
  } | null;
  readonly failure: { readonly code: ProblemCode; readonly detail: string } | null;
  readonly result: RequestResult | null;
  readonly view: RequestView;
  readonly digest: string;
  readonly risks: readonly Risk[];
  readonly timeline: readonly TimelineEntry[];
  /** What a withdrawal keeps on hold until it ends. */
  readonly hold: { readonly asset: string; readonly amount: MinorUnits } | null;
}

export interface Posting {
  readonly id: PostingId;
  readonly accountId: AccountId;
  readonly asset: string;
  readonly kind: PostingKind;
  readonly amount: MinorUnits;
  readonly at: number;
  readonly reference: string | null;
  readonly requestId: RequestId | null;
}

export type BalanceKey = `${AccountId}|${string}`;
export function balanceKey(account: AccountId, asset: string): BalanceKey {
  return `${account}|${asset}`;
}

/**
 * One organization, as far as decisions need it: everything but requests that have ended. Those live in the store
 * only, so that the cost of a decision doesn't grow with history.
 */
export interface State {
  organization: OrganizationRecord | null;
  /** Time and number of what was recorded last; time never runs backwards (§6). */
  lastEventAt: number;
  lastRequestNumber: number;
  readonly members: Table<MemberId, Member>;
  readonly serviceUsers: Table<ServiceUserId, ServiceUser>;
  readonly roles: Table<RoleId, Role>;
  readonly accounts: Table<AccountId, Account>;
  readonly policies: Table<Workflow, Policy>;
  readonly addresses: Table<AddressId, Address>;
  readonly balances: Table<BalanceKey, Balance>;
  /** Pending and approved ones; one that ends within a fork stays there until the store has taken it over. */
  readonly requests: Table<RequestId, GovernedRequest>;
}

export function emptyState(): State {
  return {
    organization: null,
    lastEventAt: 0,
    lastRequestNumber: 0,
    members: new Table(),
    serviceUsers: new Table(),
    roles: new Table(),
    accounts: new Table(),
    policies: new Table(),
    addresses: new Table(),
    balances: new Table(),
    requests: new Table(),
  };
}

export function forkState(state: State): State {
  return {
    organization: state.organization,
    lastEventAt: state.lastEventAt,
    lastRequestNumber: state.lastRequestNumber,
    members: state.members.fork(),
    serviceUsers: state.serviceUsers.fork(),
    roles: state.roles.fork(),
    accounts: state.accounts.fork(),
    policies: state.policies.fork(),
    addresses: state.addresses.fork(),
    balances: state.balances.fork(),
    requests: state.requests.fork(),
  };
}

/** Writes a fork's changes into the state it came from. Requests that ended leave the state. */
export function mergeState(into: State, fork: State): void {
  into.organization = fork.organization;
  into.lastEventAt = fork.lastEventAt;
  into.lastRequestNumber = fork.lastRequestNumber;
  fork.members.merge();
  fork.serviceUsers.merge();
  fork.roles.merge();
  fork.accounts.merge();
  fork.policies.merge();
  fork.addresses.merge();
  fork.balances.merge();
  const ended = [...fork.requests.changes()].filter(([, request]) => !isOpen(request)).map(([id]) => id);
  fork.requests.merge();
  for (const id of ended) into.requests.delete(id);
}

export function isOpen(request: GovernedRequest): boolean {
  return request.status === 'pending' || request.status === 'approved';
}

/** Where a workflow applies: each account, or the organization as a whole (null). */
export function placesOf(state: State, workflow: Workflow): (AccountId | null)[] {
  return isAccountScoped(workflow) ? [...state.accounts.values()].map(({ id }) => id) : [null];
}

const powers = new WeakMap<Member, Power>();

/** The member's grants prepared for lookup; built once per version of the member. */
export function memberPower(member: Member, build: (grants: Grants) => Power): Power {
  let power = powers.get(member);
  if (power === undefined) {
    power = build(member.grants);
    powers.set(member, power);
  }
  return power;
}
