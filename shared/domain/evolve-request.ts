import type { RequestId } from '../contract/primitives';
import type { DomainEvent } from './events';
import { must } from './must';
import { policyOf } from './policies';
import type { GovernedRequest, State, TimelineEntry } from './state';

export type RequestEvent = Exclude<
  Extract<DomainEvent, { type: `request.${string}` }>,
  { type: 'request.created' }
>;

export function isRequestEvent(event: DomainEvent): event is RequestEvent {
  return event.type.startsWith('request.') && event.type !== 'request.created';
}

function changeRequest(
  state: State,
  id: RequestId,
  change: (request: GovernedRequest) => Partial<GovernedRequest>,
  entry?: TimelineEntry,
): void {
  const request = must(state.requests.get(id), 'request');
  state.requests.set(id, {
    ...request,
    ...change(request),
    timeline: entry ? [...request.timeline, entry] : request.timeline,
  });
}

const entry = (
  at: number,
  kind: TimelineEntry['kind'],
  by: TimelineEntry['by'] = null,
  text: string | null = null,
): TimelineEntry => ({ at, kind, by, text });

/** A request after one event of its life. */
export function evolveRequest(state: State, event: RequestEvent, at: number): void {
  switch (event.type) {
    case 'request.approved':
      return changeRequest(
        state,
        event.requestId,
        (request) => ({
          approvals: [
            ...request.approvals,
            { memberId: event.memberId, at, reason: event.reason, proof: event.proof, voidedBecause: null },
          ],
        }),
        entry(at, 'approved', event.memberId, event.reason),
      );
    case 'request.rejected':
      return changeRequest(
        state,
        event.requestId,
        () => ({
          status: 'rejected',
          endedAt: at,
          rejection: { memberId: event.memberId, at, reason: event.reason },
        }),
        entry(at, 'rejected', event.memberId, event.reason),
      );
    case 'request.cancelled':
      return changeRequest(
        state,
        event.requestId,
        () => ({ status: 'cancelled', endedAt: at, cancellation: { by: event.by, reason: event.reason } }),
        entry(at, 'cancelled', event.by, event.reason),
      );
    case 'request.expired':
      return changeRequest(
        state,
        event.requestId,
        () => ({ status: 'expired', endedAt: at }),
        entry(at, 'expired'),
      );
    case 'request.authorized':
      return changeRequest(state, event.requestId, () => ({ status: 'approved' }), entry(at, 'authorized'));
    case 'request.completed': {
      changeRequest(
        state,
        event.requestId,
        () => ({ status: 'completed', endedAt: at, result: event.result }),
        entry(at, 'completed'),
      );
      countUse(state, must(state.requests.get(event.requestId), 'request'));
      return;
    }
    case 'request.failed':
      return changeRequest(
        state,
        event.requestId,
        () => ({ status: 'failed', endedAt: at, failure: { code: event.code, detail: event.detail } }),
        entry(at, 'failed', null, event.detail),
      );
    case 'request.approval-voided':
      return changeRequest(
        state,
        event.requestId,
        (request) => ({
          approvals: request.approvals.map((approval) =>
            approval.memberId === event.memberId && approval.voidedBecause === null
              ? { ...approval, voidedBecause: event.because }
              : approval,
          ),
        }),
        entry(at, 'voided', event.memberId, event.because),
      );
    case 'request.requirement-raised':
      return raise(state, event.requestId, event.requiredApprovals, at);
  }
}

/** More approvals are needed since a policy was changed: the version that is in force when this is recorded. */
function raise(state: State, id: RequestId, requiredApprovals: number, at: number): void {
  const { workflow } = must(state.requests.get(id), 'request');
  const { version, changedBy } = policyOf(state, workflow);
  changeRequest(state, id, () => ({ requiredApprovals }), {
    ...entry(at, 'raised', changedBy),
    raised: { requiredApprovals, policyVersion: version },
  });
}

/** A completed withdrawal counts as a use of its destination, for the risk "first use". */
function countUse(state: State, request: GovernedRequest): void {
  if (request.hold === null || !('addressId' in request.params)) return;
  const address = state.addresses.get(request.params.addressId);
  if (address)
    state.addresses.set(address.id, { ...address, completedWithdrawals: address.completedWithdrawals + 1 });
}
