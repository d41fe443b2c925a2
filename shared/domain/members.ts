import type { AccountId, MemberId } from '../contract/primitives';
import type {
  AccountScope,
  Grants,
  SignInPolicy,
  Workflow,
  WorkflowPermission,
} from '../contract/organization';
import { powerHolds, powerOf, powerTouches } from './grants';
import { must } from './must';
import { memberPower, type Factor, type Member, type State } from './state';

/** The member whom a resolved command names, removed or not. */
export function memberOf(state: State, id: MemberId): Member {
  return must(state.members.get(id), 'member');
}

/** Whether the member's factors satisfy the sign-in policy (§9). */
export function compliesWith(policy: SignInPolicy, member: Member): boolean {
  return acceptedFactors(policy, member).length > 0;
}

/** The factors that the sign-in policy accepts (§9). */
export function acceptedFactors(policy: SignInPolicy, member: Member): readonly Factor[] {
  return policy === 'passkey' ? member.factors.filter(({ kind }) => kind === 'passkey') : member.factors;
}

export const NO_GRANTS: Grants = { workflows: [], accounts: [] };

/** The member as whom they act: one who isn't confirmed yet has no grant that works (§7). */
export function actingMember(member: Member): Member {
  return member.status === 'active' ? member : { ...member, owner: false, grants: NO_GRANTS };
}

/** §7 `starts`: invited, unconfirmed and blocked members do count. */
export function mayStart(member: Member, workflow: Workflow, account: AccountId | null): boolean {
  return (
    member.status !== 'suspended' &&
    member.status !== 'removed' &&
    holds(member, 'initiate', workflow, account)
  );
}

/** Whether an approval given earlier still counts: 2FA that blocks now doesn't void it (§6). */
export function keepsApproval(member: Member, workflow: Workflow, account: AccountId | null): boolean {
  return member.status === 'active' && holds(member, 'approve', workflow, account);
}

/** §7 `holds`: the Owner holds everything; anyone else by a grant that gives it, or gives what implies it. */
export function holds(
  member: Member,
  permission: WorkflowPermission,
  workflow: Workflow,
  account: AccountScope | null,
): boolean {
  return member.owner || powerHolds(memberPower(member, powerOf), permission, workflow, account);
}

/** §7 `approver`: active, confirmed, factors satisfy the sign-in policy, holds Approve. */
export function isApprover(
  state: State,
  member: Member,
  workflow: Workflow,
  account: AccountId | null,
): boolean {
  return (
    member.status === 'active' &&
    state.organization !== null &&
    compliesWith(state.organization.signInPolicy, member) &&
    holds(member, 'approve', workflow, account)
  );
}

/** Whether the member may see the account itself: balances, addresses, requests. Any grant there shows it (§13.6). */
export function seesAccount(member: Member, account: AccountId): boolean {
  return member.owner || powerTouches(memberPower(member, powerOf), account);
}

/** Whether the member knows the account at least by name (§12). */
export function knowsAccount(member: Member, account: AccountId): boolean {
  return seesAccount(member, account) || holds(member, 'view', 'access', null);
}

/** Whether this reader may see that member's grants and contact: oneself, or View on Manage Access (§12). */
export function seesMember(reader: Member, member: MemberId): boolean {
  return reader.id === member || holds(reader, 'view', 'access', null);
}

/** Who may see coverage in full: the Owner, or View on both Manage Access and Manage Policies (§12). */
export function seesCoverage(reader: Member): boolean {
  return holds(reader, 'view', 'access', null) && holds(reader, 'view', 'policies', null);
}
