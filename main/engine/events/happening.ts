import type { EventPayload } from '../../../shared/contract/events';
import type { Workflow } from '../../../shared/contract/organization';
import type { AccountId, AddressId, MemberId, RequestId } from '../../../shared/contract/primitives';
import type { DomainEvent } from '../../../shared/domain/events';

/** What an entry of the ledger means to somebody who watches, before it is known who that is. */
export type Happening =
  | { of: 'request'; requestId: RequestId; what: EventPayload<'request.changed'>['what'] }
  | { of: 'policy'; workflow: Workflow }
  /** Who may decide may have changed with it, so everybody learns that something did. */
  | { of: 'access'; memberId: MemberId | null }
  /** Concerns those alone who see that member's access; with null, those who see everybody's. */
  | { of: 'access-details'; memberId: MemberId | null }
  | { of: 'account'; accountId: AccountId }
  | { of: 'addresses'; account: { accountId: AccountId } | { addressId: AddressId } }
  | { of: 'balance'; accountId: AccountId };

/** Gives the one thing that watchers are told of this entry, or null for none. */
export function happeningOf(event: DomainEvent): Happening | null {
  switch (event.type) {
    case 'organization.created':
      return null;
    case 'request.created':
      return { of: 'request', requestId: event.request.id, what: 'created' };
    case 'request.approved':
      return { of: 'request', requestId: event.requestId, what: 'decided' };
    case 'request.rejected':
      return { of: 'request', requestId: event.requestId, what: 'rejected' };
    case 'request.cancelled':
      return { of: 'request', requestId: event.requestId, what: 'cancelled' };
    case 'request.expired':
      return { of: 'request', requestId: event.requestId, what: 'expired' };
    case 'request.completed':
      return { of: 'request', requestId: event.requestId, what: 'completed' };
    case 'request.failed':
      return { of: 'request', requestId: event.requestId, what: 'failed' };
    case 'request.authorized':
    case 'request.approval-voided':
    case 'request.requirement-raised':
      return { of: 'request', requestId: event.requestId, what: 'updated' };
    case 'policy.changed':
      return { of: 'policy', workflow: event.policy.workflow };
    case 'member.accepted':
    case 'member.confirmed':
    case 'member.suspended':
    case 'member.reinstated':
    case 'member.removed':
    case 'member.permissions-changed':
    case 'member.factor-enrolled':
    case 'member.factor-removed':
      return { of: 'access', memberId: event.memberId };
    case 'security.sign-in-changed':
    case 'security.session-changed':
      return { of: 'access', memberId: null };
    case 'member.invited':
      return { of: 'access-details', memberId: event.member.id };
    case 'member.factor-renamed':
    case 'member.recovery-codes-made':
    case 'member.recovery-code-used':
      return { of: 'access-details', memberId: event.memberId };
    case 'service-user.created':
    case 'service-user.permissions-changed':
    case 'service-user.disabled':
    case 'service-user.key-created':
    case 'service-user.key-revoked':
    case 'role.saved':
    case 'role.deleted':
      return { of: 'access-details', memberId: null };
    case 'account.created':
      return { of: 'account', accountId: event.account.id };
    case 'account.awakened':
    case 'account.renamed':
      return { of: 'account', accountId: event.accountId };
    case 'address.added':
      return { of: 'addresses', account: { accountId: event.address.accountId } };
    case 'address.removed':
      return { of: 'addresses', account: { addressId: event.addressId } };
    case 'ledger.posted':
      return { of: 'balance', accountId: event.posting.accountId };
  }
}
