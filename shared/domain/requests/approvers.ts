import type { MemberId, ServiceUserId } from '../../contract/primitives';
import type { RequestRow } from '../../contract/requests';
import { holds, isApprover } from '../members';
import { refuse, type Refusal } from '../refusal';
import type { GovernedRequest, Member, State } from '../state';

type Decidable = Pick<
  GovernedRequest,
  'workflow' | 'accountId' | 'initiatorId' | 'alsoOwn' | 'subjectIds' | 'approvals'
>;

/** Everyone eligible on the workflow and account, less the initiator, the custodian, the subject and who has approved already (§5). */
export function poolOf(state: State, request: Decidable): Member[] {
  return [...state.members.values()].filter(
    (member) =>
      isApprover(state, member, request.workflow, request.accountId) && barTo(request, member.id) === null,
  );
}

export function validApprovals(request: Pick<GovernedRequest, 'approvals'>): number {
  return request.approvals.filter((approval) => approval.voidedBecause === null).length;
}

/** Why somebody eligible may not decide, in the order of §6. */
type Bar = 'self_approval' | 'subject_approval' | 'already_decided';

function barTo(request: Decidable, member: MemberId): Bar | null {
  if (request.initiatorId === member || request.alsoOwn.includes(member)) return 'self_approval';
  if (request.subjectIds.includes(member)) return 'subject_approval';
  const decided = request.approvals.some((a) => a.memberId === member && a.voidedBecause === null);
  return decided ? 'already_decided' : null;
}

const SENTENCES: Readonly<Record<Bar, string>> = {
  self_approval: 'This is your own, so you can’t decide it.',
  subject_approval: 'This changes your own access, so you can’t decide it.',
  already_decided: 'You approved this already.',
};

/** Who started a request, and whose key signed it. */
export interface Started {
  readonly initiatorId: MemberId | ServiceUserId;
  readonly key: { readonly custodianId: MemberId } | null;
}

/** Whether it is this member's own: they started it, or signed it by their key (§4). Theirs to see and to cancel. */
export function isOwn(request: Started, member: MemberId): boolean {
  return request.initiatorId === member || request.key?.custodianId === member;
}

/** The same, of a request as its readers are shown it. */
export function isOwnAsShown({ initiator }: Pick<RequestRow, 'initiator'>, member: MemberId): boolean {
  const { id: initiatorId, custodianId } = initiator;
  return isOwn({ initiatorId, key: custodianId === undefined ? null : { custodianId } }, member);
}

/** Whether the reader may see this request at all: its initiator and custodian always; others by View there (§12). */
export function seesRequest(
  reader: Member,
  request: Pick<GovernedRequest, 'workflow' | 'accountId' | 'initiatorId' | 'key'>,
): boolean {
  return isOwn(request, reader.id) || holds(reader, 'view', request.workflow, request.accountId);
}

/**
 * Why this member may not decide this request, in the fixed order of §6: `not_pending`, `permission_denied`,
 * `self_approval`, `subject_approval`, `already_decided`; null where they may.
 */
export function barToDeciding(state: State, request: GovernedRequest, member: Member): Refusal | null {
  if (request.status !== 'pending') return refuse('not_pending', 'This request isn’t pending any more.');
  if (!isApprover(state, member, request.workflow, request.accountId))
    return refuse('permission_denied', 'You don’t have Approve here.');
  const bar = barTo(request, member.id);
  return bar === null ? null : refuse(bar, SENTENCES[bar]);
}
