import type { DomainEvent } from '../events';
import type { PostingId } from '../../contract/primitives';
import type { GovernedRequest } from '../state';
import type { Work } from '../work';

type Ending = Extract<
  DomainEvent,
  { type: 'request.rejected' | 'request.cancelled' | 'request.expired' | 'request.failed' }
>;

/** Ends a request without its effect: records why, and releases what it held (§6). */
export function end(work: Work, request: GovernedRequest, ending: Ending): void {
  work.record(ending);
  if (request.hold === null || request.accountId === null) return;
  work.record({
    type: 'ledger.posted',
    posting: {
      id: work.ids.next('pst') as PostingId,
      accountId: request.accountId,
      asset: request.hold.asset,
      kind: 'release',
      amount: request.hold.amount,
      at: work.now,
      reference: null,
      requestId: request.id,
    },
  });
}

/** Ends every pending request whose time is over at `work.now` (§6, Expiry). */
export function expireDue(work: Work): void {
  for (const request of [...work.state.requests.values()])
    if (request.status === 'pending' && request.expiresAt !== null && request.expiresAt <= work.now)
      end(work, request, { type: 'request.expired', requestId: request.id });
}

/** When the next pending request expires, or null. */
export function nextExpiry(requests: Iterable<GovernedRequest>): number | null {
  let next: number | null = null;
  for (const request of requests)
    if (
      request.status === 'pending' &&
      request.expiresAt !== null &&
      (next === null || request.expiresAt < next)
    )
      next = request.expiresAt;
  return next;
}
