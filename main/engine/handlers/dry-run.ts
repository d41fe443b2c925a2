import type { DryRun } from '../../../shared/contract/requests';
import { uncoveredWorkflows } from '../../../shared/domain/coverage';
import { byMember } from '../../../shared/domain/initiator';
import { seesCoverage } from '../../../shared/domain/members';
import { isRefusal, refuse, type Refusal } from '../../../shared/domain/refusal';
import { poolOf } from '../../../shared/domain/requests/approvers';
import { foreseenGovernance } from '../../../shared/domain/requests/complete';
import { plan, type InitiateCommand, type Plan } from '../../../shared/domain/requests/initiate';
import { canonicalJson, sha256Hex } from '../../../shared/domain/requests/view';
import { warningsOf } from '../../../shared/domain/simulate';
import type { Member, State } from '../../../shared/domain/state';
import { WORKFLOW_OF } from '../../../shared/domain/workflows';
import { STEP_UP_MS } from '../auth/sessions';
import type { EngineParts, SignedIn } from '../parts';
import { presentPowerHolders } from '../present/coverage';
import { presentEffect } from '../present/effect';

/** What initiating would do, by the same judgement that the command uses; changes nothing. */
export function dryRun(engine: EngineParts, from: SignedIn, command: InitiateCommand): DryRun {
  const said = dryRunIn(engine.journal.state, engine.journal.now(), from, command);
  const { stepUpRequired: _ofTheMoment, ...happens } = said;
  return { ...said, digest: sha256Hex(canonicalJson(JSON.parse(JSON.stringify(happens)))) };
}

/**
 * What takes effect at once has no approver who is shown it: its initiator is, and what they were shown is what is done.
 * @returns `stale_view` where it would do something else than what they saw
 */
export function foreseenOtherwise(
  engine: EngineParts,
  from: SignedIn,
  command: InitiateCommand,
  foreseen: string | undefined,
): Refusal | null {
  if (foreseen === undefined || dryRun(engine, from, command).digest === foreseen) return null;
  return refuse('stale_view', 'It would do something else by now than what was shown. Look at it again.');
}

/** The same in a state that may be another than the one in force. */
export function dryRunIn(
  state: State,
  now: number,
  { member, session }: SignedIn,
  command: InitiateCommand,
): DryRun {
  const planned = plan(state, now, byMember(member), command);
  if (isRefusal(planned)) return { ...refusedDryRun(planned), ...holdersFor(state, member, command) };
  const pool = poolFor(state, member, planned);
  const completes = planned.queuedBecause === null;
  const after = foreseenGovernance(state, now, command.operation, planned.applied);
  return {
    outcome: completes ? 'complete' : 'queue',
    stepUpRequired: completes && now >= session.stepUpAt + STEP_UP_MS,
    ...(planned.queuedBecause === null ? {} : { queuedBecause: planned.queuedBecause }),
    requiredApprovals: completes ? 0 : planned.requiredApprovals,
    eligibleApprovers: completes ? [] : pool.map(({ id, displayName }) => ({ id, displayName })),
    warnings: [
      ...(!completes && pool.length < planned.requiredApprovals ? ['too_few_approvers'] : []),
      ...(after !== null && seesCoverage(member) ? newWarnings(state, after) : []),
    ],
    ...holdersFor(state, member, command),
    ...presentEffect(state, after, member, command.operation, planned.applied.params),
  };
}

/** What a refusal comes to. */
export function refusedDryRun({ code, detail, extras }: Refusal): DryRun {
  return {
    outcome: 'refuse',
    stepUpRequired: false,
    requiredApprovals: 0,
    eligibleApprovers: [],
    code,
    detail,
    warnings: [],
    ...(extras.missing === undefined ? {} : { missing: extras.missing }),
    ...(extras.shortfalls === undefined ? {} : { shortfalls: extras.shortfalls }),
  };
}

/** Locking says who will hold power, to those who may see it (§7, §12). */
function holdersFor(
  state: State,
  member: Member,
  { operation, params }: InitiateCommand,
): Pick<DryRun, 'holders'> {
  return operation === 'policy.lock' && 'workflow' in params && seesCoverage(member)
    ? { holders: presentPowerHolders(state, params.workflow) }
    : {};
}

/** What is worth saying of the state after, less what was so before for other reasons. */
function newWarnings(before: State, after: State): string[] {
  const known = new Set(uncoveredWorkflows(before));
  return warningsOf(
    after,
    uncoveredWorkflows(after).filter((workflow) => !known.has(workflow)),
  );
}

function poolFor(state: State, member: Member, planned: Plan): Member[] {
  return poolOf(state, {
    workflow: WORKFLOW_OF[planned.operation],
    accountId: planned.initiation.accountId,
    initiatorId: member.id,
    alsoOwn: planned.alsoOwn,
    subjectIds: planned.subjectIds,
    approvals: [],
  });
}
