import type { KeyId } from '../../contract/primitives';
import { isRefusal, refuse, type Refusal } from '../refusal';
import type { ApprovalProof, GovernedRequest, Member } from '../state';
import type { Work } from '../work';
import type { KeyHolder } from '../service-users';
import { awakenAccounts } from '../dormancy';
import { barToDeciding, isOwn, seesRequest, validApprovals } from './approvers';
import { complete } from './complete';
import { end } from './end';

export interface Decision {
  readonly decision: 'approve' | 'reject';
  readonly digest: string;
  /** Needed to reject. */
  readonly reason: string | null;
  /** Kept with an approval; the second factor itself was judged by the caller. */
  readonly proof?: ApprovalProof | null;
}

const NO_SUCH_REQUEST = 'There is no such request.';

/**
 * Approves or rejects, refusing in the order of §6: `not_found`, `not_pending`, `permission_denied`, `self_approval`,
 * `subject_approval`, `already_decided`, `stale_view`. The second factor is the caller's last question. The approval
 * that reaches the threshold applies the effect in the same decision.
 */
export function decide(
  work: Work,
  member: Member,
  request: GovernedRequest | undefined,
  { decision, digest, reason, proof = null }: Decision,
): Refusal | null {
  if (!request || !seesRequest(member, request)) return refuse('not_found', NO_SUCH_REQUEST);
  // What became due since the caller looked has not been expired yet, and still takes no decision (§6, Expiry).
  if (request.status === 'pending' && request.expiresAt !== null && request.expiresAt <= work.now)
    return refuse('not_pending', 'This request has expired.');
  const bar = barToDeciding(work.state, request, member);
  if (isRefusal(bar)) return bar;
  if (digest !== request.digest)
    return refuse('stale_view', 'This isn’t what you were shown. Read it again, then decide.');

  if (decision === 'reject') {
    end(work, request, {
      type: 'request.rejected',
      requestId: request.id,
      memberId: member.id,
      reason: reason ?? '',
    });
    return null;
  }
  work.record({ type: 'request.approved', requestId: request.id, memberId: member.id, reason, proof });
  const now = work.state.requests.get(request.id);
  if (now && validApprovals(now) >= now.requiredApprovals) {
    complete(work, now, true);
    awakenAccounts(work);
  }
  return null;
}

/** Cancels one's own pending request, whatever else its initiator lost meanwhile (§6). */
export function cancel(
  work: Work,
  member: Member,
  request: GovernedRequest | undefined,
  reason: string | null,
): Refusal | null {
  if (!request || !seesRequest(member, request)) return refuse('not_found', NO_SUCH_REQUEST);
  if (request.status !== 'pending') return refuse('not_pending', 'This request isn’t pending any more.');
  if (!isOwn(request, member.id))
    return refuse('permission_denied', 'Only the person who started it can cancel it.');
  end(work, request, { type: 'request.cancelled', requestId: request.id, by: member.id, reason });
  return null;
}

/** Cancels with a key what the same key started; anything else isn’t there for it (api.md). Its initiator is the Service User. */
export function cancelWithKey(
  work: Work,
  { serviceUser, key }: KeyHolder,
  request: GovernedRequest | undefined,
): Refusal | null {
  if (!request || !startedWith(request, key.id)) return refuse('not_found', NO_SUCH_REQUEST);
  if (request.status !== 'pending') return refuse('not_pending', 'This request isn’t pending any more.');
  end(work, request, { type: 'request.cancelled', requestId: request.id, by: serviceUser.id, reason: null });
  return null;
}

/** Whether this key started the request: the only ones it sees (api.md). */
export function startedWith(request: Pick<GovernedRequest, 'key'>, key: KeyId): boolean {
  return request.key?.id === key;
}
