import type { AccountScope, Grants } from '../../contract/organization';
import type { AccountId, MemberId, RoleId } from '../../contract/primitives';
import type { QueueReason } from '../../contract/requests';
import { accountOf } from '../accounts';
import { normalizeGrants, powerHolds, powerHoldsOnAccount, powerOf, type Power } from '../grants';
import { memberOf } from '../members';
import { fault, refuse, type Refusal } from '../refusal';
import { ringOf, ringTouch } from '../ring';
import { roleOf } from '../roles';
import { memberPower, type Member, type State } from '../state';
import { initiatingMember, type Initiation, type Json } from './rule';

/** The role that a change names as where its grants come from; only one that exists may be named (§4). */
export function unknownRole(state: State, roleId: RoleId | undefined): Refusal | null {
  return roleId === undefined || roleOf(state, roleId) ? null : refuse('not_found', 'There is no such role.');
}

/** Grants in their one form, naming only accounts that exist. */
export function resolveGrants(state: State, grants: Grants): Grants | Refusal {
  const named = [...grants.workflows, ...grants.accounts].map((grant) => grant.accountId);
  for (const account of named)
    if (account !== undefined && account !== '*' && !state.accounts.get(account))
      return refuse('not_found', 'A grant names an account that doesn’t exist.');
  return normalizeGrants(grants);
}

/** Whether `wanted` gives anything that `had` doesn't and that the initiator lacks at that place (§4, no escalation). */
function reachesBeyond(initiator: Member, wanted: Grants, had: Grants): boolean {
  if (initiator.owner) return false;
  const own = memberPower(initiator, powerOf);
  const before = powerOf(had);
  const workflowBeyond = wanted.workflows.some((grant) =>
    grant.permissions.some((permission) => {
      const lacks = (power: Power): boolean =>
        !powerHolds(power, permission, grant.workflow, grant.accountId ?? null);
      return lacks(before) && lacks(own);
    }),
  );
  const accountBeyond = wanted.accounts.some((grant) =>
    grant.permissions.some(
      (permission) =>
        !powerHoldsOnAccount(before, permission, grant.accountId) &&
        !powerHoldsOnAccount(own, permission, grant.accountId),
    ),
  );
  return workflowBeyond || accountBeyond;
}

/** One member's grants before and after; those of somebody who is suspended, removed or not there yet are none. */
export interface AccessChange {
  readonly memberId: MemberId | null;
  readonly before: Grants;
  readonly after: Grants;
}

/** Why a change of a member's access waits, whatever Execute and the toggle say (§4, §7). */
export function accessWaits(
  initiation: Initiation<unknown>,
  { memberId, before, after }: AccessChange,
): QueueReason | null {
  const initiator = initiatingMember(initiation);
  const touch = ringTouch(ringOf(initiation.state), before, after);
  if (touch.gives || touch.takes) return 'ring_change';
  if (initiator.id === memberId) return 'own_access';
  return reachesBeyond(initiator, after, before) ? 'grant_beyond_own' : null;
}

/** Grants with the names of their accounts beside the ids, for the view: a name alone can be given to another account. */
export function shownGrants(state: State, grants: Grants): Json {
  const shown = (account: AccountScope): { account: string; accountId?: string } =>
    account === '*' ? { account } : { account: accountOf(state, account).name, accountId: account };
  return {
    workflows: grants.workflows.map((grant) => ({
      workflow: grant.workflow,
      ...(grant.accountId === undefined ? {} : shown(grant.accountId)),
      permissions: [...grant.permissions],
    })),
    accounts: grants.accounts.map((grant) => ({
      ...shown(grant.accountId),
      permissions: [...grant.permissions],
    })),
  };
}

/** The role as the view names it, where one was named. */
export function shownRole(state: State, roleId: RoleId | undefined | null): { role?: Json } {
  const role = roleOf(state, roleId);
  return role ? { role: { id: role.id, name: role.name } } : {};
}

export function shownMember(state: State, id: MemberId): Json {
  const { displayName, email } = memberOf(state, id);
  return { id, displayName, email };
}

export function shownAccount(state: State, id: AccountId): Json {
  return { id, name: accountOf(state, id).name };
}

/** Somebody who isn't removed has this e-mail; `except` may share it with their successor. */
export function emailTaken(state: State, email: string, except: MemberId | null): Refusal | null {
  for (const member of state.members.values())
    if (member.email === email && member.status !== 'removed' && member.id !== except)
      return refuse('conflict', 'Somebody with this e-mail is a member or invited already.');
  return null;
}

export function nothingChanges(): Refusal {
  return fault('params', 'Nothing would change.');
}
