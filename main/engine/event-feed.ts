import type { AnyEvent, EventPayload } from '../../shared/contract/events';
import type { RequestId } from '../../shared/contract/primitives';
import { isRefusal, type Refusal } from '../../shared/domain/refusal';
import type { DomainEvent } from '../../shared/domain/events';
import { knowsAccount, seesAccount, seesMember } from '../../shared/domain/members';
import { seesRequest } from '../../shared/domain/requests/approvers';
import type { GovernedRequest, Member, State } from '../../shared/domain/state';
import type { SignedIn } from './parts';
import { presentRow } from './present/requests';

type What = EventPayload<'request.changed'>['what'];

const WHAT: Partial<Record<DomainEvent['type'], What>> = {
  'request.created': 'created',
  'request.approved': 'decided',
  'request.rejected': 'rejected',
  'request.cancelled': 'cancelled',
  'request.expired': 'expired',
  'request.completed': 'completed',
  'request.failed': 'failed',
  'request.approval-voided': 'updated',
  'request.requirement-raised': 'updated',
};

/** Tells signed-in listeners what happened, each only what the grants they hold at that moment let them see (§12). */
export class EventFeed {
  readonly #listeners = new Map<(event: AnyEvent) => void, string>();
  readonly #authenticate: (token: string) => SignedIn | Refusal;

  constructor(authenticate: (token: string) => SignedIn | Refusal) {
    this.#authenticate = authenticate;
  }

  subscribe(token: string, listener: (event: AnyEvent) => void): () => void {
    this.#listeners.set(listener, token);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
  }

  publish(
    state: State,
    events: readonly DomainEvent[],
    find: (id: RequestId) => GovernedRequest | undefined,
  ): void {
    if (events.length === 0) return;
    for (const [listener, token] of this.#listeners) {
      const signedIn = this.#authenticate(token);
      if (isRefusal(signedIn)) {
        this.#listeners.delete(listener);
        continue;
      }
      try {
        for (const event of eventsFor(state, signedIn.member, events, find)) listener(event);
      } catch {
        // What is told has happened already: a listener that fails leaves, and takes nobody's command with it.
        this.#listeners.delete(listener);
      }
    }
  }
}

function eventsFor(
  state: State,
  reader: Member,
  events: readonly DomainEvent[],
  find: (id: RequestId) => GovernedRequest | undefined,
): AnyEvent[] {
  const told: AnyEvent[] = [];
  // One command may say several things of one request; the last of them is what it came to.
  const requests = new Map<RequestId, What>();
  for (const event of events) {
    const what = WHAT[event.type];
    if (what !== undefined) {
      const id =
        event.type === 'request.created' ? event.request.id : 'requestId' in event ? event.requestId : null;
      if (id !== null) requests.set(id, what);
      continue;
    }
    told.push(...otherEvents(state, reader, event));
  }
  for (const [id, what] of requests) {
    const request = find(id);
    if (request && seesRequest(reader, request))
      told.push({
        name: 'request.changed',
        payload: { requestId: id, what, row: presentRow(state, reader, request) },
      });
  }
  return told;
}

function otherEvents(state: State, reader: Member, event: DomainEvent): AnyEvent[] {
  switch (event.type) {
    case 'policy.changed':
      return [{ name: 'policy.changed', payload: { workflow: event.policy.workflow } }];
    case 'member.permissions-changed':
    case 'member.accepted':
    case 'member.factor-enrolled':
      return [
        {
          name: 'access.changed',
          payload: { memberId: seesMember(reader, event.memberId) ? event.memberId : null },
        },
      ];
    case 'account.renamed':
      return knowsAccount(reader, event.accountId)
        ? [{ name: 'account.changed', payload: { accountId: event.accountId } }]
        : [];
    case 'account.created':
      return knowsAccount(reader, event.account.id)
        ? [{ name: 'account.changed', payload: { accountId: event.account.id } }]
        : [];
    case 'address.added':
      return seesAccount(reader, event.address.accountId)
        ? [{ name: 'address.changed', payload: { accountId: event.address.accountId } }]
        : [];
    case 'address.removed': {
      const accountId = state.addresses.get(event.addressId)?.accountId;
      return accountId !== undefined && seesAccount(reader, accountId)
        ? [{ name: 'address.changed', payload: { accountId } }]
        : [];
    }
    case 'ledger.posted':
      return seesAccount(reader, event.posting.accountId)
        ? [{ name: 'balance.changed', payload: { accountId: event.posting.accountId } }]
        : [];
    default:
      return [];
  }
}
