import type {
  AccountId,
  AddressId,
  FactorId,
  KeyId,
  MemberId,
  RequestId,
  RoleId,
  ServiceUserId,
} from '../contract/primitives';
import type { Grants, MemberStatus, SessionSettings, SignInPolicy, Workflow } from '../contract/organization';
import type { ServiceUserScope } from '../contract/service-users';
import type { ProblemCode } from '../contract/problem';
import type {
  Account,
  Address,
  ApprovalProof,
  Factor,
  GovernedRequest,
  Member,
  OrganizationRecord,
  Policy,
  Posting,
  RequestResult,
  Role,
  ServiceUser,
  ServiceUserKey,
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
  | { type: 'member.accepted'; memberId: MemberId; status: Extract<MemberStatus, 'active' | 'unconfirmed'> }
  | { type: 'member.confirmed'; memberId: MemberId }
  | { type: 'member.suspended'; memberId: MemberId }
  | { type: 'member.reinstated'; memberId: MemberId }
  | { type: 'member.removed'; memberId: MemberId }
  | { type: 'member.factor-enrolled'; memberId: MemberId; factor: Factor }
  | { type: 'member.factor-removed'; memberId: MemberId; factorId: FactorId }
  | { type: 'member.factor-renamed'; memberId: MemberId; factorId: FactorId; name: string }
  | { type: 'member.recovery-codes-made'; memberId: MemberId; count: number }
  | { type: 'member.recovery-code-used'; memberId: MemberId }
  | { type: 'member.permissions-changed'; memberId: MemberId; grants: Grants; roleId: RoleId | null }
  | { type: 'service-user.created'; serviceUser: ServiceUser }
  | {
      type: 'service-user.permissions-changed';
      serviceUserId: ServiceUserId;
      scopes: readonly ServiceUserScope[];
      accountIds: readonly AccountId[];
    }
  | { type: 'service-user.disabled'; serviceUserId: ServiceUserId }
  | { type: 'service-user.key-created'; serviceUserId: ServiceUserId; key: ServiceUserKey }
  | { type: 'service-user.key-revoked'; serviceUserId: ServiceUserId; keyId: KeyId }
  | { type: 'role.saved'; role: Role }
  | { type: 'role.deleted'; roleId: RoleId }
  | { type: 'security.sign-in-changed'; signInPolicy: SignInPolicy }
  | { type: 'security.session-changed'; session: SessionSettings }
  | { type: 'account.created'; account: Account }
  | { type: 'account.awakened'; accountId: AccountId; workflow: Workflow }
  | { type: 'account.renamed'; accountId: AccountId; name: string }
  | { type: 'policy.changed'; policy: Policy }
  | { type: 'address.added'; address: Address }
  | { type: 'address.removed'; addressId: AddressId }
  | { type: 'ledger.posted'; posting: Posting }
  | { type: 'request.created'; request: GovernedRequest }
  | {
      type: 'request.approved';
      requestId: RequestId;
      memberId: MemberId;
      reason: string | null;
      proof: ApprovalProof | null;
    }
  | { type: 'request.rejected'; requestId: RequestId; memberId: MemberId; reason: string }
  | {
      type: 'request.cancelled';
      requestId: RequestId;
      /** Null where the engine did it, for a reason of its own. */
      by: MemberId | ServiceUserId | null;
      reason: string | null;
    }
  | { type: 'request.expired'; requestId: RequestId }
  | { type: 'request.authorized'; requestId: RequestId }
  | { type: 'request.completed'; requestId: RequestId; result: RequestResult }
  | { type: 'request.failed'; requestId: RequestId; code: ProblemCode; detail: string }
  | { type: 'request.approval-voided'; requestId: RequestId; memberId: MemberId; because: string }
  | { type: 'request.requirement-raised'; requestId: RequestId; requiredApprovals: number };

export type DomainEventType = DomainEvent['type'];

const DOMAIN_EVENT_TYPES: Readonly<Record<DomainEventType, true>> = {
  'organization.created': true,
  'member.invited': true,
  'member.accepted': true,
  'member.confirmed': true,
  'member.suspended': true,
  'member.reinstated': true,
  'member.removed': true,
  'member.factor-enrolled': true,
  'member.factor-removed': true,
  'member.factor-renamed': true,
  'member.recovery-codes-made': true,
  'member.recovery-code-used': true,
  'member.permissions-changed': true,
  'service-user.created': true,
  'service-user.permissions-changed': true,
  'service-user.disabled': true,
  'service-user.key-created': true,
  'service-user.key-revoked': true,
  'role.saved': true,
  'role.deleted': true,
  'security.sign-in-changed': true,
  'security.session-changed': true,
  'account.created': true,
  'account.awakened': true,
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
  'request.authorized': true,
  'request.completed': true,
  'request.failed': true,
  'request.approval-voided': true,
  'request.requirement-raised': true,
};

/** Whether a ledger entry of this type changes the state; the others are audit entries only. */
export function isDomainEventType(type: string): type is DomainEventType {
  return Object.hasOwn(DOMAIN_EVENT_TYPES, type);
}
