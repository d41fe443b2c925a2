import type { AccountId, MemberId, PostingId, RequestId } from '../../contract/primitives';
import type { AnyParams, Operation, QueueReason, RequestView, Risk } from '../../contract/requests';
import { awakenAccounts } from '../dormancy';
import { initiatorId, initiatorName, keyOf, type Initiator } from '../initiator';
import { holds, knowsAccount, seesAccount, seesCoverage } from '../members';
import type { Applied, Initiation } from '../operations/rule';
import { ruleOf } from '../operations';
import { policyOf } from '../policies';
import { isRefusal, refuse, type Refusal } from '../refusal';
import { keyMayWithdraw } from '../service-users';
import type { GovernedRequest, State } from '../state';
import { WORKFLOW_OF } from '../workflows';
import type { Work } from '../work';
import { accountMeant, noSuch } from './account-meant';
import { complete, unmetCondition } from './complete';
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
  /** What the effect would be applied to, before the request has an id. */
  readonly applied: Applied<AnyParams>;
  readonly operation: Operation;
  readonly note: string | null;
  /** Null: completes at once and needs a fresh second factor. */
  readonly queuedBecause: QueueReason | null;
  readonly requiredApprovals: number;
  readonly subjectIds: readonly MemberId[];
  readonly alsoOwn: readonly MemberId[];
}

/** Whether the initiator may start this there at all (§5): a member by Initiate, a Service User by its scope. */
function mayInitiate(initiator: Initiator, operation: Operation, accountId: AccountId | null): boolean {
  const workflow = WORKFLOW_OF[operation];
  if (initiator.kind === 'member')
    return initiator.member.status === 'active' && holds(initiator.member, 'initiate', workflow, accountId);
  return workflow === 'withdrawals' && accountId !== null && keyMayWithdraw(initiator, accountId);
}

const sees = (initiator: Initiator, account: AccountId): boolean =>
  initiator.kind === 'member'
    ? seesAccount(initiator.member, account)
    : initiator.serviceUser.accountIds.includes(account);

const knows = (initiator: Initiator, account: AccountId): boolean =>
  initiator.kind === 'member' ? knowsAccount(initiator.member, account) : sees(initiator, account);

/** The account that is meant, if the initiator may start something on it (§6, fine print). */
function accountFor(
  state: State,
  initiator: Initiator,
  command: InitiateCommand,
): AccountId | null | Refusal {
  const accountId = accountMeant(state, command);
  if (accountId === null || isRefusal(accountId)) return accountId;
  if (!knows(initiator, accountId)) return noSuch(command.accountId);
  return sees(initiator, accountId)
    ? accountId
    : refuse('permission_denied', `You have no access to ${state.accounts.get(accountId)?.name ?? 'it'}.`);
}

/** Shortfalls name people and what they could start: only some may see them (§12). */
function asSeenBy(initiator: Initiator, refusal: Refusal): Refusal {
  if (initiator.kind === 'member' && seesCoverage(initiator.member)) return refusal;
  const { shortfalls: _unseen, ...extras } = refusal.extras;
  return { ...refusal, extras };
}

/**
 * Judges an initiation: `validation_failed`, `not_found`, `permission_denied`, then the preconditions in §6's order.
 * Changes nothing; `dryRun` and the command itself both stand on it.
 */
