// Who may decide a request (§4, §5, §7): the eligible, less those whose own it is and those whom it is about.
import { isApprover } from './coverage';
import { ORGANIZATION } from './grants';
import { ruleOf } from './rules/all';
import type { Member, Organization, Request } from './state';

/** Its initiator, its key's custodian, and for a confirmation the inviter. */
export function isOwn(o: Organization, m: Member, r: Request): boolean {
  const own = ruleOf(r.operation).alsoOwnTo?.(o, r.params) ?? [];
  const custodian = r.initiator.kind === 'service-user' ? r.initiator.custodianId : null;
  return m.id === r.initiator.id || m.id === custodian || own.includes(m.id);
}

export function isSubject(o: Organization, m: Member, r: Request): boolean {
  return (ruleOf(r.operation).subjects?.(o, r.params) ?? []).includes(m.id);
}

export function mayApprove(o: Organization, m: Member, r: Request): boolean {
  return isApprover(o, m, r.workflow, r.accountId ?? ORGANIZATION);
}

export function hasDecided(m: Member, r: Request): boolean {
  return r.approvals.some((approval) => approval.memberId === m.id && approval.valid);
}

/** Everyone who could decide it now and has not yet. */
export function eligibleApprovers(o: Organization, r: Request): string[] {
  return o.members
    .filter((m) => mayApprove(o, m, r) && !isOwn(o, m, r) && !isSubject(o, m, r) && !hasDecided(m, r))
    .map((m) => m.id);
}
