import type { MemberStatus } from '../../contract/organization';
import type { MemberId } from '../../contract/primitives';
import type { ParamsOf } from '../../contract/requests';
import type { DomainEvent } from '../events';
import { memberOf, NO_GRANTS } from '../members';
import { refuse, type Refusal } from '../refusal';
import { reconcilePending } from '../requests/reconcile';
import { accessWaits, shownGrants, shownMember } from './access-changes';
import type { OperationRule } from './rule';

interface StatusChange {
  /** The statuses it may be done from; from any other it is `conflict`. */
  from: readonly MemberStatus[];
  event: Extract<DomainEvent, { type: 'member.suspended' | 'member.reinstated' | 'member.removed' }>['type'];
  /** Whether their grants work before, and after. */
  gives: boolean;
  otherwise: (name: string) => Refusal;
}

/** Suspending, reinstating and removing differ in where they start and in what they give or take. */
function statusChange({
  from,
  event,
  gives,
  otherwise,
}: StatusChange): OperationRule<ParamsOf<'member.suspend'>> {
  const sides = (grants: typeof NO_GRANTS) =>
    gives ? { before: NO_GRANTS, after: grants } : { before: grants, after: NO_GRANTS };
  return {
    subjects: (_state, params) => [params.memberId],
    resolve: ({ state, params }) =>
      state.members.get(params.memberId) ? params : refuse('not_found', 'There is no such member.'),
    precondition(state, _now, _accountId, params) {
      const member = memberOf(state, params.memberId);
      if (!from.includes(member.status)) return otherwise(member.displayName);
      return member.owner ? refuse('owner_protected', 'The Owner can’t be suspended or removed.') : null;
    },
    alwaysQueued: (initiation) =>
      accessWaits(initiation, {
        memberId: initiation.params.memberId,
        ...sides(memberOf(initiation.state, initiation.params.memberId).grants),
      }),
    view({ state, params }) {
      const { grants, version } = memberOf(state, params.memberId);
      const { before, after } = sides(grants);
      return {
        params: {
          member: shownMember(state, params.memberId),
          // What they will be able to do is what they hold: it must be this still when they may again (§6).
          ...(gives ? { version } : {}),
        },
        before: shownGrants(state, before),
        after: shownGrants(state, after),
      };
    },
    apply(work, request) {
      const memberId: MemberId = request.params.memberId;
      work.record({ type: event, memberId });
      reconcilePending(work, request.id);
      return { memberId };
    },
  };
}

export const memberSuspend = statusChange({
  from: ['active'],
  event: 'member.suspended',
  gives: false,
  otherwise: (name) => refuse('conflict', `Only an active member can be suspended, and ${name} isn’t one.`),
});

export const memberReinstate = statusChange({
  from: ['suspended'],
  event: 'member.reinstated',
  gives: true,
  otherwise: (name) => refuse('conflict', `${name} isn’t suspended.`),
});

export const memberRemove = statusChange({
  from: ['invited', 'unconfirmed', 'active', 'suspended'],
  event: 'member.removed',
  gives: false,
  otherwise: (name) => refuse('conflict', `${name} was removed already.`),
});
