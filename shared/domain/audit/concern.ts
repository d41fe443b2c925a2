import type { Workflow } from '../../contract/organization';
import type { AccountId } from '../../contract/primitives';
import { holds, knowsAccount, seesAccount } from '../members';
import type { Member } from '../state';
import { isAccountScoped } from '../workflows';

/** Whose business the content of an entry is. */
export type Concern =
  /** Everyone’s who may read the audit. */
  | { readonly kind: 'everyone' }
  /** Theirs who see this account (§13.6). */
  | { readonly kind: 'account'; readonly accountId: AccountId }
  /** Theirs who know this account, at least by name. */
  | { readonly kind: 'account-name'; readonly accountId: AccountId }
  /** Theirs who may see members’ grants, and that member’s own (§12). */
  | { readonly kind: 'access'; readonly memberId: string | null }
  /** Nobody knows: the Owner’s alone. */
  | { readonly kind: 'owner' };

/** What an entry names by id only. */
export interface Places {
  request(id: string): { readonly workflow: Workflow; readonly accountId: AccountId | null } | null;
  addressAccount(id: string): AccountId | null;
}

/** By the part of the type before the dot, where the content names neither request nor account. */
const BY_GROUP: Readonly<Record<string, 'everyone' | 'access'>> = {
  organization: 'access',
  member: 'access',
  'service-user': 'access',
  role: 'access',
  key: 'access',
  invitation: 'access',
  policy: 'everyone',
  security: 'everyone',
  session: 'everyone',
  'second-factor': 'everyone',
  device: 'everyone',
  enrolment: 'everyone',
  passkey: 'access',
  password: 'everyone',
  audit: 'everyone',
  ledger: 'everyone',
  clock: 'everyone',
  backup: 'everyone',
};

interface Names {
  request?: { workflow: Workflow; accountId: AccountId | null };
  requestId?: string;
  posting?: { accountId: AccountId };
  address?: { accountId: AccountId };
  addressId?: string;
  account?: { id: AccountId };
  accountId?: AccountId;
  member?: { id: string };
  memberId?: string;
}

/** Which account, or whose access, an entry is about; what isn’t known to be harmless is the Owner’s. */
export function concernOf(type: string, payload: unknown, places: Places): Concern {
  const group = type.slice(0, type.indexOf('.'));
  const names = (payload ?? {}) as Names;
  const memberId = names.memberId ?? names.member?.id ?? null;
  const request = names.request ?? (names.requestId === undefined ? null : places.request(names.requestId));
  if (request) {
    if (!isAccountScoped(request.workflow))
      return request.workflow === 'access' ? { kind: 'access', memberId: null } : { kind: 'everyone' };
    return request.accountId === null ? { kind: 'owner' } : { kind: 'account', accountId: request.accountId };
  }
  if (names.requestId !== undefined) return { kind: 'owner' };
  if (group === 'account') {
    const accountId = names.account?.id ?? names.accountId;
    return accountId === undefined ? { kind: 'owner' } : { kind: 'account-name', accountId };
  }
  const accountId =
    names.posting?.accountId ??
    names.address?.accountId ??
    (group !== 'organization' ? names.accountId : undefined) ??
    (names.addressId === undefined ? undefined : (places.addressAccount(names.addressId) ?? undefined));
  if (accountId !== undefined) return { kind: 'account', accountId };
  if (group === 'address') return { kind: 'owner' };
  const by = Object.hasOwn(BY_GROUP, group) ? BY_GROUP[group] : undefined;
  if (by === undefined) return { kind: 'owner' };
  return by === 'access' ? { kind: 'access', memberId } : { kind: 'everyone' };
}

/** §12: the Owner, or View on Manage Policies. */
export function readsAudit(reader: Member): boolean {
  return reader.owner || holds(reader, 'view', 'policies', null);
}

/** Whether this reader may see the content; for anyone else its hash stands there. */
export function mayRead(reader: Member, concern: Concern): boolean {
  if (reader.owner) return true;
  switch (concern.kind) {
    case 'everyone':
      return true;
    case 'account':
      return seesAccount(reader, concern.accountId);
    case 'account-name':
      return knowsAccount(reader, concern.accountId);
    case 'access':
      return concern.memberId === reader.id || holds(reader, 'view', 'access', null);
    case 'owner':
      return false;
  }
}
