import type { AccountId, MemberId, PostingId, RequestId } from '../../contract/primitives';
import type { AnyParams, Operation, QueueReason, RequestView, Risk } from '../../contract/requests';
import { holds, knowsAccount, seesAccount } from '../members';
import type { Initiation } from '../operations/rule';
import { ruleOf } from '../operations';
import { policyOf } from '../policies';
import { fault, isRefusal, refuse, type Refusal } from '../refusal';
import type { GovernedRequest, Member, State } from '../state';
import { isAccountScoped, WORKFLOW_OF } from '../workflows';
import type { Work } from '../work';
import { complete } from './complete';
import { queuedBecause } from './truth-table';
import { digestOf } from './view';

export interface InitiateCommand {
  readonly operation: Operation;
  /** Has passed the operation's own schema. */
  readonly params: AnyParams;
  readonly accountId: AccountId | null;
  readonly note: string | null;
}

/** An initiation that nothing refuses: what would happen, before anything has. */
export interface Plan {
  readonly initiation: Initiation<AnyParams>;
  readonly operation: Operation;
  readonly note: string | null;
  /** Null: completes at once and needs a fresh second factor. */
  readonly queuedBecause: QueueReason | null;
  readonly requiredApprovals: number;
  readonly subjectId: MemberId | null;
}

/**
 * Judges an initiation: `validation_failed`, `not_found`, `permission_denied`, then the preconditions in §6's order.
 * Changes nothing; `dryRun` and the command itself both stand on it.
 */
export function plan(state: State, now: number, initiator: Member, command: InitiateCommand): Plan | Refusal {
  const { operation } = command;
  const workflow = WORKFLOW_OF[operation];
  const rule = ruleOf(operation);
  const accountId = command.accountId ?? rule.accountOf?.(state, command.params) ?? null;

  if (isAccountScoped(workflow)) {
    if (accountId === null)
      return rule.accountOf
        ? refuse('not_found', 'There is no such address.')
        : fault('accountId', 'Name the account.');
    const account = state.accounts.get(accountId);
    if (!account || !knowsAccount(initiator, accountId))
      // The same words as for what isn't there: nobody learns from them that it is.
      return refuse('not_found', `There is no such ${command.accountId === null ? 'address' : 'account'}.`);
    if (!seesAccount(initiator, accountId))
      return refuse('permission_denied', `You have no access to ${account.name}.`);
  } else if (command.accountId !== null) return fault('accountId', 'This operation takes no account.');

  if (!holds(initiator, 'initiate', workflow, accountId))
    return refuse('permission_denied', 'You may not start this here.');

  const asked: Initiation<AnyParams> = { state, now, initiator, accountId, params: command.params };
  const params = rule.resolve(asked);
  if (isRefusal(params)) return params;
  const unmet = rule.precondition(state, now, accountId, params, false);
  if (unmet) return unmet;

  const initiation = { ...asked, params };
  const policy = policyOf(state, workflow);
  return {
    initiation,
    operation,
    note: command.note,
    queuedBecause: queuedBecause({
      holdsExecute: holds(initiator, 'execute', workflow, accountId),
      alwaysRequireApproval: policy.alwaysRequireApproval,
      alwaysQueued: rule.alwaysQueued?.(initiation) ?? null,
      ownerException: rule.completesForOwner?.(initiation) ?? false,
    }),
    requiredApprovals: policy.requiredApprovals,
    subjectId: rule.subject?.(params) ?? null,
  };
}

const HOUR = 3_600_000;

/** Carries a plan out: the request exists, its hold is taken, and where nothing makes it wait it completes at once. */
export function initiate(work: Work, planned: Plan, risks: readonly Risk[]): RequestId {
  const { initiation, operation } = planned;
  const { accountId, initiator, params } = initiation;
  const workflow = WORKFLOW_OF[operation];
  const rule = ruleOf(operation);
  const policy = policyOf(work.state, workflow);
  const id = work.ids.next('req') as RequestId;
  const account = accountId === null ? undefined : work.state.accounts.get(accountId);
  const view: RequestView = {
    id,
    operation,
    workflow,
    account: account ? { id: account.id, name: account.name } : null,
    ...rule.view(initiation),
    initiator: { kind: 'member', id: initiator.id, displayName: initiator.displayName },
    note: planned.note,
    createdAt: new Date(work.now).toISOString(),
  };
  const hold = rule.hold?.(params) ?? null;
  const request: GovernedRequest = {
    id,
    number: work.state.lastRequestNumber + 1,
    operation,
    workflow,
    accountId,
    params,
    note: planned.note,
    initiatorId: initiator.id,
    subjectId: planned.subjectId,
    status: 'pending',
    createdAt: work.now,
    expiresAt: planned.queuedBecause === null ? null : work.now + policy.expiresAfterHours * HOUR,
    endedAt: null,
    policyVersion: policy.version,
    requiredApprovals: planned.queuedBecause === null ? 0 : planned.requiredApprovals,
    queuedBecause: planned.queuedBecause,
    approvals: [],
    rejection: null,
    cancellation: null,
    failure: null,
    result: null,
    view,
    digest: digestOf(view),
    risks,
    timeline: [
      { at: work.now, kind: 'created', by: initiator.id, text: null },
      ...(hold === null ? [] : [{ at: work.now, kind: 'held' as const, by: null, text: null }]),
    ],
    hold,
  };
  work.record({ type: 'request.created', request });
  if (hold !== null && accountId !== null)
    work.record({
      type: 'ledger.posted',
      posting: {
        id: work.ids.next('pst') as PostingId,
        accountId,
        asset: hold.asset,
        kind: 'hold',
        amount: hold.amount,
        at: work.now,
        reference: null,
        requestId: id,
      },
    });
  if (planned.queuedBecause === null) complete(work, request, false);
  return id;
}
