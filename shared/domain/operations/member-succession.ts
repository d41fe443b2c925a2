import type { FactorId, MemberId } from '../../contract/primitives';
import type { ParamsOf } from '../../contract/requests';
import { acceptInvitation } from '../invitations';
import { memberOf, NO_GRANTS } from '../members';
import { must } from '../must';
import { refuse } from '../refusal';
import { reconcilePending } from '../requests/reconcile';
import type { State } from '../state';
import type { Work } from '../work';
import { accessWaits, emailTaken, shownGrants, shownMember, shownRole } from './access-changes';
import { invite } from './members';
import type { Applied, OperationRule } from './rule';

/** Confirms a member, and removes the one they succeed in the same moment (§7). */
function confirm(work: Work, memberId: MemberId, except: Applied<unknown>['id'] | null): void {
  const { replaces } = memberOf(work.state, memberId);
  work.record({ type: 'member.confirmed', memberId });
  if (replaces !== null && memberOf(work.state, replaces).status !== 'removed')
    work.record({ type: 'member.removed', memberId: replaces });
  reconcilePending(work, except);
}

/** Who invited the member that is confirmed: everyone but the Owner was invited. */
function inviterOf(state: State, memberId: MemberId): MemberId {
  return must(memberOf(state, memberId).invitedBy, 'inviter');
}

export const memberConfirm: OperationRule<ParamsOf<'member.confirm'>> = {
  subjects(state, { memberId }) {
    const { replaces } = memberOf(state, memberId);
    return replaces === null ? [memberId] : [memberId, replaces];
  },
  alsoOwn: (state, { memberId }) => [inviterOf(state, memberId)],
  resolve: ({ state, params }) =>
    state.members.get(params.memberId) ? params : refuse('not_found', 'There is no such member.'),
  precondition(state, _now, _accountId, { memberId, fingerprint }) {
    const member = memberOf(state, memberId);
    if (member.status !== 'unconfirmed')
      return refuse('conflict', `${member.displayName} isn’t waiting to be confirmed.`);
    const latest = member.factors.at(-1);
    if (!latest) return refuse('conflict', `${member.displayName} hasn’t enrolled a factor yet.`);
    return latest.fingerprint === fingerprint
      ? null
      : refuse(
          'conflict',
          `This isn’t the fingerprint of the factor that was enrolled. Whoever enrolled it may not be ${member.displayName}.`,
        );
  },
  // Who collected the code could be anyone: somebody else always looks at it (§7).
  alwaysQueued: () => 'ring_change',
  view({ state, params }) {
    const { replaces, version, grants } = memberOf(state, params.memberId);
    return {
      params: {
        member: shownMember(state, params.memberId),
        fingerprint: params.fingerprint,
        version,
        invitedBy: shownMember(state, inviterOf(state, params.memberId)),
        ...(replaces === null ? {} : { replaces: shownMember(state, replaces) }),
      },
      before: shownGrants(state, NO_GRANTS),
      after: shownGrants(state, grants),
    };
  },
  apply(work, request) {
    confirm(work, request.params.memberId, request.id);
    return { memberId: request.params.memberId };
  },
};

/** Invites the successor with what the one who leaves has. */
function inviteSuccessor(work: Work, { initiatorId, params }: Applied<ParamsOf<'member.replace'>>): MemberId {
  const { memberId: replaces, email, displayName } = params;
  const { grants, roleId } = memberOf(work.state, replaces);
  const invitedBy = initiatorId as MemberId;
  return invite(work, { email, displayName, invitedBy, grants, roleId, replaces });
}

export const memberReplace: OperationRule<ParamsOf<'member.replace'>> = {
  subjects: (_state, params) => [params.memberId],
  resolve: ({ state, params }) =>
    state.members.get(params.memberId) ? params : refuse('not_found', 'There is no such member.'),
  precondition(state, _now, _accountId, params) {
    const member = memberOf(state, params.memberId);
    if (member.status !== 'active' && member.status !== 'suspended')
      return refuse('conflict', 'Only an active or suspended member can be replaced.');
    for (const other of state.members.values())
      if (other.replaces === member.id && other.status !== 'removed')
        return refuse('conflict', `${other.displayName} is to succeed ${member.displayName} already.`);
    return (
      emailTaken(state, params.email, member.id) ??
      (member.owner ? refuse('owner_protected', 'The Owner can’t be replaced.') : null)
    );
  },
  alwaysQueued(initiation) {
    const { memberId } = initiation.params;
    const { grants } = memberOf(initiation.state, memberId);
    // The successor gets everything, the one who leaves loses it: what is given covers both sides of the ring.
    return accessWaits(initiation, { memberId, before: NO_GRANTS, after: grants });
  },
  view({ state, params }) {
    const { grants, version, roleId } = memberOf(state, params.memberId);
    const shown = shownGrants(state, grants);
    return {
      params: {
        member: shownMember(state, params.memberId),
        email: params.email,
        displayName: params.displayName,
        version,
        ...shownRole(state, roleId),
      },
      before: shown,
      after: shown,
    };
  },
  apply: (work, request) => ({ memberId: inviteSuccessor(work, request) }),
  // Coverage is judged on the end state: the successor confirmed, with a factor, and the other gone (§7).
  foresee(work, request) {
    const successor = inviteSuccessor(work, request);
    acceptInvitation(work, successor);
    work.record({
      type: 'member.factor-enrolled',
      memberId: successor,
      factor: {
        id: 'fac_foreseen' as FactorId,
        kind: 'passkey',
        name: '',
        fingerprint: '',
        enrolledAt: work.now,
      },
    });
    confirm(work, successor, request.id);
  },
};
