import {
  ACCOUNT_PERMISSIONS,
  type AccountPermission,
  type Grants,
  type SignInPolicy,
  type Workflow,
  type WorkflowPermission,
} from '../../shared/contract/organization';
import type { AccountId, KeyId, MemberId, ServiceUserId } from '../../shared/contract/primitives';
import { byMember, type Initiator } from '../../shared/domain/initiator';
import { actingMember } from '../../shared/domain/members';
import { defaultPolicies } from '../../shared/domain/policies';
import { isRefusal } from '../../shared/domain/refusal';
import { initiate, plan } from '../../shared/domain/requests/initiate';
import {
  balanceKey,
  emptyState,
  type Factor,
  type GovernedRequest,
  type Member,
  type Policy,
  type ServiceUser,
  type ServiceUserKey,
  type State,
} from '../../shared/domain/state';
import { isAccountScoped } from '../../shared/domain/workflows';
import { scratchWork, type Work } from '../../shared/domain/work';
import type { AnyParams, Operation } from '../../shared/contract/requests';

export const NOW = Date.UTC(2026, 0, 5, 9);
export const MAIN = 'acc_main' as AccountId;
export const SECOND = 'acc_second' as AccountId;

export const memberId = (name: string): MemberId => `mem_${name}` as MemberId;
export const serviceUserId = (name: string): ServiceUserId => `svc_${name}` as ServiceUserId;
export const keyId = (name: string): KeyId => `key_${name}` as KeyId;

export const totp: Factor = {
  id: 'fac_totp' as Factor['id'],
  kind: 'totp',
  name: '',
  fingerprint: '',
  enrolledAt: NOW,
};
export const passkey: Factor = { ...totp, id: 'fac_passkey' as Factor['id'], kind: 'passkey' };

/** Grants in the short form of the cases: `withdrawals@main initiate`, `access view`, `trade@main`; no account: all. */
export function grantsOf(texts: readonly string[]): Grants {
  const grants: Grants = { workflows: [], accounts: [] };
  for (const text of texts) {
    const [scope = '', ...permissions] = text.split(' ');
    const [what = '', place] = scope.split('@');
    const accountId = place === undefined ? '*' : (`acc_${place}` as AccountId);
    if ((ACCOUNT_PERMISSIONS as readonly string[]).includes(what))
      grants.accounts.push({ accountId, permissions: [what as AccountPermission] });
    else
      grants.workflows.push({
        workflow: what as Workflow,
        ...(isAccountScoped(what as Workflow) ? { accountId } : {}),
        permissions: permissions as WorkflowPermission[],
      });
  }
  return grants;
}

export function aMember(name: string, grants: readonly string[] = [], more: Partial<Member> = {}): Member {
  return {
    id: memberId(name),
    displayName: name,
    email: `${name}@example.com`,
    owner: false,
    status: 'active',
    invitedBy: memberId('owner'),
    invitationExpiresAt: null,
    mustBeConfirmed: false,
    replaces: null,
    factors: [totp],
    recoveryCodesLeft: 0,
    grants: grantsOf(grants),
    roleId: null,
    version: 1,
    grantsChangedAt: NOW,
    ...more,
  };
}

export function aKey(name: string, custodian: string, more: Partial<ServiceUserKey> = {}): ServiceUserKey {
  return {
    id: keyId(name),
    label: name,
    accountId: null,
    createdAt: NOW,
    expiresAt: null,
    ipAllowList: [],
    custodianId: memberId(custodian),
    revoked: false,
    ...more,
  };
}

export function aServiceUser(name: string, more: Partial<ServiceUser> = {}): ServiceUser {
  return {
    id: serviceUserId(name),
    name,
    enabled: true,
    scopes: ['withdraw'],
    accountIds: [MAIN],
    keys: [],
    version: 1,
    createdAt: NOW,
    createdBy: memberId('owner'),
    ...more,
  };
}

