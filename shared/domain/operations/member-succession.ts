import type { FactorId, MemberId } from '../../contract/primitives';
import type { ParamsOf } from '../../contract/requests';
import { NO_GRANTS } from '../members';
import { refuse } from '../refusal';
import { reconcilePending } from '../requests/reconcile';
import type { Work } from '../work';
import { accessWaits, emailTaken, shownGrants, shownMember, shownRole } from './access-changes';
import { invite } from './members';
import type { Applied, OperationRule } from './rule';

/** Confirms a member, and removes the one they succeed in the same moment (§7). */
function confirm(work: Work, memberId: MemberId, except: Applied<unknown>['id'] | null): void {
  const replaced = work.state.members.get(memberId)?.replaces ?? null;
  work.record({ type: 'member.confirmed', memberId });
  const leaving = replaced === null ? undefined : work.state.members.get(replaced);
  if (leaving && leaving.status !== 'removed') work.record({ type: 'member.removed', memberId: leaving.id });
  reconcilePending(work, except);
}

export const memberConfirm: OperationRule<ParamsOf<'member.confirm'>> = {
  subjects(state, { memberId }) {
    const replaced = state.members.get(memberId)?.replaces ?? null;
    return replaced === null ? [memberId] : [memberId, replaced];
  },
  alsoOwn(state, { memberId }) {
    const inviter = state.members.get(memberId)?.invitedBy ?? null;
    return inviter === null ? [] : [inviter];
  },
  resolve: ({ state, params }) =>
    state.members.get(params.memberId) ? params : refuse('not_found', 'There is no such member.'),
  precondition(state, _now, _accountId, { memberId, fingerprint }) {
    const member = state.members.get(memberId);
    if (member?.status !== 'unconfirmed')
      return refuse('conflict', `${member?.displayName ?? 'This member'} isn’t waiting to be confirmed.`);
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
    const member = state.members.get(params.memberId);
    const replaced = member?.replaces ?? null;
    return {
      params: {
        member: shownMember(state, params.memberId),
        fingerprint: params.fingerprint,
        version: member?.version ?? 0,
        ...(member?.invitedBy ? { invitedBy: shownMember(state, member.invitedBy) } : {}),
        ...(replaced === null ? {} : { replaces: shownMember(state, replaced) }),
      },
      before: shownGrants(state, NO_GRANTS),
      after: shownGrants(state, member?.grants ?? NO_GRANTS),
    };
  },
  apply(work, request) {
    confirm(work, request.params.memberId, request.id);
    return { memberId: request.params.memberId };
  },
};

export const memberReplace: OperationRule<ParamsOf<'member.replace'>> = {
  subjects: (_state, params) => [params.memberId],
  resolve: ({ state, params }) =>
    state.members.get(params.memberId) ? params : refuse('not_found', 'There is no such member.'),
  precondition(state, _now, _accountId, params) {
    const member = state.members.get(params.memberId);
    if (!member || (member.status !== 'active' && member.status !== 'suspended'))
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
    const grants = initiation.state.members.get(memberId)?.grants ?? NO_GRANTS;
    // The successor gets everything, the one who leaves loses it: what is given covers both sides of the ring.
    return accessWaits(initiation, { memberId, before: NO_GRANTS, after: grants });
  },
  view({ state, params }) {
    const member = state.members.get(params.memberId);
    const grants = shownGrants(state, member?.grants ?? NO_GRANTS);
    return {
      params: {
        member: shownMember(state, params.memberId),
        email: params.email,
        displayName: params.displayName,
        version: member?.version ?? 0,
        ...shownRole(state, member?.roleId),
      },
      before: grants,
      after: grants,
    };
  },
  apply(work, request) {
    const { memberId, email, displayName } = request.params;
    const leaving = work.state.members.get(memberId);
    return {
      memberId: invite(work, {
        email,
        displayName,
        invitedBy: request.initiatorId as MemberId,
        grants: leaving?.grants ?? NO_GRANTS,
        roleId: leaving?.roleId ?? null,
        replaces: memberId,
      }),
    };
  },
  // Coverage is judged on the end state: the successor confirmed, with a factor, and the other gone (§7).
  foresee(work, request) {
    const { memberId: successor } = this.apply(work, request, true);
    if (successor === undefined) return;
    work.record({ type: 'member.accepted', memberId: successor, status: 'unconfirmed' });
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
