import type { RequestId } from '../../contract/primitives';
import { holds, keepsApproval } from '../members';
import type { GovernedRequest, State } from '../state';
import type { Work } from '../work';
import { end } from './end';

/**
 * What lost power does to pending requests (§6): those of an initiator who may not start them any more are cancelled;
 * approvals of one who can't approve there any more are void, and stay void. Gaining power does nothing to them.
 * `except` is the request whose effect this is.
 */
export function reconcilePending(work: Work, except: RequestId | null): void {
  for (const request of [...work.state.requests.values()]) {
    if (request.status !== 'pending' || request.id === except) continue;
    const reason = whyCancelled(work.state, request);
    if (reason !== null) {
      end(work, request, { type: 'request.cancelled', requestId: request.id, by: null, reason });
      continue;
    }
    for (const approval of request.approvals) {
      if (approval.voidedBecause !== null) continue;
      const because = whyVoid(work.state, request, approval.memberId);
      if (because !== null)
        work.record({
          type: 'request.approval-voided',
          requestId: request.id,
          memberId: approval.memberId,
          because,
        });
    }
  }
}

function whyCancelled(state: State, request: GovernedRequest): string | null {
  const { workflow, accountId, initiatorId, key } = request;
  const member = state.members.get(initiatorId as never);
  if (member) {
    if (member.status === 'suspended') return 'initiator_suspended';
    if (member.status === 'removed') return 'initiator_removed';
    return holds(member, 'initiate', workflow, accountId) ? null : 'initiator_lost_permission';
  }
  const serviceUser = state.serviceUsers.get(initiatorId as never);
  if (!serviceUser?.enabled) return 'service_user_disabled';
  if (!serviceUser.scopes.includes('withdraw')) return 'service_user_lost_scope';
  if (accountId === null || !serviceUser.accountIds.includes(accountId)) return 'service_user_lost_account';
  const custodian = key === null ? undefined : state.members.get(key.custodianId);
  if (custodian?.status === 'suspended') return 'custodian_suspended';
  return custodian?.status === 'removed' ? 'custodian_removed' : null;
}

function whyVoid(
  state: State,
  { workflow, accountId }: GovernedRequest,
  approver: GovernedRequest['approvals'][number]['memberId'],
): string | null {
  const member = state.members.get(approver);
  if (!member || member.status === 'removed') return 'removed';
  if (member.status !== 'active') return 'suspended';
  return keepsApproval(member, workflow, accountId) ? null : 'lost_approve';
}
