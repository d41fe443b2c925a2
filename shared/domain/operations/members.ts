import type { ParamsOf } from '../../contract/requests';
import type { MemberId } from '../../contract/primitives';
import { memberOf, NO_GRANTS } from '../members';
import { isRefusal, refuse } from '../refusal';
import { reconcilePending } from '../requests/reconcile';
import { hasRingPower, ringOf } from '../ring';
import type { Member } from '../state';
import type { Work } from '../work';
import {
  accessWaits,
  emailTaken,
  resolveGrants,
  shownGrants,
  shownMember,
  shownRole,
  unknownRole,
} from './access-changes';
import type { OperationRule } from './rule';

/** Invitation codes live seven days (§9). */
const WEEK = 7 * 24 * 3_600_000;

/** Records an invitation; the code for it is made elsewhere, when it is given away. */
export function invite(
  work: Work,
  invited: Pick<Member, 'displayName' | 'email' | 'invitedBy' | 'grants' | 'roleId' | 'replaces'>,
): MemberId {
  const id = work.ids.next('mem') as MemberId;
  work.record({
    type: 'member.invited',
    member: {
      id,
      ...invited,
      owner: false,
      status: 'invited',
      invitationExpiresAt: work.now + WEEK,
      // A successor always; an invitee whose grants are in the ring by now (§6, fine print).
      mustBeConfirmed: invited.replaces !== null || hasRingPower(ringOf(work.state), invited.grants),
      factors: [],
      recoveryCodesLeft: 0,
      version: 1,
      grantsChangedAt: work.now,
    },
  });
  return id;
}

export const memberInvite: OperationRule<ParamsOf<'member.invite'>> = {
  resolve({ state, params }) {
    const grants = unknownRole(state, params.roleId) ?? resolveGrants(state, params.grants);
    return isRefusal(grants) ? grants : { ...params, grants };
  },
  precondition: (state, _now, _accountId, params) => emailTaken(state, params.email, null),
  alwaysQueued: (initiation) =>
    accessWaits(initiation, { memberId: null, before: NO_GRANTS, after: initiation.params.grants }),
  view: ({ state, params }) => ({
    params: {
      email: params.email,
      displayName: params.displayName,
      grants: shownGrants(state, params.grants),
      ...shownRole(state, params.roleId),
    },
    before: shownGrants(state, NO_GRANTS),
    after: shownGrants(state, params.grants),
  }),
  apply(work, request) {
    const { email, displayName, grants, roleId = null } = request.params;
    const invitedBy = request.initiatorId as MemberId;
    return { memberId: invite(work, { displayName, email, invitedBy, grants, roleId, replaces: null }) };
  },
};

export const memberPermissionsChange: OperationRule<ParamsOf<'member.permissions.change'>> = {
  subjects: (_state, params) => [params.memberId],
  resolve({ state, params }) {
    if (!state.members.get(params.memberId)) return refuse('not_found', 'There is no such member.');
    const grants = unknownRole(state, params.roleId) ?? resolveGrants(state, params.grants);
    return isRefusal(grants) ? grants : { ...params, grants };
  },
  precondition(state, _now, _accountId, params) {
    const member = memberOf(state, params.memberId);
    if (member.status === 'removed') return refuse('conflict', 'This member was removed.');
    if (member.version !== params.baseVersion)
      return refuse('conflict', `${member.displayName}’s access changed meanwhile. Look at it again.`);
    return member.owner ? refuse('owner_protected', 'The Owner’s access can’t be edited.') : null;
  },
  alwaysQueued: (initiation) =>
    accessWaits(initiation, {
      memberId: initiation.params.memberId,
      before: memberOf(initiation.state, initiation.params.memberId).grants,
      after: initiation.params.grants,
    }),
  view({ state, params }) {
    return {
      params: {
        member: shownMember(state, params.memberId),
        grants: shownGrants(state, params.grants),
        baseVersion: params.baseVersion,
        ...shownRole(state, params.roleId),
      },
      before: shownGrants(state, memberOf(state, params.memberId).grants),
      after: shownGrants(state, params.grants),
    };
  },
  apply(work, request) {
    const { memberId, grants, roleId = null } = request.params;
    work.record({ type: 'member.permissions-changed', memberId, grants, roleId });
    reconcilePending(work, request.id);
    return { memberId };
  },
};
