// §5, the truth table, with §4's escalation and §7's ring: whether a request queues, and why.
import type { QueueReason } from '../../../shared/contract/requests';
import { anyLocked, ringOf } from './coverage';
import type { Power } from './grants';
import { gives, givesOnAccount, ORGANIZATION } from './grants';
import type { PolicyChangeParams } from './rules/policies';
import { changedSettings } from './rules/policies';
import { ruleOf } from './rules/all';
import type { Member, Organization, Request } from './state';
import { policyOf } from './state';

/** Which reason is told where several hold. The page leaves the order open. */
export const REASON_ORDER: QueueReason[] = [
  'service_user',
  'policy_locked',
  'ring_change',
  'own_access',
  'grant_beyond_own',
  'approval_always_required',
  'no_execute',
];

function lacks(m: Member, { on, permission, place }: Power): boolean {
  if (m.owner) return false;
  return on === 'account'
    ? !givesOnAccount(m.grants, permission as Parameters<typeof givesOnAccount>[1], place)
    : !gives(m.grants, permission as Parameters<typeof gives>[1], on, place);
}

/** Giving Initiate, Approve or Execute, or taking Approve or Execute, on a ring workflow (§7). */
function changesRing(o: Organization, r: Request): boolean {
  const rule = ruleOf(r.operation);
  const ring: string[] = ringOf(o);
  const given = (rule.gives?.(o, r.params) ?? []).filter((p) => p.permission !== 'view');
  const taken = (rule.takes?.(o, r.params) ?? []).filter(
    (p) => p.permission === 'approve' || p.permission === 'execute',
  );
  return (
    [...given, ...taken].some((power) => ring.includes(power.on)) ||
    (anyLocked(o) && (rule.ringChange?.(o, r.params) ?? false))
  );
}

/** While nothing is locked, the Owner alone may always turn a toggle off again (§5, last paragraph). */
function onlyTurnsToggleOff(o: Organization, m: Member, r: Request): boolean {
  if (r.operation !== 'policy.change' || !m.owner || anyLocked(o)) return false;
  const changed = changedSettings(o, r.params as PolicyChangeParams);
  return Object.keys(changed).length === 1 && changed.alwaysRequireApproval === false;
}

/** Every reason for which it queues, in order; none where it completes at once. */
export function reasonsToQueue(o: Organization, r: Request): QueueReason[] {
  const rule = ruleOf(r.operation);
  const place = r.accountId ?? ORGANIZATION;
  const m = o.members.find((each) => each.id === r.initiator.id);
  const concerned = rule.concerns?.(r.params);
  const executes = m !== undefined && (m.owner || gives(m.grants, 'execute', rule.workflow, place));
  const toggled = policyOf(o, rule.workflow).alwaysRequireApproval;
  const given = rule.gives?.(o, r.params) ?? [];
  const holds: Record<QueueReason, boolean> = {
    service_user: r.initiator.kind === 'service-user',
    policy_locked: concerned !== undefined && policyOf(o, concerned).locked,
    ring_change: changesRing(o, r) || (rule.alwaysQueues?.(o, r.params, r) ?? false),
    own_access: (rule.subjects?.(o, r.params) ?? []).includes(r.initiator.id),
    grant_beyond_own: m !== undefined && given.some((power) => lacks(m, power)),
    approval_always_required: toggled && !(m !== undefined && onlyTurnsToggleOff(o, m, r)),
    no_execute: !executes,
  };
  return REASON_ORDER.filter((reason) => holds[reason]);
}
