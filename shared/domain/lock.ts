import type { LockCondition } from '../contract/coverage';
import type { Workflow } from '../contract/organization';
import { coverageOf, type Shortfall } from './coverage';
import { acceptedFactors, isApprover } from './members';
import { policyOf } from './policies';
import { hasRingPower, ringOf } from './ring';
import { forkState, type Member, type State } from './state';

/** The state as it would be with this workflow locked. */
export function asIfLocked(state: State, workflow: Workflow): State {
  const fork = forkState(state);
  fork.policies.set(workflow, { ...policyOf(state, workflow), locked: true });
  return fork;
}

export interface LockJudgement {
  readonly missing: readonly LockCondition[];
  readonly shortfalls: readonly Shortfall[];
}

/** What locking a workflow still lacks (§7): nothing, or conditions by name, coverage with its shortfalls. */
export function judgeLock(state: State, workflow: Workflow): LockJudgement {
  const locked = asIfLocked(state, workflow);
  const members = [...state.members.values()];
  const shortfalls = [...new Set<Workflow>([workflow, 'policies', 'access'])].flatMap(
    (each) => coverageOf(locked, each).shortfalls,
  );
  const missing: LockCondition[] = [];
  if (!members.some((member) => !member.owner && isApprover(state, member, 'policies', null)))
    missing.push('policy_approver');
  if (shortfalls.length > 0) missing.push('coverage');
  if (members.some((member) => isOpenInvitation(member) && hasRingPower(ringOf(locked), member.grants)))
    missing.push('open_invitations');
  if (!members.some((member) => member.owner && hasBackup(state, member)))
    missing.push('owner_backup_factor');
  return { missing, shortfalls };
}

function isOpenInvitation({ status }: Member): boolean {
  return status === 'invited' || status === 'unconfirmed';
}

/** Two accepted factors, or an unused recovery code: nobody else can let the Owner back in (§9). */
function hasBackup(state: State, owner: Member): boolean {
  if (!state.organization) return false;
  return acceptedFactors(state.organization.signInPolicy, owner).length >= 2 || owner.recoveryCodesLeft > 0;
}
