import type { Workflow } from '../../contract/organization';
import type { MemberId } from '../../contract/primitives';
import type { ParamsOf } from '../../contract/requests';
import { anyLocked, policyOf } from '../policies';
import { fault, refuse, type Refusal } from '../refusal';
import { ringOf } from '../ring';
import type { Policy, State } from '../state';
import type { Work } from '../work';
import { nothingChanges } from './access-changes';
import { initiatingMember, type Json, type OperationRule } from './rule';

type Change = ParamsOf<'policy.change'>;
const SETTINGS = [
  'requiredApprovals',
  'alwaysRequireApproval',
  'expiresAfterHours',
  'addressHoldHours',
] as const;

function changed(policy: Policy, params: Change): Policy {
  return {
    ...policy,
    requiredApprovals: params.requiredApprovals ?? policy.requiredApprovals,
    alwaysRequireApproval: params.alwaysRequireApproval ?? policy.alwaysRequireApproval,
    expiresAfterHours: params.expiresAfterHours ?? policy.expiresAfterHours,
    addressHoldHours: params.addressHoldHours ?? policy.addressHoldHours,
  };
}

/** A policy as views show it, before and after. */
export function shownPolicy(policy: Policy): Json {
  return {
    workflow: policy.workflow,
    version: policy.version,
    requiredApprovals: policy.requiredApprovals,
    alwaysRequireApproval: policy.alwaysRequireApproval,
    locked: policy.locked,
    expiresAfterHours: policy.expiresAfterHours,
    ...(policy.addressHoldHours === null ? {} : { addressHoldHours: policy.addressHoldHours }),
  };
}

/** Somebody was quicker: the version that was looked at isn't the one in force. */
export function staleVersion(
  state: State,
  { workflow, baseVersion }: { workflow: Workflow; baseVersion: number },
): Refusal | null {
  return policyOf(state, workflow).version === baseVersion
    ? null
    : refuse('conflict', 'This policy changed meanwhile. Look at it again.');
}

/** The next version of a policy, by whoever asked for it. */
export function newVersion(work: Work, before: Policy, change: Partial<Policy>, by: MemberId): Policy {
  const policy = { ...before, ...change, version: before.version + 1, changedAt: work.now, changedBy: by };
  work.record({ type: 'policy.changed', policy });
  return policy;
}

/** By what the policy would be then: naming a setting as it stands changes nothing. */
function onlyTurnsToggleOff(before: Policy, params: Change): boolean {
  const after = changed(before, params);
  return (
    before.alwaysRequireApproval &&
    SETTINGS.every((setting) =>
      setting === 'alwaysRequireApproval' ? !after[setting] : after[setting] === before[setting],
    )
  );
}

export const policyChange: OperationRule<ParamsOf<'policy.change'>> = {
  resolve({ params }) {
    if (SETTINGS.every((setting) => params[setting] === undefined)) return nothingChanges();
    if (params.addressHoldHours !== undefined && params.workflow !== 'addresses')
      return fault('params.addressHoldHours', 'Only Manage Addresses has a hold time.');
    return params;
  },
  precondition(state, _now, _accountId, params) {
    return staleVersion(state, params);
  },
  // A locked policy, and those that hold the ring together while anything is locked (§7).
  alwaysQueued({ state, params }) {
    if (policyOf(state, params.workflow).locked) return 'policy_locked';
    return ringOf(state).has(params.workflow) ? 'ring_change' : null;
  },
  // Experiments stay reversible: while nothing is locked the Owner alone may turn a toggle off, and nothing else (§5).
  completesForOwner(initiation) {
    const { state, params } = initiation;
    return (
      initiatingMember(initiation).owner &&
      !anyLocked(state) &&
      onlyTurnsToggleOff(policyOf(state, params.workflow), params)
    );
  },
  view({ state, params }) {
    const before = policyOf(state, params.workflow);
    const after = { ...changed(before, params), version: before.version + 1 };
    const asked = Object.fromEntries(
      SETTINGS.flatMap((setting) => (params[setting] === undefined ? [] : [[setting, params[setting]]])),
    ) as Record<string, Json>;
    return {
      params: { workflow: params.workflow, baseVersion: params.baseVersion, ...asked },
      before: shownPolicy(before),
      after: shownPolicy(after),
    };
  },
  apply(work, request) {
    const before = policyOf(work.state, request.params.workflow);
    const policy = newVersion(work, before, changed(before, request.params), request.initiatorId as MemberId);
    // Tightening bites at once, loosening never reaches back: what pending requests need only rises (§6). The request
    // being applied is still pending here, and has what it needed.
    for (const pending of [...work.state.requests.values()])
      if (
        pending.id !== request.id &&
        pending.workflow === policy.workflow &&
        pending.status === 'pending' &&
        pending.requiredApprovals < policy.requiredApprovals
      )
        work.record({
          type: 'request.requirement-raised',
          requestId: pending.id,
          requiredApprovals: policy.requiredApprovals,
        });
    return { version: policy.version };
  },
};
