import type { AccountId, MemberId, ServiceUserId } from '../contract/primitives';
import type { Operation, QueueReason } from '../contract/requests';
import { lacksSpareApprover } from './coverage';
import type { DomainEvent } from './events';
import { byMember, type Initiator } from './initiator';
import { holds, isApprover } from './members';
import { ruleOf } from './operations';
import { anyLocked, policyOf } from './policies';
import { isRefusal, type Refusal } from './refusal';
import { accountMeant, type Placed } from './requests/account-meant';
import { unmetCondition } from './requests/complete';
import { queuedBecause } from './requests/truth-table';
import { mayWithdraw } from './service-users';
import type { Member, State } from './state';
import { isAccountScoped, WORKFLOW_OF } from './workflows';
import { scratchWork } from './work';

export type Change = Placed;

export interface WhatIf {
  readonly state: State;
  readonly events: readonly DomainEvent[];
  /** The first change that can't be applied; those after it weren't. */
  readonly refused: { readonly index: number; readonly refusal: Refusal } | null;
}

/** The state after some changes, each applied as if `by` had started it and others had approved it (§12, `simulate`). */
export function simulate(state: State, now: number, by: Member, changes: readonly Change[]): WhatIf {
  const work = scratchWork(state, now);
  for (const [index, change] of changes.entries()) {
    const { operation, params } = change;
    const rule = ruleOf(operation);
    const accountId = accountMeant(work.state, change);
    if (isRefusal(accountId))
      return { state: work.state, events: work.events, refused: { index, refusal: accountId } };
    const initiation = { state: work.state, now, initiator: byMember(by), accountId, params };
    const resolved = rule.resolve(initiation);
    if (isRefusal(resolved))
      return { state: work.state, events: work.events, refused: { index, refusal: resolved } };
    const applied = {
      id: 'req_simulated' as never,
      number: 0,
      initiatorId: by.id,
      accountId,
      params: resolved,
    };
    const unmet = unmetCondition(work.state, now, operation, applied, false);
    // Coverage is what the question is about: it is shown, and stops nothing here.
    if (unmet && unmet.code !== 'coverage_insufficient')
      return { state: work.state, events: work.events, refused: { index, refusal: unmet } };
    // What takes a hold moves money and nobody's power: that it could be had now is all that it is asked for.
    if (rule.hold) continue;
    if (rule.foresee) rule.foresee(work, applied);
    else rule.apply(work, applied, true);
  }
  return { state: work.state, events: work.events, refused: null };
}

export interface Probe {
  readonly initiatorId: MemberId | ServiceUserId;
  readonly operation: Operation;
  readonly accountId: AccountId | null;
}

export type Outcome =
  | { readonly outcome: 'refuse'; readonly code: 'permission_denied' | 'not_found' | 'coverage_insufficient' }
  | { readonly outcome: 'complete' }
  | {
      readonly outcome: 'queue';
      readonly queuedBecause: QueueReason;
      readonly requiredApprovals: number;
      readonly eligible: readonly Member[];
    };

/**
 * What the truth table of §5 says for somebody, without the parameters of a real command: what hangs on those, such as
 * grants beyond one's own, is for `dryRun`.
 */
export function probe(state: State, { initiatorId, operation, accountId }: Probe): Outcome {
  const workflow = WORKFLOW_OF[operation];
  const place = isAccountScoped(workflow) ? accountId : null;
  if (isAccountScoped(workflow) && (place === null || !state.accounts.get(place)))
    return { outcome: 'refuse', code: 'not_found' };
  const initiator = starterOf(state, initiatorId);
  if (initiator === null || !starts(initiator, operation, place))
    return { outcome: 'refuse', code: 'permission_denied' };
  if (place !== null && state.accounts.get(place)?.dormantIn.includes(workflow))
    return { outcome: 'refuse', code: 'coverage_insufficient' };
  const policy = policyOf(state, workflow);
  const reason = queuedBecause({
    holdsExecute: initiator.kind === 'member' && holds(initiator.member, 'execute', workflow, place),
    alwaysRequireApproval: policy.alwaysRequireApproval,
    alwaysQueued: reasonAlways(state, initiator, operation),
    ownerException: false,
  });
  if (reason === null) return { outcome: 'complete' };
  const own =
    initiator.kind === 'member'
      ? [initiator.member.id]
      : initiator.serviceUser.keys.filter(({ revoked }) => !revoked).map(({ custodianId }) => custodianId);
  const eligible = [...state.members.values()].filter(
    (member) => isApprover(state, member, workflow, place) && !(own.length === 1 && own.includes(member.id)),
  );
  return { outcome: 'queue', queuedBecause: reason, requiredApprovals: policy.requiredApprovals, eligible };
}

type Starter =
  | { readonly kind: 'member'; readonly member: Member }
  | Pick<Extract<Initiator, { kind: 'service-user' }>, 'kind' | 'serviceUser'>;

function starterOf(state: State, id: MemberId | ServiceUserId): Starter | null {
  const member = state.members.get(id as MemberId);
  if (member) return { kind: 'member', member };
  const serviceUser = state.serviceUsers.get(id as ServiceUserId);
  return serviceUser ? { kind: 'service-user', serviceUser } : null;
}

function starts(starter: Starter, operation: Operation, place: AccountId | null): boolean {
  const workflow = WORKFLOW_OF[operation];
  if (starter.kind === 'service-user')
    return workflow === 'withdrawals' && place !== null && mayWithdraw(starter.serviceUser, place);
  return starter.member.status === 'active' && holds(starter.member, 'initiate', workflow, place);
}

/** What always waits whatever the parameters say. */
function reasonAlways(state: State, starter: Starter, operation: Operation): QueueReason | null {
  if (starter.kind === 'service-user') return 'service_user';
  if (operation === 'policy.unlock') return 'policy_locked';
  if (operation === 'member.confirm') return 'ring_change';
  if (operation === 'policy.lock') return starter.member.owner ? null : 'ring_change';
  const guarded = ['service-user.create', 'service-user.key.create'];
  if (guarded.includes(operation) && policyOf(state, 'withdrawals').locked) return 'ring_change';
  return null;
}

/** What is worth saying of a state that a change leads to (§7, `warn`). */
export function warningsOf(state: State, uncovered: readonly string[]): string[] {
  return [
    ...(anyLocked(state) && lacksSpareApprover(state) ? ['no_spare_approver'] : []),
    ...uncovered.map((workflow) => `uncovered:${workflow}`),
  ];
}
