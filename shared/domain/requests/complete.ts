import { ruleOf } from '../operations';
import type { Applied } from '../operations/rule';
import type { MemberId, RequestId } from '../../contract/primitives';
import type { AnyParams, Operation } from '../../contract/requests';
import { byMember } from '../initiator';
import { ringShortfalls, shownShortfalls } from '../coverage';
import { refuse, type Refusal } from '../refusal';
import type { GovernedRequest, State } from '../state';
import { changesGovernance, mayRunOutside, WORKFLOW_OF } from '../workflows';
import { scratchWork, type Work } from '../work';
import { end } from './end';
import { canonicalJson } from './view';

/** The state that this effect leads to, on a fork nobody commits. */
export function foresee(state: State, now: number, operation: Operation, applied: Applied<AnyParams>): State {
  const work = scratchWork(state, now);
  const rule = ruleOf(operation);
  if (rule.foresee) rule.foresee(work, applied);
  else rule.apply(work, applied, true);
  return work.state;
}

/** §7 `permit`: no change may leave a workflow of the ring with shortfalls. */
function uncovers(
  state: State,
  now: number,
  operation: Operation,
  applied: Applied<AnyParams>,
): Refusal | null {
  if (!changesGovernance(operation)) return null;
  const foreseen = foresee(state, now, operation, applied);
  const shortfalls = ringShortfalls(foreseen);
  return shortfalls.length === 0
    ? null
    : refuse('coverage_insufficient', 'Too few independent people would be left to approve what is locked.', {
        shortfalls: shownShortfalls(foreseen, shortfalls),
      });
}

/** What stands against the effect now: its own preconditions first, then coverage (§6, fine print). */
export function unmetCondition(
  state: State,
  now: number,
  operation: Operation,
  applied: Applied<AnyParams>,
  held: boolean,
): Refusal | null {
  return (
    ruleOf(operation).precondition(state, now, applied.accountId, applied.params, held) ??
    uncovers(state, now, operation, applied)
  );
}

/**
 * The state that a change of who may do what leads to; null for other operations, and where the effect couldn't be had as
 * things stand. Coverage is no hindrance here: it is what readers want to see. Nor is it that what was looked at changed
 * since: then it is what the same change would lead to now.
 */
export function foreseenGovernance(
  state: State,
  now: number,
  operation: Operation,
  applied: Applied<AnyParams>,
): State | null {
  if (!changesGovernance(operation)) return null;
  const asOfNow = { ...applied, params: rebased(state, applied.params) };
  const unmet = ruleOf(operation).precondition(state, now, applied.accountId, asOfNow.params, true);
  return unmet ? null : foresee(state, now, operation, asOfNow);
}

/** The same parameters, as if they had been asked for with what is in force now in view. */
function rebased(state: State, params: AnyParams): AnyParams {
  if (!('baseVersion' in params)) return params;
  const target =
    'memberId' in params
      ? state.members.get(params.memberId)
      : 'serviceUserId' in params
        ? state.serviceUsers.get(params.serviceUserId)
        : 'workflow' in params
          ? state.policies.get(params.workflow)
          : 'roleId' in params
            ? undefined
            : state.organization;
  return target ? { ...params, baseVersion: target.version } : params;
}

/**
 * What was shown is what is done (§6): whom a change of access is about may have been given something else since, or an
 * account another name. `version` is that of what the parameters don't say themselves.
 */
function shownOtherwise(state: State, now: number, request: GovernedRequest): Refusal | null {
  const { operation, accountId, params, view } = request;
  const initiator = state.members.get(request.initiatorId as MemberId);
  if (WORKFLOW_OF[operation] !== 'access' || initiator === undefined) return null;
  const rule = ruleOf(operation);
  const shown = rule.view({ state, now, initiator: byMember(initiator), accountId, params });
  const said = (of: { params: Readonly<Record<string, unknown>>; after?: unknown }): string =>
    canonicalJson([of.after ?? null, of.params['version'] ?? null]);
  return said(shown) === said(view)
    ? null
    : refuse('conflict', 'What this would do has changed since it was asked for.');
}

/** What would keep it from completing, if its last approval by others came now; null for nothing. */
export function wouldFail(state: State, now: number, request: GovernedRequest): Refusal | null {
  return shownOtherwise(state, now, request) ?? unmetCondition(state, now, request.operation, request, true);
}

/**
 * Applies a request's effect, after checking its preconditions again (§6). One that fails now is `failed` for good:
 * approvals are kept, the hold is released. An effect that runs outside is authorized here and carried out later.
 */
export function complete(work: Work, request: GovernedRequest, approvedByOthers: boolean): void {
  // What completes at once was shown in the same moment.
  const unmet = approvedByOthers
    ? wouldFail(work.state, work.now, request)
    : unmetCondition(work.state, work.now, request.operation, request, true);
  if (unmet)
    return end(work, request, {
      type: 'request.failed',
      requestId: request.id,
      code: unmet.code,
      detail: unmet.detail,
    });
  if (mayRunOutside(request.operation) && work.runsOutside(request.operation)) {
    work.record({ type: 'request.authorized', requestId: request.id });
    return;
  }
  carryOut(work, request, approvedByOthers);
}

/** Records the effect of a request that may have it, and that it is completed. */
export function carryOut(work: Work, request: GovernedRequest, approvedByOthers: boolean): void {
  const result = ruleOf(request.operation).apply(work, request, approvedByOthers);
  work.record({ type: 'request.completed', requestId: request.id, result });
}

/**
 * Records what came of an effect that ran outside: completed, or with `failure` failed, and its hold released. Nothing
 * where the request isn’t `approved` any more: an outcome counts once, however often it is told (§6).
 */
export function finishOutside(work: Work, id: RequestId, failure: string | null): void {
  const request = work.state.requests.get(id);
  if (request?.status !== 'approved') return;
  if (failure === null) carryOut(work, request, request.approvals.length > 0);
  else end(work, request, { type: 'request.failed', requestId: id, code: 'unavailable', detail: failure });
}
