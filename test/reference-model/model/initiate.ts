// Initiating: who may, what is refused, what completes at once, what queues (§5, §6).
import type { QueueReason } from '../../../shared/contract/requests';
import { eligibleApprovers } from './approvers';
import { shortInRing } from './coverage';
import { isAccountScoped, may, ORGANIZATION } from './grants';
import { ruleOf } from './rules/all';
import { keyWorks } from './rules/service-users';
import { settle } from './settle';
import type { Initiator, Organization, Refusal, Request } from './state';
import { balanceOf, copyOf, HOUR, mint, policyOf, refuse, SECOND_FACTOR_LASTS, the } from './state';
import { reasonsToQueue } from './truth-table';
import { knowsAccount } from './visibility';

export interface Start {
  operation: string;
  params: unknown;
  accountId?: string;
}

export interface Judgement {
  outcome: 'complete' | 'queue';
  queuedBecause: QueueReason | null;
  requiredApprovals: number;
  eligible: string[];
}

export function isFresh(o: Organization, memberId: string): boolean {
  return o.now - the(o.members, memberId).secondFactorAt < SECOND_FACTOR_LASTS;
}

function draft(o: Organization, initiator: Initiator, start: Start): Request {
  const { workflow } = ruleOf(start.operation);
  const policy = policyOf(o, workflow);
  return {
    id: `req_${o.requests.length + 1}`,
    operation: start.operation,
    workflow,
    accountId: isAccountScoped(workflow) ? (start.accountId ?? null) : null,
    params: start.params,
    initiator,
    status: 'pending',
    createdAt: o.now,
    expiresAt: o.now + policy.expiresAfterHours * HOUR,
    requiredApprovals: policy.requiredApprovals,
    queuedBecause: null,
    approvals: [],
    rejectedBy: null,
    failure: null,
    held: false,
    shown: '',
    result: {},
  };
}

/** Who may not initiate at all is told so before anything about the target (§6, Fine print). */
function notPermitted(o: Organization, r: Request): Refusal | null {
  if (r.initiator.kind === 'service-user')
    return keyWorks(o, r.initiator.keyId, r.accountId ?? '') ? null : refuse('permission_denied');
  const m = the(o.members, r.initiator.id);
  if (isAccountScoped(r.workflow)) {
    const exists = o.accounts.some((account) => account.id === r.accountId);
    if (!exists || !knowsAccount(m, r.accountId ?? '')) return refuse('not_found');
  }
  const place = r.accountId ?? ORGANIZATION;
  return may(m, 'initiate', r.workflow, place) ? null : refuse('permission_denied');
}

/** The permit check on the state that a change has made, and where it names one, on the state it leads to (§7). */
export function notCovered(o2: Organization, r: Request): Refusal | null {
  const { endState } = ruleOf(r.operation);
  const states = [o2];
  if (endState !== undefined) {
    const later = copyOf(o2);
    endState(later, r.params, r);
    states.push(later);
  }
  const shortfalls = states.flatMap(shortInRing);
  return shortfalls.length === 0 ? null : refuse('coverage_insufficient', { shortfalls });
}

function preconditions(o: Organization, r: Request): Refusal | null {
  const rule = ruleOf(r.operation);
  if (rule.unknown?.(o, r.params, r) ?? false) return refuse('not_found');
  const trial = copyOf(o);
  const refusal = rule.change(trial, r.params, { ...r, result: {} });
  if (refusal !== null) return refusal;
  const account = o.accounts.find((each) => each.id === r.accountId);
  if (account?.dormantIn.includes(r.workflow) ?? false)
    return refuse('coverage_insufficient', { shortfalls: [] });
  return null;
}

/** What initiating would do, a second factor left aside: the dry run (§5, api.md). */
export function judge(o: Organization, r: Request): Refusal | Judgement {
  const refusal = notPermitted(o, r) ?? preconditions(o, r) ?? notCoveredAfter(o, r);
  if (refusal !== null) return refusal;
  const [because = null] = reasonsToQueue(o, r);
  return {
    outcome: because === null ? 'complete' : 'queue',
    queuedBecause: because,
    requiredApprovals: because === null ? 0 : r.requiredApprovals,
    eligible: because === null ? [] : eligibleApprovers(o, r),
  };
}

function notCoveredAfter(o: Organization, r: Request): Refusal | null {
  const trial = copyOf(o);
  const tried = { ...r, result: {} };
  ruleOf(r.operation).change(trial, r.params, tried);
  return notCovered(trial, tried);
}

export function dryRun(o: Organization, initiator: Initiator, start: Start): Refusal | Judgement {
  return judge(o, draft(o, initiator, start));
}

/** Makes the request, completed at once or queued. `o` is changed only where it isn't refused. */
export function initiate(o: Organization, initiator: Initiator, start: Start): Refusal | Request {
  const r = draft(o, initiator, start);
  const judged = judge(o, r);
  if ('code' in judged) return judged;
  r.shown = shownBy(o, r.operation, r.params);
  if (judged.outcome === 'queue') {
    r.queuedBecause = judged.queuedBecause;
    if (r.workflow === 'withdrawals') hold(o, r);
  } else {
    if (!isFresh(o, initiator.id)) return refuse('second_factor_required');
    ruleOf(r.operation).change(o, r.params, r);
    r.status = 'completed';
  }
  o.requests.push(r);
  settle(o);
  return r;
}

/** What a request was shown to do, to be held against what it would do when it is applied. */
export function shownBy(o: Organization, operation: string, params: unknown): string {
  return JSON.stringify(ruleOf(operation).shows?.(o, params) ?? null);
}

/** A withdrawal places its hold the moment it exists (§6). */
function hold(o: Organization, r: Request): void {
  const { asset, amount } = r.params as { asset: string; amount: string };
  const balance = balanceOf(o, r.accountId ?? '', asset);
  balance.available -= BigInt(amount);
  balance.held += BigInt(amount);
  r.held = true;
  mint(o, 'pst');
}
