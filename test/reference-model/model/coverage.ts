// §7, the definition of coverage, line by line.
import type { Workflow } from '../../../shared/contract/organization';
import { ALL_WORKFLOWS, gives, holds, isAccountScoped, ORGANIZATION } from './grants';
import type { Factor, Member, Organization, ServiceUser, Shortfall } from './state';
import { policyOf } from './state';

export function anyLocked(o: Organization): boolean {
  return o.policies.some((policy) => policy.locked);
}

/** ring(o) */
export function ringOf(o: Organization): Workflow[] {
  if (!anyLocked(o)) return [];
  return ALL_WORKFLOWS.filter((w) => w === 'policies' || w === 'access' || policyOf(o, w).locked);
}

/** Grants of Initiate, Approve or Execute on one of these workflows, on any account (§7, The ring is closed). */
export function isInRing(m: Pick<Member, 'grants'>, ring: Workflow[]): boolean {
  return m.grants.workflows.some((g) => ring.includes(g.workflow) && g.permissions.some((p) => p !== 'view'));
}

export function satisfiesSignIn(o: Organization, factors: Factor[]): boolean {
  return factors.some((factor) => factor === 'passkey' || o.security.signInPolicy !== 'passkey');
}

/** places(w); null accounts stand for the organization as a whole. */
export function placesOf(o: Organization, workflow: Workflow): string[] {
  if (!isAccountScoped(workflow)) return [ORGANIZATION];
  return o.accounts.filter((a) => !a.dormantIn.includes(workflow)).map((a) => a.id);
}

/** approver(m, w, a) */
export function isApprover(o: Organization, m: Member, workflow: Workflow, place: string): boolean {
  return m.status === 'active' && satisfiesSignIn(o, m.factors) && holds(m, 'approve', workflow, place);
}

interface Starter {
  id: string;
  member: Member | null;
  /** Who may not approve what this one starts. */
  own: string[];
}

/** A Service User that may withdraw from the account. */
export function mayWithdraw(s: ServiceUser, accountId: string): boolean {
  return !s.disabled && s.scopes.includes('withdraw') && s.accountIds.includes(accountId);
}

/** starters(w, a) */
function startersOf(o: Organization, workflow: Workflow, place: string): Starter[] {
  const members = o.members
    .filter((m) => m.status !== 'suspended' && m.status !== 'removed')
    .filter((m) => holds(m, 'initiate', workflow, place))
    .map((m) => ({ id: m.id, member: m, own: [m.id] }));
  if (workflow !== 'withdrawals') return members;
  const bots = o.serviceUsers
    .filter((s) => mayWithdraw(s, place))
    .flatMap((s) => {
      const keys = o.keys.filter((k) => k.serviceUserId === s.id && !k.revoked);
      if (keys.length === 0) return [{ id: s.id, member: null, own: [] }];
      return keys.map((k) => ({ id: s.id, member: null, own: [k.custodianId] }));
    });
  return [...members, ...bots];
}

/** queues(i, w, a) */
function queues(o: Organization, starter: Starter, workflow: Workflow, place: string): boolean {
  return (
    starter.member === null ||
    policyOf(o, workflow).alwaysRequireApproval ||
    !(starter.member.owner || gives(starter.member.grants, 'execute', workflow, place)) ||
    ((workflow === 'policies' || workflow === 'access') && anyLocked(o))
  );
}

/** Every pair that shortfalls and spare are judged over, with |E| and the threshold. */
function judged(o: Organization, workflow: Workflow, places: string[]): Shortfall[] {
  const required = policyOf(o, workflow).requiredApprovals;
  return places.flatMap((place) => {
    const approvers = o.members.filter((m) => isApprover(o, m, workflow, place));
    return startersOf(o, workflow, place)
      .filter((starter) => queues(o, starter, workflow, place))
      .map((starter) => ({
        workflow,
        accountId: place === ORGANIZATION ? null : place,
        initiatorId: starter.id,
        required,
        eligible: approvers.filter((m) => !starter.own.includes(m.id)).length,
      }));
  });
}

/** shortfalls(o, w) */
export function shortfallsOf(
  o: Organization,
  workflow: Workflow,
  places = placesOf(o, workflow),
): Shortfall[] {
  return judged(o, workflow, places).filter((pair) => pair.eligible < pair.required);
}

/** spare(o, w); null where nothing would queue. */
export function spareOf(o: Organization, workflow: Workflow): number | null {
  const spares = judged(o, workflow, placesOf(o, workflow)).map((pair) => pair.eligible - pair.required);
  return spares.length === 0 ? null : Math.min(...spares);
}

/** permit(o, change), given o2: what is short in the ring of it; empty where permitted. */
export function shortInRing(o2: Organization): Shortfall[] {
  return ringOf(o2).flatMap((workflow) => shortfallsOf(o2, workflow));
}
