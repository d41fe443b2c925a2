import type { RequestDetail } from '../../../shared/contract/requests';
import type { StepUp } from '../../../shared/contract/factors';
import type { OutputOf } from '../../../shared/contract/operations';
import { byMember, initiatorId } from '../../../shared/domain/initiator';
import { isRefusal, type Refusal } from '../../../shared/domain/refusal';
import { cancel, decide, type Decision } from '../../../shared/domain/requests/decide';
import { boundOver } from '../../../shared/domain/requests/decision-challenge';
import { initiate, plan, type Plan } from '../../../shared/domain/requests/initiate';
import { assessRisks, RISK_WINDOWS } from '../../../shared/domain/requests/risks';
import { ruleOf } from '../../../shared/domain/operations';
import type { GovernedRequest, Member } from '../../../shared/domain/state';
import type { Work } from '../../../shared/domain/work';
import type { RequestId } from '../../../shared/contract/primitives';
import type { Caller } from '../../backend/governance-api';
import { NO_FACTOR, proofOf, requireSecondFactor } from '../auth/step-up';
import { newInvitationCode, type NewInvitationCode } from '../auth/invitation-codes';
import { once } from '../idempotency';
import type { EngineParts, Handler, SignedIn } from '../parts';
import { presentRequest } from '../present/requests';
import { startedSince, withdrawnSince } from '../store/queries';
import { dryRun, foreseenOtherwise } from './dry-run';
import { commandOf } from './requests';

/** Who did it, as the ledger says it. */
export const actorOf = ({ member, session }: SignedIn): { id: string; device: string } => ({
  id: member.id,
  device: session.device,
});

/** Initiates an operation, or with `dryRun` only says what would happen. */
export const createRequest: Handler<'requests.create'> = async (engine, input, from, caller) => {
  const command = commandOf(input);
  if (isRefusal(command)) return command;
  if (input.dryRun === true) return dryRun(engine, from, command);
  return once<Extract<OutputOf<'requests.create'>, RequestDetail>>(
    engine,
    'requests.create',
    input,
    from,
    caller,
    async (remember) => {
      const { member } = from;
      const planned = plan(engine.journal.state, engine.journal.now(), byMember(member), command);
      if (isRefusal(planned)) return planned;
      const otherwise = foreseenOtherwise(engine, from, command, input.foreseen);
      if (otherwise) return otherwise;
      // What waits needs no factor, but one that was sent is judged like any other and counts from now on (§6).
      const factor =
        planned.queuedBecause === null || input.stepUp !== undefined
          ? requireSecondFactor(engine, from, input.stepUp, caller.address)
          : NO_FACTOR;
      if (factor instanceof Promise) return factor;

      const work = engine.journal.begin();
      const id = initiate(work, planned, risksOf(engine, planned));
      const invitation = codeOfInvitation(engine, work, id);
      const answer = presented(engine, work, member, id);
      if (invitation) answer.result = { ...answer.result, invitationCode: invitation.code };
      await engine.journal.commit(
        work,
        actorOf(from),
        [...factor.statements, ...(invitation === null ? [] : [invitation.statement]), ...remember(answer)],
        factor.notes,
      );
      return answer;
    },
  );
};

/** Risks worth a look, for those who will be asked to look; what history says of them is gathered here. */
export function risksOf(engine: EngineParts, planned: Plan): ReturnType<typeof assessRisks> {
  if (planned.queuedBecause === null) return [];
  const { accountId, params, now, initiator } = planned.initiation;
  const hold = ruleOf(planned.operation).hold?.(params) ?? null;
  return assessRisks(engine.journal.state, now, initiator, params, hold, {
    pastAmounts:
      hold === null || accountId === null
        ? []
        : withdrawnSince(engine.store, accountId, hold.asset, now - RISK_WINDOWS.pastAmounts),
    startedLately: startedSince(engine.store, initiatorId(initiator), now - RISK_WINDOWS.startedLately),
  });
}

/** The code of an invitation that was made at once: in the answer to its initiator, once (api.md). */
function codeOfInvitation(engine: EngineParts, work: Work, requestId: RequestId): NewInvitationCode | null {
  const request = work.state.requests.get(requestId);
  const memberId = request?.result?.memberId;
  const invitee = memberId === undefined ? undefined : work.state.members.get(memberId);
  return invitee && invites(request) ? newInvitationCode(engine.options.random, invitee, work.now) : null;
}

/** Whether a request's effect was an invitation, whose code its initiator gets once. */
export function invites(request: GovernedRequest | undefined): request is GovernedRequest {
  return request?.operation === 'member.invite' || request?.operation === 'member.replace';
}

function presented(engine: EngineParts, work: Work, member: Member, id: RequestId): RequestDetail {
  const request: GovernedRequest | undefined = work.state.requests.get(id) ?? engine.findRequest(id);
  if (!request) throw new Error('a request vanished while it was decided');
  return presentRequest(work.state, work.now, member, request);
}

async function decideRequest(
  engine: EngineParts,
  name: 'requests.approve' | 'requests.reject',
  input: { id: RequestId; digest: string; stepUp?: StepUp | undefined } & object,
  decision: Decision,
  from: SignedIn,
  caller: Caller,
): Promise<RequestDetail | Refusal> {
  return once(engine, name, input, from, caller, async (remember) => {
    const work = engine.journal.begin();
    const bound = boundOver(decision.decision, [{ requestId: input.id, digest: input.digest }]);
    const proof = proofOf(engine, from, input.stepUp, bound);
    const refusal = decide(work, from.member, engine.findRequest(input.id), { ...decision, proof });
    if (refusal) return refusal;
    const factor = requireSecondFactor(engine, from, input.stepUp, caller.address, bound);
    if (factor instanceof Promise) return factor;
    const answer = presented(engine, work, from.member, input.id);
    await engine.journal.commit(
      work,
      actorOf(from),
      [...factor.statements, ...remember(answer)],
      factor.notes,
    );
    return answer;
  });
}

export const approveRequest: Handler<'requests.approve'> = (engine, input, from, caller) =>
  decideRequest(
    engine,
    'requests.approve',
    input,
    { decision: 'approve', digest: input.digest, reason: input.reason ?? null },
    from,
    caller,
  );

export const rejectRequest: Handler<'requests.reject'> = (engine, input, from, caller) =>
  decideRequest(
    engine,
    'requests.reject',
    input,
    { decision: 'reject', digest: input.digest, reason: input.reason },
    from,
    caller,
  );

export const cancelRequest: Handler<'requests.cancel'> = (engine, input, from, caller) =>
  once(engine, 'requests.cancel', input, from, caller, async (remember) => {
    const work = engine.journal.begin();
    const refusal = cancel(work, from.member, engine.findRequest(input.id), input.reason ?? null);
    if (refusal) return refusal;
    const answer = presented(engine, work, from.member, input.id);
    await engine.journal.commit(work, actorOf(from), remember(answer));
    return answer;
  });
