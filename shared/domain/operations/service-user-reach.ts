import type { AccountId, ServiceUserId } from '../../contract/primitives';
import type { QueueReason } from '../../contract/requests';
import { SERVICE_USER_SCOPES, type ServiceUserScope } from '../../contract/service-users';
import { holds } from '../members';
import { policyOf } from '../policies';
import { refuse, type Refusal } from '../refusal';
import { serviceUserOf } from '../service-users';
import type { State } from '../state';
import { shownAccount } from './access-changes';
import { initiatingMember, type Initiation, type Json } from './rule';

/** What a Service User may do where. */
export interface Reach {
  readonly scopes: readonly ServiceUserScope[];
  readonly accountIds: readonly AccountId[];
}

/** Scopes and accounts in their one form: each once, in a fixed order. */
export function inOneForm({ scopes, accountIds }: Reach): {
  scopes: ServiceUserScope[];
  accountIds: AccountId[];
} {
  return {
    scopes: SERVICE_USER_SCOPES.filter((scope) => scopes.includes(scope)),
    accountIds: [...new Set(accountIds)].sort(),
  };
}

export function unknownAccount(state: State, accountIds: readonly AccountId[]): Refusal | null {
  return accountIds.every((id) => state.accounts.get(id))
    ? null
    : refuse('not_found', 'There is no such account.');
}

export const withdrawsFrom = ({ scopes, accountIds }: Reach): readonly AccountId[] =>
  scopes.includes('withdraw') ? accountIds : [];

/**
 * Why giving a Service User a reach waits: any while withdrawals are locked (§7); and `withdraw` on an account, or a key
 * for it, reads as Initiate on withdrawals there, which nobody gives beyond their own (§6, fine print).
 */
export function givingWaits(
  initiation: Initiation<unknown>,
  accounts: readonly AccountId[],
): QueueReason | null {
  if (policyOf(initiation.state, 'withdrawals').locked) return 'ring_change';
  const initiator = initiatingMember(initiation);
  const beyond = accounts.some((account) => !holds(initiator, 'initiate', 'withdrawals', account));
  return beyond ? 'grant_beyond_own' : null;
}

export function shownReach(state: State, { scopes, accountIds }: Reach): Json {
  return {
    scopes: [...scopes],
    accounts: accountIds.map((id) => shownAccount(state, id)),
  };
}

export function shownServiceUser(state: State, id: ServiceUserId): Json {
  return { id, name: serviceUserOf(state, id).name };
}

export const NOTHING: Reach = { scopes: [], accountIds: [] };

/** Disabling a Service User is for good. */
export function disabled(state: State, id: ServiceUserId): Refusal | null {
  return serviceUserOf(state, id).enabled ? null : refuse('conflict', 'This Service User is disabled.');
}

export function known(state: State, id: ServiceUserId): Refusal | null {
  return state.serviceUsers.get(id) ? null : refuse('not_found', 'There is no such Service User.');
}
