import type { MemberId } from '../../contract/primitives';
import type { LockCondition } from '../../contract/coverage';
import type { ParamsOf } from '../../contract/requests';
import { shownShortfalls } from '../coverage';
import { judgeLock } from '../lock';
import { policyOf } from '../policies';
import { refuse } from '../refusal';
import { newVersion, shownPolicy, staleVersion } from './policy-change';
import { initiatingMember, type OperationRule } from './rule';

const WORDS: Readonly<Record<LockCondition, string>> = {
  policy_approver: 'somebody besides the Owner with Approve on Manage Policies',
  coverage: 'enough independent approvers',
  open_invitations: 'no open invitation that would carry power',
  owner_backup_factor: 'a second factor or an unused recovery code of the Owner',
};

type LockParams = ParamsOf<'policy.lock'>;

function view(locked: boolean): OperationRule<LockParams>['view'] {
  return ({ state, params }) => {
    const before = policyOf(state, params.workflow);
    return {
      params: { workflow: params.workflow, baseVersion: params.baseVersion },
      before: shownPolicy(before),
      after: shownPolicy({ ...before, locked, version: before.version + 1 }),
    };
  };
}

function apply(locked: boolean): OperationRule<LockParams>['apply'] {
  return (work, request) => {
    const before = policyOf(work.state, request.params.workflow);
    return { version: newVersion(work, before, { locked }, request.initiatorId as MemberId).version };
  };
}

export const policyLock: OperationRule<LockParams> = {
  resolve: ({ params }) => params,
  precondition(state, _now, _accountId, params) {
    if (policyOf(state, params.workflow).locked) return refuse('conflict', 'This policy is locked already.');
    const stale = staleVersion(state, params);
    if (stale) return stale;
    const { missing, shortfalls } = judgeLock(state, params.workflow);
    if (missing.length === 0) return null;
    return refuse(
      'lock_precondition',
      `Locking needs ${missing.map((condition) => WORDS[condition]).join(', and ')}.`,
      { missing: [...missing], shortfalls: shownShortfalls(state, shortfalls) },
    );
  },
  // Where the truth table lets it complete at once, it does so for the Owner only (§7).
  alwaysQueued: (initiation) => (initiatingMember(initiation).owner ? null : 'ring_change'),
  view: view(true),
  apply: apply(true),
};

export const policyUnlock: OperationRule<LockParams> = {
  resolve: ({ params }) => params,
  precondition: (state, _now, _accountId, params) =>
    policyOf(state, params.workflow).locked
      ? staleVersion(state, params)
      : refuse('conflict', 'This policy isn’t locked.'),
  alwaysQueued: () => 'policy_locked',
  view: view(false),
  apply: apply(false),
};
