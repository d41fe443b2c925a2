import type { Workflow } from '../contract/organization';
import type { AccountId, KeyId, MemberId, ServiceUserId } from '../contract/primitives';
import type { Operation, QueueReason } from '../contract/requests';
import type { ProbeOutcome } from '../contract/what-if';
import { lacksSpareApprover } from './coverage';
import type { DomainEvent } from './events';
import { byMember, type Initiator } from './initiator';
import { holds, isApprover, mayStart } from './members';
import { ruleOf } from './operations';
import { anyLocked, restsBecause, policyOf } from './policies';
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
  /** The one key a Service User signs with; null where it may be any of them. */
  readonly keyId?: KeyId | null;
  /** Judged as coverage does (§7): who hasn't come in yet or is blocked counts as a starter, and the workflow as a whole. */
  readonly forCoverage?: boolean;
}

/** What the parameters may turn the answer into: see `ProbeOutcome.depends` of the contract. */
export type Depends = NonNullable<ProbeOutcome['depends']>;

export type Outcome =
  | { readonly outcome: 'refuse'; readonly code: 'permission_denied' | 'not_found' | 'coverage_insufficient' }
  | { readonly outcome: 'complete'; readonly depends: Depends | null }
  | {
      readonly outcome: 'queue';
      readonly queuedBecause: QueueReason;
      readonly requiredApprovals: number;
      readonly eligible: readonly Member[];
      readonly depends: Depends | null;
    };

/**
 * What the truth table of §5 says for somebody, without the parameters of a real command: what hangs on those, such as
 * grants beyond one's own, is for `dryRun`.
 */
export function probe(state: State, asked: Probe): Outcome {
  const { initiatorId, operation, accountId, forCoverage = false } = asked;
  const workflow = WORKFLOW_OF[operation];
  const place = isAccountScoped(workflow) ? accountId : null;
  if (isAccountScoped(workflow) && (place === null || !state.accounts.get(place)))
    return { outcome: 'refuse', code: 'not_found' };
  const starter = starterOf(state, initiatorId);
  if (starter === null || !starts(starter, workflow, place, forCoverage))
    return { outcome: 'refuse', code: 'permission_denied' };
  if (place !== null && state.accounts.get(place)?.dormantIn.includes(workflow))
    return { outcome: 'refuse', code: 'coverage_insufficient' };
  const policy = policyOf(state, workflow);
  const reason = queuedBecause({
    holdsExecute: starter.kind === 'member' && holds(starter.member, 'execute', workflow, place),
    alwaysRequireApproval: policy.alwaysRequireApproval,
    alwaysQueued: reasonAlways(state, starter, operation, forCoverage),
    ownerException: false,
  });
  const touchesRing = reason === null && mayTouchRing(state, operation);
  if (reason === null && !touchesRing)
    return { outcome: 'complete', depends: mayGoBeyond(starter, operation) ? 'grants' : null };
  const own = ownOf(starter, asked.keyId ?? null);
  return {
    outcome: 'queue',
    queuedBecause: reason ?? 'ring_change',
    requiredApprovals: policy.requiredApprovals,
    eligible: [...state.members.values()].filter(
      (member) => isApprover(state, member, workflow, place) && !own.includes(member.id),
    ),
    depends: touchesRing ? 'ring' : mayTurnOff(state, starter, operation, reason) ? 'toggle_off' : null,
  };
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

function starts(
  starter: Starter,
  workflow: Workflow,
  place: AccountId | null,
  forCoverage: boolean,
): boolean {
  if (starter.kind === 'service-user')
    return workflow === 'withdrawals' && place !== null && mayWithdraw(starter.serviceUser, place);
  return (forCoverage || starter.member.status === 'active') && mayStart(starter.member, workflow, place);
}

/** Whose own it is: the initiator's, and, of a Service User, that of every custodian who may have signed it (§4). */
function ownOf(starter: Starter, keyId: KeyId | null): readonly MemberId[] {
  if (starter.kind === 'member') return [starter.member.id];
  return starter.serviceUser.keys
    .filter(({ id, revoked }) => !revoked && (keyId === null || id === keyId))
    .map(({ custodianId }) => custodianId);
}

/** What always waits whatever the parameters say. */
function reasonAlways(
  state: State,
  starter: Starter,
  operation: Operation,
  forCoverage: boolean,
): QueueReason | null {
  if (starter.kind === 'service-user') return 'service_user';
  if (forCoverage) return restsBecause(state.policies.values(), WORKFLOW_OF[operation]);
  if (operation === 'policy.unlock') return 'policy_locked';
  if (operation === 'member.confirm') return 'ring_change';
  if (operation === 'policy.lock') return starter.member.owner ? null : 'ring_change';
  const guarded = ['service-user.create', 'service-user.key.create'];
  if (guarded.includes(operation) && policyOf(state, 'withdrawals').locked) return 'ring_change';
  return null;
}

/** What may give or take power in the ring, by its parameters (§7, The ring is closed). */
const GIVES_OR_TAKES: readonly Operation[] = [
  'member.invite',
  'member.permissions.change',
  'member.suspend',
  'member.reinstate',
  'member.remove',
  'member.replace',
];

/** What may give a Service User more than its initiator holds. */
const WIDENS: readonly Operation[] = [
  'service-user.create',
  'service-user.permissions.change',
  'service-user.key.create',
];

/** Whether it waits for what its parameters may touch in the ring, though Execute and the toggle would let it pass. */
function mayTouchRing(state: State, operation: Operation): boolean {
  if (!anyLocked(state)) return false;
  if (operation === 'service-user.permissions.change') return policyOf(state, 'withdrawals').locked;
  return (
    GIVES_OR_TAKES.includes(operation) || operation === 'policy.change' || operation.startsWith('security.')
  );
}

/** Whether it may wait after all: for one's own access, or grants beyond one's own, which the Owner has none of (§4). */
function mayGoBeyond(starter: Starter, operation: Operation): boolean {
  return (
    starter.kind === 'member' &&
    !starter.member.owner &&
    (GIVES_OR_TAKES.includes(operation) || WIDENS.includes(operation))
  );
}

/** Whether the Owner may complete it alone after all, by only turning a toggle off (§5). */
function mayTurnOff(
  state: State,
  starter: Starter,
  operation: Operation,
  reason: QueueReason | null,
): boolean {
  return (
    operation === 'policy.change' &&
    reason === 'approval_always_required' &&
    starter.kind === 'member' &&
    starter.member.owner &&
    !anyLocked(state)
  );
}

/** What is worth saying of a state that a change leads to (§7, `warn`). */
export function warningsOf(state: State, uncovered: readonly string[]): string[] {
  return [
    ...(anyLocked(state) && lacksSpareApprover(state) ? ['no_spare_approver'] : []),
    ...uncovered.map((workflow) => `uncovered:${workflow}`),
  ];
}