export function plan(
  state: State,
  now: number,
  initiator: Initiator,
  command: InitiateCommand,
): Plan | Refusal {
  const { operation } = command;
  const workflow = WORKFLOW_OF[operation];
  const rule = ruleOf(operation);
  const accountId = accountFor(state, initiator, command);
  if (isRefusal(accountId)) return accountId;
  if (!mayInitiate(initiator, operation, accountId))
    return refuse('permission_denied', 'You may not start this here.');

  const asked: Initiation<AnyParams> = { state, now, initiator, accountId, params: command.params };
  const params = rule.resolve(asked);
  if (isRefusal(params)) return params;
  const applied: Applied<AnyParams> = {
    id: 'req_scratch' as RequestId,
    number: 0,
    initiatorId: initiatorId(initiator),
    accountId,
    params,
  };
  const unmet = unmetCondition(state, now, operation, applied, false) ?? dormant(state, workflow, accountId);
  if (unmet) return asSeenBy(initiator, unmet);

  const initiation = { ...asked, params };
  const policy = policyOf(state, workflow);
  return {
    initiation,
    applied,
    operation,
    note: command.note,
    queuedBecause: queuedBecause({
      holdsExecute: initiator.kind === 'member' && holds(initiator.member, 'execute', workflow, accountId),
      alwaysRequireApproval: policy.alwaysRequireApproval,
      alwaysQueued:
        initiator.kind === 'service-user' ? 'service_user' : (rule.alwaysQueued?.(initiation) ?? null),
      ownerException: rule.completesForOwner?.(initiation) ?? false,
    }),
    requiredApprovals: policy.requiredApprovals,
    subjectIds: rule.subjects?.(state, params) ?? [],
    alsoOwn: [
      ...(initiator.kind === 'service-user' ? [initiator.key.custodianId] : []),
      ...(rule.alsoOwn?.(state, params) ?? []),
    ],
  };
}

/** Nothing may be started on an account that coverage doesn't reach yet (§7, New accounts). */
function dormant(state: State, workflow: GovernedRequest['workflow'], id: AccountId | null): Refusal | null {
  const account = id === null ? undefined : state.accounts.get(id);
  return account?.dormantIn.includes(workflow)
    ? refuse('coverage_insufficient', `${account.name} is new, and too few people could approve for it yet.`)
    : null;
}

const HOUR = 3_600_000;

/** What approvers will be shown, and sign. */
function viewOf(work: Work, planned: Plan, id: RequestId): RequestView {
  const { initiation, operation } = planned;
  const { accountId, initiator } = initiation;
  const account = accountId === null ? undefined : work.state.accounts.get(accountId);
  const key = initiator.kind === 'service-user' ? initiator.key : null;
  const custodian = key === null ? undefined : work.state.members.get(key.custodianId);
  return {
    id,
    operation,
    workflow: WORKFLOW_OF[operation],
    account: account ? { id: account.id, name: account.name } : null,
    ...ruleOf(operation).view(initiation),
    initiator: {
      kind: initiator.kind,
      id: initiatorId(initiator),
      displayName: initiatorName(initiator),
      ...(key && custodian
        ? {
            key: {
              id: key.id,
              label: key.label,
              custodian: { id: custodian.id, displayName: custodian.displayName },
            },
          }
        : {}),
    },
    note: planned.note,
    createdAt: new Date(work.now).toISOString(),
  };
}

/** Carries a plan out: the request exists, its hold is taken, and where nothing makes it wait it completes at once. */
export function initiate(
  work: Work,
  planned: Plan,
  risks: readonly Risk[],
  sha256?: (text: string) => string,
): RequestId {
  const { initiation, operation } = planned;
  const { accountId, initiator, params } = initiation;
  const workflow = WORKFLOW_OF[operation];
  const policy = policyOf(work.state, workflow);
  const id = work.ids.next('req') as RequestId;
  const view = viewOf(work, planned, id);
  const hold = ruleOf(operation).hold?.(params) ?? null;
  const request: GovernedRequest = {
    id,
    number: work.state.lastRequestNumber + 1,
    operation,
    workflow,
    accountId,
    params,
    note: planned.note,
    initiatorId: initiatorId(initiator),
    key: keyOf(initiator),
    alsoOwn: planned.alsoOwn,
    subjectIds: planned.subjectIds,
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
    digest: digestOf(view, sha256),
    risks,
    timeline: [
      {
        at: work.now,
        kind: 'created',
        by: initiator.kind === 'member' ? initiator.member.id : null,
        text: null,
      },
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
  if (planned.queuedBecause === null) {
    complete(work, request, false);
    awakenAccounts(work);
  }
  return id;
}
