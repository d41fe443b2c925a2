// The state of one organization as domain.md describes it, in plain arrays and objects. Written from that page alone:
// nothing here knows how the product keeps or decides anything.
import type { ProblemCode } from '../../../shared/contract/problem';
import type {
  AccountPermission,
  MemberStatus,
  SignInPolicy,
  Workflow,
  WorkflowPermission,
} from '../../../shared/contract/organization';
import type { QueueReason, RequestStatus } from '../../../shared/contract/requests';

export interface Grants {
  workflows: { workflow: Workflow; accountId?: string; permissions: WorkflowPermission[] }[];
  accounts: { accountId: string; permissions: AccountPermission[] }[];
}

export interface Shortfall {
  workflow: Workflow;
  accountId: string | null;
  initiatorId: string;
  required: number;
  eligible: number;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const SECOND_FACTOR_LASTS = 5 * MINUTE;
export const INVITATION_LASTS = 7 * 24 * HOUR;

export type Factor = 'totp' | 'passkey';
export type Scope = 'withdraw' | 'query' | 'trade' | 'earn';

export interface Member {
  id: string;
  owner: boolean;
  email: string;
  displayName: string;
  status: MemberStatus;
  factors: Factor[];
  grants: Grants;
  roleId: string | null;
  version: number;
  invitedBy: string | null;
  /** The member whose place this one takes once confirmed (§7). */
  replaces: string | null;
  invitationExpiresAt: number | null;
  /** The grants were in the ring when invited, or this is a successor: unconfirmed first (§6, Fine print). */
  mustBeConfirmed: boolean;
  secondFactorAt: number;
}

export interface Key {
  id: string;
  serviceUserId: string;
  label: string;
  accountId: string | null;
  custodianId: string;
  expiresAt: number | null;
  revoked: boolean;
}

export interface ServiceUser {
  id: string;
  name: string;
  scopes: Scope[];
  accountIds: string[];
  disabled: boolean;
  version: number;
}

export interface Role {
  id: string;
  name: string;
  grants: Grants;
  builtIn: boolean;
  version: number;
}

export interface Account {
  id: string;
  name: string;
  /** The workflows in which it is dormant (§7, New accounts). */
  dormantIn: Workflow[];
}

export interface Address {
  id: string;
  accountId: string;
  asset: string;
  label: string;
  usableFrom: number;
  removed: boolean;
}

export interface Balance {
  accountId: string;
  asset: string;
  available: bigint;
  held: bigint;
}

export interface Policy {
  workflow: Workflow;
  version: number;
  requiredApprovals: number;
  alwaysRequireApproval: boolean;
  locked: boolean;
  expiresAfterHours: number;
  addressHoldHours: number;
}

export interface Security {
  version: number;
  signInPolicy: SignInPolicy;
  idleTimeoutMinutes: number;
  absoluteTimeoutHours: number;
}

export type Initiator =
  { kind: 'member'; id: string } | { kind: 'service-user'; id: string; keyId: string; custodianId: string };

export interface Approval {
  memberId: string;
  valid: boolean;
}

export interface Request {
  id: string;
  operation: string;
  workflow: Workflow;
  accountId: string | null;
  params: unknown;
  initiator: Initiator;
  status: RequestStatus;
  createdAt: number;
  expiresAt: number;
  requiredApprovals: number;
  queuedBecause: QueueReason | null;
  approvals: Approval[];
  rejectedBy: string | null;
  failure: ProblemCode | null;
  /** A withdrawal that holds money (§6, §10). */
  held: boolean;
  /** What it was shown to do, where its params alone don't say it (§6: versions unchanged, what you see). */
  shown: string;
  /** What it made, by the name the contract gives it. */
  result: Record<string, string | number>;
}

export interface Organization {
  now: number;
  security: Security;
  members: Member[];
  serviceUsers: ServiceUser[];
  keys: Key[];
  roles: Role[];
  accounts: Account[];
  addresses: Address[];
  balances: Balance[];
  deposits: { accountId: string; asset: string; reference: string }[];
  policies: Policy[];
  requests: Request[];
  /** Unused recovery codes of the Owner: their backup factor (§7, owner_backup_factor). */
  ownerRecoveryCodes: number;
  minted: number;
}

export interface Refusal {
  code: ProblemCode | 'no_session';
  missing?: string[];
  shortfalls?: Shortfall[];
}

export function refuse(code: Refusal['code'], more: Omit<Refusal, 'code'> = {}): Refusal {
  return { code, ...more };
}

/** A copy that may be changed: records are copied, grants and params inside them are never changed in place. */
export function copyOf(o: Organization): Organization {
  const each = <T extends object>(list: T[]): T[] => list.map((item) => ({ ...item }));
  return {
    ...o,
    security: { ...o.security },
    members: each(o.members),
    serviceUsers: each(o.serviceUsers),
    keys: each(o.keys),
    roles: each(o.roles),
    accounts: each(o.accounts),
    addresses: each(o.addresses),
    balances: each(o.balances),
    deposits: [...o.deposits],
    policies: each(o.policies),
    requests: o.requests.map((r) => ({ ...r, approvals: each(r.approvals), result: { ...r.result } })),
  };
}

export function mint(o: Organization, prefix: string): string {
  o.minted += 1;
  return `${prefix}_${o.minted}`;
}

/** The one with that id; its absence is a fault of the model, since `unknown` is asked first. */
export function the<T extends { id: string }>(list: T[], id: string): T {
  const found = list.find((item) => item.id === id);
  if (found === undefined) throw new Error(`the model has no ${id}`);
  return found;
}

export function policyOf(o: Organization, workflow: Workflow): Policy {
  const found = o.policies.find((policy) => policy.workflow === workflow);
  if (found === undefined) throw new Error(`the model has no policy of ${workflow}`);
  return found;
}

export function balanceOf(o: Organization, accountId: string, asset: string): Balance {
  const found = o.balances.find((b) => b.accountId === accountId && b.asset === asset);
  if (found !== undefined) return found;
  const fresh = { accountId, asset, available: 0n, held: 0n };
  o.balances.push(fresh);
  return fresh;
}

/** What is compared outside the app before confirming: of the factor enrolled last (§7, Confirmation). */
export function fingerprintOf(m: Member): string {
  return `of factor ${m.factors.length}`;
}
