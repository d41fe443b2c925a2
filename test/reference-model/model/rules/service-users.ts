// Manage Access, the Service Users' part. Their `withdraw` counts as Initiate on withdrawals (§6, Fine print).
import { mayWithdraw } from '../coverage';
import type { Power } from '../grants';
import { namesNow } from '../grants';
import { rule } from '../rule';
import type { Key, Organization, Scope, ServiceUser } from '../state';
import { mint, policyOf, refuse, the } from '../state';

export interface ServiceUserParams {
  name: string;
  scopes: Scope[];
  accountIds: string[];
}
export interface ServiceUserPermissionsParams {
  serviceUserId: string;
  scopes: Scope[];
  accountIds: string[];
  baseVersion: number;
}
export interface KeyParams {
  serviceUserId: string;
  label: string;
  accountId?: string;
}

const accountsMissing = (o: Organization, ids: string[]) =>
  ids.some((id) => !o.accounts.some((account) => account.id === id));
const unknownServiceUser = (o: Organization, id: string) => !o.serviceUsers.some((s) => s.id === id);
const withdrawalsLocked = (o: Organization) => policyOf(o, 'withdrawals').locked;

function asInitiate(accountIds: string[]): Power[] {
  return accountIds.map((place) => ({ on: 'withdrawals', permission: 'initiate', place }));
}

function withdrawsFrom({ scopes, accountIds }: Pick<ServiceUser, 'scopes' | 'accountIds'>): string[] {
  return scopes.includes('withdraw') ? accountIds : [];
}

export const createServiceUser = rule<ServiceUserParams>({
  workflow: 'access',
  unknown: (o, { accountIds }) => accountsMissing(o, accountIds),
  change(o, { name, scopes, accountIds }, r) {
    const made: ServiceUser = { id: mint(o, 'svc'), name, scopes, accountIds, disabled: false, version: 1 };
    o.serviceUsers.push(made);
    r.result = { serviceUserId: made.id };
    return null;
  },
  gives: (_o, params) => asInitiate(withdrawsFrom(params)),
  ringChange: withdrawalsLocked,
  shows: (o, { accountIds }) => namesNow(o, accountIds),
});

export const changeServiceUser = rule<ServiceUserPermissionsParams>({
  workflow: 'access',
  unknown: (o, { serviceUserId, accountIds }) =>
    unknownServiceUser(o, serviceUserId) || accountsMissing(o, accountIds),
  change(o, { serviceUserId, scopes, accountIds, baseVersion }) {
    const s = the(o.serviceUsers, serviceUserId);
    if (s.disabled || s.version !== baseVersion) return refuse('conflict');
    s.scopes = scopes;
    s.accountIds = accountIds;
    s.version += 1;
    return null;
  },
  gives(o, params) {
    const before = withdrawsFrom(the(o.serviceUsers, params.serviceUserId));
    return asInitiate(withdrawsFrom(params).filter((id) => !before.includes(id)));
  },
  ringChange(o, { serviceUserId, scopes, accountIds }) {
    const s = the(o.serviceUsers, serviceUserId);
    const widens =
      scopes.some((scope) => !s.scopes.includes(scope)) ||
      accountIds.some((id) => !s.accountIds.includes(id));
    return withdrawalsLocked(o) && widens;
  },
  shows: (o, { accountIds }) => namesNow(o, accountIds),
});

export const disableServiceUser = rule<{ serviceUserId: string }>({
  workflow: 'access',
  unknown: (o, { serviceUserId }) => unknownServiceUser(o, serviceUserId),
  change(o, { serviceUserId }) {
    const s = the(o.serviceUsers, serviceUserId);
    if (s.disabled) return refuse('conflict');
    s.disabled = true;
    s.version += 1;
    return null;
  },
});

export const createKey = rule<KeyParams>({
  workflow: 'access',
  unknown: (o, { serviceUserId, accountId }) =>
    unknownServiceUser(o, serviceUserId) || (accountId !== undefined && accountsMissing(o, [accountId])),
  change(o, { serviceUserId, label, accountId }, r) {
    const s = the(o.serviceUsers, serviceUserId);
    const elsewhere = accountId !== undefined && !s.accountIds.includes(accountId);
    if (s.disabled || elsewhere) return refuse('conflict');
    const key: Key = {
      id: mint(o, 'key'),
      serviceUserId,
      label,
      accountId: accountId ?? null,
      custodianId: r.initiator.id,
      expiresAt: null,
      revoked: false,
    };
    o.keys.push(key);
    r.result = { keyId: key.id };
    return null;
  },
  shows(o, { serviceUserId }) {
    const { version, accountIds } = the(o.serviceUsers, serviceUserId);
    return [version, namesNow(o, accountIds)];
  },
  gives(o, { serviceUserId, accountId }) {
    // A key for an account reads as Initiate there, whatever the scopes are now: they may widen while it lives.
    return asInitiate(accountId === undefined ? the(o.serviceUsers, serviceUserId).accountIds : [accountId]);
  },
  ringChange: withdrawalsLocked,
});

export const revokeKey = rule<{ keyId: string }>({
  workflow: 'access',
  unknown: (o, { keyId }) => !o.keys.some((key) => key.id === keyId),
  change(o, { keyId }) {
    const key = the(o.keys, keyId);
    if (key.revoked) return refuse('conflict');
    key.revoked = true;
    return null;
  },
});

/** Whether a key can sign anything now on that account (§4, §6 Fine print). */
export function keyWorks(o: Organization, keyId: string, accountId: string): boolean {
  const key = o.keys.find((k) => k.id === keyId);
  if (key === undefined || key.revoked) return false;
  if (key.expiresAt !== null && key.expiresAt <= o.now) return false;
  if (key.accountId !== null && key.accountId !== accountId) return false;
  const custodian = the(o.members, key.custodianId);
  if (custodian.status === 'suspended' || custodian.status === 'removed') return false;
  return mayWithdraw(the(o.serviceUsers, key.serviceUserId), accountId);
}