interface Drawn {
  readonly people?: readonly Member[];
  readonly policies?: Partial<Record<Workflow, Partial<Policy>>>;
  readonly serviceUsers?: readonly ServiceUser[];
  readonly dormant?: Partial<Record<'main' | 'second', readonly Workflow[]>>;
  readonly signInPolicy?: SignInPolicy;
}

/** An organization as it stands, with its Owner, the accounts main and second, ten BTC and an address in each. */
export function drawnOrganization(drawn: Drawn = {}): State {
  const { people = [], policies = {}, serviceUsers = [], dormant = {} } = drawn;
  const state = emptyState();
  const owner = aMember('owner', [], { owner: true, invitedBy: null, factors: [totp, passkey] });
  state.organization = {
    id: 'org_1' as never,
    name: 'Example Treasury',
    kyb: {},
    signInPolicy: drawn.signInPolicy ?? 'authenticator-or-passkey',
    session: { idleTimeoutMinutes: 15, absoluteTimeoutHours: 12 },
    ownerId: owner.id,
    createdAt: NOW,
    version: 1,
  };
  for (const member of [owner, ...people]) state.members.set(member.id, member);
  for (const serviceUser of serviceUsers) state.serviceUsers.set(serviceUser.id, serviceUser);
  for (const policy of defaultPolicies(NOW, owner.id))
    state.policies.set(policy.workflow, { ...policy, ...policies[policy.workflow] });
  for (const name of ['main', 'second'] as const) {
    const id = `acc_${name}` as AccountId;
    state.accounts.set(id, { id, name, createdAt: NOW, dormantIn: dormant[name] ?? [] });
    state.balances.set(balanceKey(id, 'BTC'), { available: 1_000_000_000n, held: 0n });
    state.addresses.set(`adr_${name}` as never, {
      id: `adr_${name}` as never,
      accountId: id,
      asset: 'BTC',
      network: 'bitcoin',
      address: 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
      label: 'Cold storage',
      memo: null,
      bic: null,
      beneficiary: null,
      addedBy: owner.id,
      addedAt: NOW,
      addedByRequestId: 'req_0' as never,
      addedByRequestNumber: 0,
      usableFrom: NOW,
      removed: false,
      completedWithdrawals: 0,
    });
  }
  return state;
}

export function personOf(state: State, name: string): Member {
  const member = state.members.get(memberId(name));
  if (!member) throw new Error(`nobody is called ${name}`);
  return actingMember(member);
}

export function changeMember(state: State, name: string, change: Partial<Member>): void {
  const member = state.members.get(memberId(name));
  if (member) state.members.set(member.id, { ...member, ...change });
}

export function byKeyOf(serviceUser: ServiceUser): Initiator {
  const [key] = serviceUser.keys;
  if (!key) throw new Error('a Service User without a key starts nothing');
  return { kind: 'service-user', serviceUser, key };
}

/** One decision after the other on one state, none of them refused by accident. */
export function workOn(state: State, now = NOW): Work {
  return scratchWork(state, now);
}

/** Starts an operation by somebody who may; the request as it stands then. */
export function started(
  work: Work,
  by: string | Initiator,
  operation: Operation,
  params: object,
  accountId: AccountId | null = null,
): GovernedRequest {
  const initiator = typeof by === 'string' ? byMember(personOf(work.state, by)) : by;
  const command = { operation, params: params as AnyParams, accountId, note: null };
  const planned = plan(work.state, work.now, initiator, command);
  if (isRefusal(planned)) throw new Error(`${operation} refused: ${planned.detail}`);
  return requestIn(work, initiate(work, planned, []));
}

/** A withdrawal of one BTC from main, by who has to wait for others. */
export function withdrawal(work: Work, by: string | Initiator): GovernedRequest {
  const params = { asset: 'BTC', amount: '1', addressId: 'adr_main' };
  return started(work, by, 'withdrawal.crypto.create', params, MAIN);
}

export function requestIn(work: Work, id: GovernedRequest['id']): GovernedRequest {
  const request = work.state.requests.get(id);
  if (!request) throw new Error('no such request');
  return request;
}
