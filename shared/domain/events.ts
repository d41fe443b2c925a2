import type { AccountId, AddressId, MemberId, RequestId, RoleId } from '../contract/primitives';
import type { Grants } from '../contract/organization';
import type { ProblemCode } from '../contract/problem';
import { post, NO_BALANCE } from './money';
import {
  balanceKey,
  type Account,
  type Address,
  type GovernedRequest,
  type Member,
  type OrganizationRecord,
  type Policy,
  type Posting,
  type RequestResult,
  type State,
  type TimelineEntry,
} from './state';

/** Everything that changes the state. The ledger keeps these; replaying them rebuilds every table (§11). */
export type DomainEvent =
  | {
      type: 'organization.created';
      organization: OrganizationRecord;
      owner: Member;
      account: Account;
      policies: readonly Policy[];
    }
  | { type: 'member.invited'; member: Member }
  | { type: 'member.accepted'; memberId: MemberId }
  | { type: 'member.factor-enrolled'; memberId: MemberId; kind: 'totp' | 'passkey'; fingerprint: string }
  | { type: 'member.permissions-changed'; memberId: MemberId; grants: Grants; roleId: RoleId | null }
  | { type: 'account.created'; account: Account }
  | { type: 'account.renamed'; accountId: AccountId; name: string }
  | { type: 'policy.changed'; policy: Policy }
  | { type: 'address.added'; address: Address }
  | { type: 'address.removed'; addressId: AddressId }
  | { type: 'ledger.posted'; posting: Posting }
  | { type: 'request.created'; request: GovernedRequest }
  | { type: 'request.approved'; requestId: RequestId; memberId: MemberId; reason: string | null }
  | { type: 'request.rejected'; requestId: RequestId; memberId: MemberId; reason: string }
  | { type: 'request.cancelled'; requestId: RequestId; by: MemberId | null; reason: string | null }
  | { type: 'request.expired'; requestId: RequestId }
  | { type: 'request.completed'; requestId: RequestId; result: RequestResult }
  | { type: 'request.failed'; requestId: RequestId; code: ProblemCode; detail: string }
  | { type: 'request.approval-voided'; requestId: RequestId; memberId: MemberId; because: string }
  | { type: 'request.requirement-raised'; requestId: RequestId; requiredApprovals: number };

export type DomainEventType = DomainEvent['type'];

const DOMAIN_EVENT_TYPES: Readonly<Record<DomainEventType, true>> = {
  'organization.created': true,
  'member.invited': true,
  'member.accepted': true,
  'member.factor-enrolled': true,
  'member.permissions-changed': true,
  'account.created': true,
  'account.renamed': true,
  'policy.changed': true,
  'address.added': true,
  'address.removed': true,
  'ledger.posted': true,
  'request.created': true,
  'request.approved': true,
  'request.rejected': true,
  'request.cancelled': true,
  'request.expired': true,
  'request.completed': true,
  'request.failed': true,
  'request.approval-voided': true,
  'request.requirement-raised': true,
};

/** Whether a ledger entry of this type changes the state; the others are audit entries only. */
export function isDomainEventType(type: string): type is DomainEventType {
  return Object.hasOwn(DOMAIN_EVENT_TYPES, type);
}

function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`an event names an unknown ${what}`);
  return value;
}

function changeMember(state: State, id: MemberId, change: (member: Member) => Partial<Member>): void {
  const member = must(state.members.get(id), 'member');
  state.members.set(id, { ...member, ...change(member) });
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
  by: MemberId | null = null,
  text: string | null = null,
): TimelineEntry => ({ at, kind, by, text });

/**
 * Applies one event that happened `at` (epoch milliseconds) to `state`, which callers have forked. No decision is made
 * here: an event that stands in the ledger is a fact.
 */
export function evolve(state: State, event: DomainEvent, at: number): void {
  state.lastEventAt = at;
  switch (event.type) {
    case 'organization.created':
      state.organization = event.organization;
      state.members.set(event.owner.id, event.owner);
      state.accounts.set(event.account.id, event.account);
      for (const policy of event.policies) state.policies.set(policy.workflow, policy);
      return;
    case 'member.invited':
      state.members.set(event.member.id, event.member);
      return;
    case 'member.accepted':
      changeMember(state, event.memberId, () => ({ status: 'active', invitationExpiresAt: null }));
      return;
    case 'member.factor-enrolled':
      changeMember(state, event.memberId, (member) => ({ factors: [...member.factors, event.kind] }));
      return;
    case 'member.permissions-changed':
      changeMember(state, event.memberId, (member) => ({
        grants: event.grants,
        roleId: event.roleId,
        version: member.version + 1,
        grantsChangedAt: at,
      }));
      return;
    case 'account.created':
      state.accounts.set(event.account.id, event.account);
      return;
    case 'account.renamed':
      state.accounts.set(event.accountId, {
        ...must(state.accounts.get(event.accountId), 'account'),
        name: event.name,
      });
      return;
    case 'policy.changed':
      state.policies.set(event.policy.workflow, event.policy);
      return;
    case 'address.added':
      state.addresses.set(event.address.id, event.address);
      return;
    case 'address.removed':
      state.addresses.set(event.addressId, {
        ...must(state.addresses.get(event.addressId), 'address'),
        removed: true,
      });
      return;
    case 'ledger.posted': {
      const { accountId, asset, kind, amount } = event.posting;
      const key = balanceKey(accountId, asset);
      state.balances.set(key, post(state.balances.get(key) ?? NO_BALANCE, kind, amount));
      return;
    }
    case 'request.created':
      state.lastRequestNumber = event.request.number;
      state.requests.set(event.request.id, event.request);
      return;
    default:
      evolveRequest(state, event, at);
  }
}

type RequestEvent = Extract<DomainEvent, { requestId: RequestId }>;

function evolveRequest(state: State, event: RequestEvent, at: number): void {
  switch (event.type) {
    case 'request.approved':
      return changeRequest(
        state,
        event.requestId,
        (request) => ({
          approvals: [
            ...request.approvals,
            { memberId: event.memberId, at, reason: event.reason, voidedBecause: null },
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
      return changeRequest(state, event.requestId, () => ({ requiredApprovals: event.requiredApprovals }));
  }
}

/** A completed withdrawal counts as a use of its destination, for the risk "first use". */
function countUse(state: State, request: GovernedRequest): void {
  if (request.hold === null || !('addressId' in request.params)) return;
  const address = state.addresses.get(request.params.addressId);
  if (address)
    state.addresses.set(address.id, { ...address, completedWithdrawals: address.completedWithdrawals + 1 });
}
