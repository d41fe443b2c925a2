import type { ParamsOf } from '../../contract/requests';
import { anyLocked, policyOf } from '../policies';
import { fault, refuse } from '../refusal';
import type { Policy } from '../state';
import type { Json, OperationRule } from './rule';

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

function shown(policy: Policy): Json {
  return {
    workflow: policy.workflow,
    version: policy.version,
    requiredApprovals: policy.requiredApprovals,
    alwaysRequireApproval: policy.alwaysRequireApproval,
    expiresAfterHours: policy.expiresAfterHours,
    ...(policy.addressHoldHours === null ? {} : { addressHoldHours: policy.addressHoldHours }),
  };
}

export const policyChange: OperationRule<ParamsOf<'policy.change'>> = {
  resolve({ params }) {
    if (SETTINGS.every((setting) => params[setting] === undefined))
      return fault('params', 'Nothing would change.');
    if (params.addressHoldHours !== undefined && params.workflow !== 'addresses')
      return fault('params.addressHoldHours', 'Only Manage Addresses has a hold time.');
    return params;
  },
  precondition(state, _now, _accountId, params) {
    return policyOf(state, params.workflow).version === params.baseVersion
      ? null
      : refuse('conflict', 'This policy changed meanwhile. Look at it again.');
  },
  alwaysQueued: ({ state, params }) => (policyOf(state, params.workflow).locked ? 'policy_locked' : null),
  // Experiments stay reversible: while nothing is locked the Owner alone may turn a toggle off, and nothing else (§5).
  completesForOwner: ({ state, initiator, params }) =>
    initiator.owner &&
    !anyLocked(state) &&
    params.alwaysRequireApproval === false &&
    policyOf(state, params.workflow).alwaysRequireApproval &&
    SETTINGS.every((setting) => setting === 'alwaysRequireApproval' || params[setting] === undefined),
  view({ state, params }) {
    const before = policyOf(state, params.workflow);
    const after = { ...changed(before, params), version: before.version + 1 };
    const asked = Object.fromEntries(
      SETTINGS.flatMap((setting) => (params[setting] === undefined ? [] : [[setting, params[setting]]])),
    ) as Record<string, Json>;
    return {
      params: { workflow: params.workflow, baseVersion: params.baseVersion, ...asked },
      before: shown(before),
      after: shown(after),
    };
  },
  apply(work, request) {
    const before = policyOf(work.state, request.params.workflow);
    const policy = {
      ...changed(before, request.params),
      version: before.version + 1,
      changedAt: work.now,
      changedBy: request.initiatorId,
    };
    work.record({ type: 'policy.changed', policy });
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
