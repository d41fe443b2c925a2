import type { Person } from '../../../shared/contract/organization';
import type { MemberId, ServiceUserId } from '../../../shared/contract/primitives';
import type { RequestDetail, RequestRow, Risk } from '../../../shared/contract/requests';
import { assetOf } from '../../../shared/domain/assets';
import { holds, seesAccount } from '../../../shared/domain/members';
import { formatAmount, NO_BALANCE } from '../../../shared/domain/money';
import { barToDeciding, isOwn, poolOf, validApprovals } from '../../../shared/domain/requests/approvers';
import { foreseenGovernance, wouldFail } from '../../../shared/domain/requests/complete';
import { balanceKey, type GovernedRequest, type Member, type State } from '../../../shared/domain/state';
import { presentEffect } from './effect';
import { iso } from './times';

export function personOf(state: State, id: MemberId): Person {
  return { id, displayName: state.members.get(id)?.displayName ?? '' };
}

/** Whoever an entry names: a member, or the Service User that cancelled its own. */
function actorOf(state: State, id: MemberId | ServiceUserId): { id: typeof id; displayName: string } {
  const displayName =
    state.members.get(id as MemberId)?.displayName ?? state.serviceUsers.get(id as ServiceUserId)?.name ?? '';
  return { id, displayName };
}

function myDecision(request: GovernedRequest, reader: Member): RequestRow['myDecision'] {
  if (request.rejection?.memberId === reader.id) return 'rejected';
  return request.approvals.some((a) => a.memberId === reader.id && a.voidedBecause === null)
    ? 'approved'
    : null;
}

/** A request as one row of a list, for this reader. */
export function presentRow(state: State, reader: Member, request: GovernedRequest): RequestRow {
  return {
    id: request.id,
    number: request.number,
    operation: request.operation,
    workflow: request.workflow,
    ...(request.accountId === null ? {} : { accountId: request.accountId }),
    params: request.params as RequestRow['params'],
    view: request.view,
    ...(request.note === null ? {} : { note: request.note }),
    initiator: {
      kind: request.view.initiator.kind,
      id: request.initiatorId,
      displayName: request.view.initiator.displayName,
      ...(request.key === null ? {} : { keyId: request.key.id, custodianId: request.key.custodianId }),
    },
    status: request.status,
    createdAt: iso(request.createdAt),
    ...(request.expiresAt === null ? {} : { expiresAt: iso(request.expiresAt) }),
    ...(request.endedAt === null ? {} : { endedAt: iso(request.endedAt) }),
    requiredApprovals: request.requiredApprovals,
    validApprovals: validApprovals(request),
    riskCount: request.risks.length,
    myDecision: myDecision(request, reader),
    canDecide: barToDeciding(state, request, reader) === null,
  };
}

/** A request in full, for this reader, who may see it. */
export function presentRequest(
  state: State,
  now: number,
  reader: Member,
  request: GovernedRequest,
): RequestDetail {
  const bar = barToDeciding(state, request, reader);
  const pending = request.status === 'pending';
  const { result } = request;
  const failing = pending ? wouldFail(state, now, request) : null;
  return {
    ...presentRow(state, reader, request),
    policyVersion: request.policyVersion,
    ...(request.queuedBecause === null ? {} : { queuedBecause: request.queuedBecause }),
    approvals: request.approvals.map((approval) => ({
      ...memberNamed(state, approval.memberId),
      at: iso(approval.at),
      ...(approval.reason === null ? {} : { reason: approval.reason }),
      valid: approval.voidedBecause === null,
      ...(approval.voidedBecause === null ? {} : { voidedBecause: approval.voidedBecause }),
    })),
    eligibleApprovers: pending
      ? poolOf(state, request).map(({ id, displayName }) => ({ id, displayName }))
      : [],
    ...(request.rejection === null
      ? {}
      : {
          rejection: {
            ...memberNamed(state, request.rejection.memberId),
            at: iso(request.rejection.at),
            reason: request.rejection.reason,
          },
        }),
    digest: request.digest,
    ...(failing === null ? {} : { wouldFail: { code: failing.code, detail: failing.detail } }),
    ...presentEffect(
      state,
      pending ? foreseenGovernance(state, now, request.operation, request) : null,
      reader,
      request.operation,
      request.params,
    ),
    risks: request.risks.map((risk) => riskFor(reader, request, risk)),
    timeline: request.timeline.map((entry) => ({
      at: iso(entry.at),
      kind: entry.kind,
      by: entry.by === null ? null : actorOf(state, entry.by),
      ...(entry.text === null ? {} : { text: entry.text }),
      ...(entry.raised === undefined ? {} : { raised: entry.raised }),
    })),
    ...(result === null
      ? {}
      : {
          result: {
            ...(result.postingId === undefined ? {} : { postingId: result.postingId }),
            ...(result.addressId === undefined ? {} : { addressId: result.addressId }),
            ...(result.usableFrom === undefined ? {} : { usableFrom: iso(result.usableFrom) }),
            ...(result.memberId === undefined ? {} : { memberId: result.memberId }),
            ...(result.accountId === undefined ? {} : { accountId: result.accountId }),
            ...(result.version === undefined ? {} : { version: result.version }),
            ...(result.serviceUserId === undefined ? {} : { serviceUserId: result.serviceUserId }),
            ...(result.keyId === undefined ? {} : { keyId: result.keyId }),
            ...(result.roleId === undefined ? {} : { roleId: result.roleId }),
          },
        }),
    ...(request.failure === null ? {} : { failure: request.failure }),
    ...(request.cancellation === null
      ? {}
      : {
          cancellation: {
            by: request.cancellation.by,
            ...(request.cancellation.reason === null ? {} : { reason: request.cancellation.reason }),
          },
        }),
    ...(bar === null ? {} : { cannotDecideBecause: bar.code }),
    canCancel: pending && isOwn(request, reader.id),
    ...balanceFor(state, reader, request),
  };
}

/** A risk without the way to a request about addresses that this reader may not see (§12). */
function riskFor(reader: Member, request: GovernedRequest, risk: Risk): Risk {
  if (risk.evidence?.requestId === undefined || holds(reader, 'view', 'addresses', request.accountId))
    return risk;
  const { requestId: _id, requestNumber: _number, ...evidence } = risk.evidence;
  return { ...risk, evidence };
}

function memberNamed(state: State, memberId: MemberId): { memberId: MemberId; displayName: string } {
  return { memberId, displayName: personOf(state, memberId).displayName };
}

/** What is available now and would be left; the request's own hold counts as still there. */
function balanceFor(state: State, reader: Member, request: GovernedRequest): Pick<RequestDetail, 'balance'> {
  const { hold, accountId } = request;
  const asset = hold === null ? undefined : assetOf(hold.asset);
  if (
    request.status !== 'pending' ||
    !hold ||
    accountId === null ||
    !asset ||
    !seesAccount(reader, accountId)
  )
    return {};
  const { available } = state.balances.get(balanceKey(accountId, hold.asset)) ?? NO_BALANCE;
  return {
    balance: {
      asset: hold.asset,
      available: formatAmount(available + hold.amount, asset.decimals, asset.kind),
      afterwards: formatAmount(available, asset.decimals, asset.kind),
    },
  };
}
