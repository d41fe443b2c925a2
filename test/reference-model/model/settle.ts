// §6, *what a change does to pending requests*, and what else follows from a change by itself: recomputed after every
// command, on the whole state.
import { shortfallsOf, mayWithdraw } from './coverage';
import { holds, ORGANIZATION } from './grants';
import type { Member, Organization, Request } from './state';
import { balanceOf, policyOf, the } from './state';

export function settle(o: Organization): void {
  for (const r of o.requests) if (r.status === 'pending') settleRequest(o, r);
  for (const account of o.accounts) {
    account.dormantIn = account.dormantIn.filter(
      (w) => policyOf(o, w).locked && shortfallsOf(o, w, [account.id]).length > 0,
    );
  }
}

function settleRequest(o: Organization, r: Request): void {
  // The approvals it needs only rise.
  r.requiredApprovals = Math.max(r.requiredApprovals, policyOf(o, r.workflow).requiredApprovals);
  const place = r.accountId ?? ORGANIZATION;
  for (const approval of r.approvals) {
    const m = the(o.members, approval.memberId);
    // Void approvals stay void; blocked by 2FA doesn't void.
    if (m.status !== 'active' || !holds(m, 'approve', r.workflow, place)) approval.valid = false;
  }
  if (!mayStillWait(o, r)) end(o, r, 'cancelled');
}

function isOut(m: Member): boolean {
  return m.status === 'suspended' || m.status === 'removed';
}

function mayStillWait(o: Organization, r: Request): boolean {
  if (r.initiator.kind === 'service-user') {
    const s = the(o.serviceUsers, r.initiator.id);
    return mayWithdraw(s, r.accountId ?? '') && !isOut(the(o.members, r.initiator.custodianId));
  }
  const m = the(o.members, r.initiator.id);
  return !isOut(m) && holds(m, 'initiate', r.workflow, r.accountId ?? ORGANIZATION);
}

/** Ends a request otherwise than by completing it; what it holds is released. */
export function end(
  o: Organization,
  r: Request,
  status: 'rejected' | 'cancelled' | 'expired' | 'failed',
): void {
  r.status = status;
  if (!r.held) return;
  const { asset, amount } = r.params as { asset: string; amount: string };
  const balance = balanceOf(o, r.accountId ?? '', asset);
  balance.held -= BigInt(amount);
  balance.available += BigInt(amount);
  r.held = false;
}

/** Before every command and read, what is due becomes `expired`. */
export function expireDue(o: Organization): void {
  for (const r of o.requests) if (r.status === 'pending' && r.expiresAt <= o.now) end(o, r, 'expired');
}
