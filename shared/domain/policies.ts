import type { MemberId } from '../contract/primitives';
import { WORKFLOWS, type Workflow } from '../contract/organization';
import type { PolicyView } from '../contract/policies';
import { isApprover } from './members';
import { placesOf, type Policy, type State } from './state';

/** The policies of a new organization (§5). */
export function defaultPolicies(now: number, by: MemberId): Policy[] {
  return WORKFLOWS.map((workflow) => ({
    workflow,
    version: 1,
    requiredApprovals: 1,
    alwaysRequireApproval: false,
    locked: false,
    expiresAfterHours: 72,
    addressHoldHours: workflow === 'addresses' ? 24 : null,
    changedAt: now,
    changedBy: by,
  }));
}

export function policyOf(state: State, workflow: Workflow): Policy {
  const policy = state.policies.get(workflow);
  if (!policy) throw new Error('no organization yet');
  return policy;
}

export function anyLocked(state: State): boolean {
  return WORKFLOWS.some((workflow) => state.policies.get(workflow)?.locked === true);
}

/** Why somebody's Execute has no effect (§5, §7). */
export type Rest = 'ring_change' | 'approval_always_required';

/**
 * Why Execute rests in a workflow, so that its holders wait like anyone (§5, §7 `queues`): in Manage Policies and Manage
 * Access while anything is locked, and under the toggle. Null where Execute completes. What one command changes may be
 * judged more finely.
 */
export function restsBecause(
  policies: Iterable<Pick<Policy, 'workflow' | 'alwaysRequireApproval' | 'locked'>>,
  workflow: Workflow,
): Rest | null {
  const all = [...policies];
  if ((workflow === 'policies' || workflow === 'access') && all.some(({ locked }) => locked))
    return 'ring_change';
  return all.some((policy) => policy.workflow === workflow && policy.alwaysRequireApproval)
    ? 'approval_always_required'
    : null;
}

/**
 * Where a workflow stands on the way from Bootstrap to Lock (§8): bootstrap while the Owner alone could decide,
 * configure once somebody else can, enforce with the toggle on, locked.
 */
export function stageOf(state: State, policy: Policy): PolicyView['stage'] {
  if (policy.locked) return 'locked';
  if (policy.alwaysRequireApproval) return 'enforce';
  return othersApprove(state, policy.workflow) ? 'configure' : 'bootstrap';
}

/** Whether somebody besides the Owner can approve in a workflow, somewhere at least. */
export function othersApprove(state: State, workflow: Workflow): boolean {
  const places = placesOf(state, workflow);
  return [...state.members.values()].some(
    (member) => !member.owner && places.some((place) => isApprover(state, member, workflow, place)),
  );
}
