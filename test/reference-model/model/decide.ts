// Deciding and cancelling (§6): refusals in the one order, then the effect.
import { hasDecided, isOwn, isSubject, mayApprove } from './approvers';
import { isFresh, notCovered, shownBy } from './initiate';
import { ruleOf } from './rules/all';
import { end, settle } from './settle';
import type { Member, Organization, Refusal, Request } from './state';
import { copyOf, refuse, the } from './state';
import { seesRequest } from './visibility';

export interface Decision {
  requestId: string;
  /** Whether the digest named is that of the view. */
  staleView: boolean;
}

function cannotDecide(o: Organization, m: Member, decision: Decision): Refusal | Request {
  const r = o.requests.find((each) => each.id === decision.requestId);
  if (r === undefined || !seesRequest(m, r)) return refuse('not_found');
  if (r.status !== 'pending') return refuse('not_pending');
  if (!mayApprove(o, m, r)) return refuse('permission_denied');
  if (isOwn(o, m, r)) return refuse('self_approval');
  if (isSubject(o, m, r)) return refuse('subject_approval');
  if (hasDecided(m, r)) return refuse('already_decided');
  if (decision.staleView) return refuse('stale_view');
  if (!isFresh(o, m.id)) return refuse('second_factor_required');
  return r;
}

export function approve(o: Organization, memberId: string, decision: Decision): Refusal | Request {
  const r = cannotDecide(o, the(o.members, memberId), decision);
  if ('code' in r) return r;
  r.approvals.push({ memberId, valid: true });
  const valid = r.approvals.filter((approval) => approval.valid).length;
  if (valid >= r.requiredApprovals) apply(o, r);
  settle(o);
  return r;
}

/** Preconditions are checked again; what fails is terminal, changes nothing and releases the hold. */
function apply(o: Organization, r: Request): void {
  const trial = copyOf(o);
  const tried = the(trial.requests, r.id);
  const refusal =
    shownOtherwise(o, r) ?? ruleOf(r.operation).change(trial, r.params, tried) ?? notCovered(trial, tried);
  if (refusal !== null) {
    r.failure = refusal.code === 'no_session' ? null : refusal.code;
    end(o, r, 'failed');
    return;
  }
  ruleOf(r.operation).change(o, r.params, r);
  r.status = 'completed';
}

function shownOtherwise(o: Organization, r: Request): Refusal | null {
  return shownBy(o, r.operation, r.params) === r.shown ? null : refuse('conflict');
}

export function reject(o: Organization, memberId: string, decision: Decision): Refusal | Request {
  const r = cannotDecide(o, the(o.members, memberId), decision);
  if ('code' in r) return r;
  r.rejectedBy = memberId;
  end(o, r, 'rejected');
  settle(o);
  return r;
}

/** What became of one request of several: its status now, or the code of the refusal. */
export interface Decided {
  requestId: string;
  ok: boolean;
  outcome: string;
}

/** Several with one second factor, each by itself and in order; without a factor none (api.md, decisions). */
export function decideSeveral(
  o: Organization,
  memberId: string,
  decision: 'approve' | 'reject',
  items: Decision[],
): Refusal | Decided[] {
  const each = (on: Organization): Decided[] =>
    items.map((item) => {
      const made = (decision === 'approve' ? approve : reject)(on, memberId, item);
      return 'code' in made
        ? { requestId: item.requestId, ok: false, outcome: made.code }
        : { requestId: item.requestId, ok: true, outcome: made.status };
    });
  const trial = copyOf(o);
  the(trial.members, memberId).secondFactorAt = o.now;
  const tried = each(trial);
  if (tried.every(({ ok }) => !ok)) return tried;
  return isFresh(o, memberId) ? each(o) : refuse('second_factor_required');
}

/** The initiator, or the custodian of the key that started it (§6). */
export function cancel(o: Organization, memberId: string, requestId: string): Refusal | Request {
  const m = the(o.members, memberId);
  const r = o.requests.find((each) => each.id === requestId);
  if (r === undefined || !seesRequest(m, r)) return refuse('not_found');
  if (r.status !== 'pending') return refuse('not_pending');
  const custodian = r.initiator.kind === 'service-user' && r.initiator.custodianId === memberId;
  if (r.initiator.id !== memberId && !custodian) return refuse('permission_denied');
  end(o, r, 'cancelled');
  return r;
}
