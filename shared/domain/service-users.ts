import type { AccountId, KeyId, ServiceUserId } from '../contract/primitives';
import { must } from './must';
import type { ServiceUser, ServiceUserKey, State } from './state';

/** The Service User whom a resolved command names, disabled or not. */
export function serviceUserOf(state: State, id: ServiceUserId): ServiceUser {
  return must(state.serviceUsers.get(id), 'Service User');
}

/** What a key is good for is judged from the Service User it belongs to, every time. */
export interface KeyHolder {
  readonly serviceUser: ServiceUser;
  readonly key: ServiceUserKey;
}

export function keyHolder(state: State, id: KeyId): KeyHolder | undefined {
  for (const serviceUser of state.serviceUsers.values()) {
    const key = serviceUser.keys.find((each) => each.id === id);
    if (key) return { serviceUser, key };
  }
  return undefined;
}

/** Whose the key is that a resolved command names, revoked or not. */
export function holderOf(state: State, id: KeyId): KeyHolder {
  return must(keyHolder(state, id), 'key');
}

/**
 * The one account that a key acts on: the one it was made for, or the only one its Service User has. Null where that
 * leaves a choice, which the key can’t make (api.md).
 */
export function accountOfKey({ serviceUser, key }: KeyHolder): AccountId | null {
  const [only = null, ...others] = serviceUser.accountIds;
  return key.accountId ?? (others.length === 0 ? only : null);
}

/** Whether what is signed with this key may put withdrawals of this account into the queue: a key reaches no further than its own. */
export function keyMayWithdraw({ serviceUser, key }: KeyHolder, account: AccountId): boolean {
  return (key.accountId === null || key.accountId === account) && mayWithdraw(serviceUser, account);
}

/** Whether the Service User may put withdrawals of this account into the queue (§4). */
export function mayWithdraw(serviceUser: ServiceUser, account: AccountId): boolean {
  return (
    serviceUser.enabled && serviceUser.scopes.includes('withdraw') && serviceUser.accountIds.includes(account)
  );
}

/**
 * Whether a key works at all now: its Service User is enabled and still has the account, it is neither revoked nor over,
 * and its custodian is an active member (§6, fine print).
 */
export function keyWorks(state: State, now: number, { serviceUser, key }: KeyHolder): boolean {
  return (
    serviceUser.enabled &&
    !key.revoked &&
    (key.expiresAt === null || now < key.expiresAt) &&
    (key.accountId === null || serviceUser.accountIds.includes(key.accountId)) &&
    state.members.get(key.custodianId)?.status === 'active'
  );
}
