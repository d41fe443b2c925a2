// §12: who may see what. What one may not see answers `not_found`.
import { may, ORGANIZATION } from './grants';
import type { Member, Organization, Request } from './state';

/** Balances, addresses, requests: with any grant on the account (§13.6). */
export function seesAccount(m: Member, accountId: string): boolean {
  const { workflows, accounts } = m.grants;
  const named = [...workflows, ...accounts].some(
    (g) => (g.accountId === accountId || g.accountId === '*') && g.permissions.length > 0,
  );
  return m.status === 'active' && (m.owner || named);
}

/** Id and name only, with View on Manage Access. */
export function knowsAccount(m: Member, accountId: string): boolean {
  return seesAccount(m, accountId) || may(m, 'view', 'access', ORGANIZATION);
}

/** View where it belongs; its initiator and custodian always (§6, Fine print). */
export function seesRequest(m: Member, r: Request): boolean {
  const custodian = r.initiator.kind === 'service-user' && r.initiator.custodianId === m.id;
  return custodian || r.initiator.id === m.id || may(m, 'view', r.workflow, r.accountId ?? ORGANIZATION);
}

/** Grants, status and version of that member; others are known by id and name. */
export function seesMember(m: Member, other: Member): boolean {
  return m.id === other.id || may(m, 'view', 'access', ORGANIZATION);
}

export function visibleRequests(o: Organization, m: Member): string[] {
  return o.requests.filter((r) => seesRequest(m, r)).map((r) => r.id);
}

export function visibleAccounts(o: Organization, m: Member): string[] {
  return o.accounts.filter((a) => knowsAccount(m, a.id)).map((a) => a.id);
}
