import type { ParamsOf } from '../../contract/requests';
import type { AccountScope, Grants, WorkflowPermission } from '../../contract/organization';
import type { MemberId, RoleId } from '../../contract/primitives';
import { normalizeGrants, powerHolds, powerHoldsOnAccount, powerOf } from '../grants';
import { holds, isApprover } from '../members';
import { isRefusal, refuse, type Refusal } from '../refusal';
import { end } from '../requests/end';
import { memberPower, type GovernedRequest, type Member, type State } from '../state';
import type { Work } from '../work';
import type { Json, OperationRule } from './rule';

const WEEK = 7 * 24 * 3_600_000;
const NO_GRANTS: Grants = { workflows: [], accounts: [] };

/** No role exists yet, and a request may not carry the name of one: the view that approvers sign doesn't show it. */
function unknownRole(roleId: RoleId | undefined): Refusal | null {
  return roleId === undefined ? null : refuse('not_found', 'There is no such role.');
}

/** Grants in their one form, naming only accounts that exist. */
function resolveGrants(state: State, grants: Grants): Grants | Refusal {
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
      const place = grant.accountId ?? null;
      const lacks = (power: typeof own): boolean => !powerHolds(power, permission, grant.workflow, place);
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

/** Grants with account names instead of ids, for the view. */
function shownGrants(state: State, grants: Grants): Json {
  const nameOf = (account: AccountScope): string =>
    account === '*' ? '*' : (state.accounts.get(account)?.name ?? account);
  return {
    workflows: grants.workflows.map((grant) => ({
      workflow: grant.workflow,
      ...(grant.accountId === undefined ? {} : { account: nameOf(grant.accountId) }),
      permissions: [...grant.permissions],
    })),
    accounts: grants.accounts.map((grant) => ({
      account: nameOf(grant.accountId),
      permissions: [...grant.permissions],
    })),
  };
}

export const memberInvite: OperationRule<ParamsOf<'member.invite'>> = {
  resolve({ state, params }) {
    const grants = unknownRole(params.roleId) ?? resolveGrants(state, params.grants);
    return isRefusal(grants) ? grants : { ...params, grants };
  },
  precondition(state, _now, _accountId, params) {
    for (const member of state.members.values())
      if (member.email === params.email && member.status !== 'removed')
        return refuse('conflict', 'Somebody with this e-mail is a member or invited already.');
    return null;
  },
  alwaysQueued: ({ initiator, params }) =>
    reachesBeyond(initiator, params.grants, NO_GRANTS) ? 'grant_beyond_own' : null,
  view: ({ state, params }) => ({
    params: {
      email: params.email,
      displayName: params.displayName,
      grants: shownGrants(state, params.grants),
    },
    before: shownGrants(state, NO_GRANTS),
    after: shownGrants(state, params.grants),
  }),
  apply(work, request) {
    const id = work.ids.next('mem') as MemberId;
    const { email, displayName, grants, roleId } = request.params;
    work.record({
      type: 'member.invited',
      member: {
        id,
        displayName,
        email,
        owner: false,
        status: 'invited',
        invitedBy: request.initiatorId,
        invitationExpiresAt: work.now + WEEK,
        factors: [],
        grants,
        roleId: roleId ?? null,
        version: 1,
        grantsChangedAt: work.now,
      },
    });
    return { memberId: id };
  },
};

export const memberPermissionsChange: OperationRule<ParamsOf<'member.permissions.change'>> = {
  subject: (params) => params.memberId,
  resolve({ state, params }) {
    if (!state.members.get(params.memberId)) return refuse('not_found', 'There is no such member.');
    const grants = unknownRole(params.roleId) ?? resolveGrants(state, params.grants);
    return isRefusal(grants) ? grants : { ...params, grants };
  },
  precondition(state, _now, _accountId, params) {
    const member = state.members.get(params.memberId);
    if (!member || member.status === 'removed') return refuse('conflict', 'This member was removed.');
    if (member.version !== params.baseVersion)
      return refuse('conflict', `${member.displayName}’s access changed meanwhile. Look at it again.`);
    return member.owner ? refuse('owner_protected', 'The Owner’s access can’t be edited.') : null;
  },
  alwaysQueued({ state, initiator, params }) {
    if (initiator.id === params.memberId) return 'own_access';
    const had = state.members.get(params.memberId)?.grants ?? NO_GRANTS;
    return reachesBeyond(initiator, params.grants, had) ? 'grant_beyond_own' : null;
  },
  view({ state, params }) {
    const member = state.members.get(params.memberId);
    return {
      params: {
        member: { id: params.memberId, displayName: member?.displayName ?? '' },
        grants: shownGrants(state, params.grants),
        baseVersion: params.baseVersion,
      },
      before: shownGrants(state, member?.grants ?? NO_GRANTS),
      after: shownGrants(state, params.grants),
    };
  },
  apply(work, request) {
    const { memberId, grants, roleId } = request.params;
    work.record({ type: 'member.permissions-changed', memberId, grants, roleId: roleId ?? null });
    bearOnPending(work, memberId, request.id);
    return { memberId };
  },
};

/**
 * What lost power does to pending requests (§6): approvals of one who can't approve there any more are void and stay
 * void; requests of one who can't initiate there any more are cancelled. Gaining power does nothing to them.
 */
function bearOnPending(work: Work, memberId: MemberId, except: GovernedRequest['id']): void {
  const member = work.state.members.get(memberId);
  if (!member) return;
  const lost = (permission: WorkflowPermission, request: GovernedRequest): boolean =>
    !holds(member, permission, request.workflow, request.accountId);
  for (const request of [...work.state.requests.values()]) {
    if (request.status !== 'pending' || request.id === except) continue;
    if (request.initiatorId === memberId && lost('initiate', request)) {
      end(work, request, {
        type: 'request.cancelled',
        requestId: request.id,
        by: null,
        reason: 'initiator_lost_permission',
      });
      continue;
    }
    const counts = request.approvals.some((a) => a.memberId === memberId && a.voidedBecause === null);
    if (counts && !isApprover(work.state, member, request.workflow, request.accountId))
      work.record({
        type: 'request.approval-voided',
        requestId: request.id,
        memberId,
        because: 'lost_approve',
      });
  }
}
