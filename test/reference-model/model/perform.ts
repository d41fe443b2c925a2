// One command after the other, as somebody would give it: the model's only door.
import type { AccountPermission } from '../../../shared/contract/organization';
import { approve, cancel, decideSeveral, reject, type Decided, type Decision } from './decide';
import type { Judgement, Start } from './initiate';
import { dryRun, initiate } from './initiate';
import type { Deposit } from './membership';
import {
  acceptInvitation,
  addPasskey,
  authorizeInWorkflow,
  authorizeOnAccount,
  authorizeServiceUser,
  deposit,
  mayAskAbout,
  passSecondFactor,
} from './membership';
import { expireDue } from './settle';
import type { Initiator, Organization, Refusal, Request } from './state';
import { refuse, the } from './state';
import { satisfiesSignIn } from './coverage';
import { knowsAccount } from './visibility';

export type Asked =
  | { memberId: string; action: AccountPermission; accountId: string }
  | { memberId: string; action: 'withdrawals.approve' | 'addresses.approve'; accountId: string }
  | { serviceUserId: string; action: 'withdraw' | 'query' | 'trade' | 'earn'; accountId: string };

/** `stepUp`: a valid second factor is sent along. */
export type Command =
  | ({ kind: 'initiate' | 'dry-run'; actor: string; stepUp?: boolean } & Start)
  | ({ kind: 'initiate-with-key'; keyId: string } & Start)
  | { kind: 'approve' | 'reject'; actor: string; requestId: string; staleView: boolean; stepUp?: boolean }
  | {
      kind: 'decide-several';
      actor: string;
      decision: 'approve' | 'reject';
      items: Decision[];
      stepUp?: boolean;
    }
  | { kind: 'cancel'; actor: string; requestId: string }
  | { kind: 'accept'; memberId: string }
  | { kind: 'second-factor'; actor: string }
  | { kind: 'add-passkey'; actor: string; stepUp?: boolean }
  | ({ kind: 'deposit'; actor: string; stepUp?: boolean } & Deposit)
  | { kind: 'authorize'; actor: string; asked: Asked }
  | { kind: 'advance'; ms: number };

export type Answer =
  | { ok: false; refusal: Refusal }
  | { ok: true; request: Request }
  | { ok: true; judgement: Judgement }
  | { ok: true; allowed: boolean }
  | { ok: true; results: Decided[] }
  | { ok: true };

/** Whoever is suspended or removed has no session; whoever's factors the policy refuses may only enrol one (§9). */
function session(o: Organization, kind: Command['kind'], memberId: string): Refusal | null {
  const m = the(o.members, memberId);
  if (m.status === 'suspended' || m.status === 'removed' || m.status === 'invited')
    return refuse('no_session');
  const may = satisfiesSignIn(o, m.factors) || kind === 'add-passkey';
  return may ? null : refuse('factor_enrolment_required');
}

/** Performs the command on `o`; a refused one changes nothing but what was due (§13.10). */
export function perform(o: Organization, command: Command): Answer {
  if (command.kind === 'advance') {
    o.now += command.ms;
    expireDue(o);
    return { ok: true };
  }
  expireDue(o);
  const refusal = 'actor' in command ? session(o, command.kind, command.actor) : null;
  if (refusal !== null) return { ok: false, refusal };
  if (!('stepUp' in command) || command.stepUp !== true) return carryOut(o, command);
  // Used up only when all else passed, and then good for the next five minutes (§6).
  const m = the(o.members, command.actor);
  const before = m.secondFactorAt;
  m.secondFactorAt = o.now;
  const answer = carryOut(o, command);
  const nothingDecided = answer.ok && 'results' in answer && answer.results.every(({ ok }) => !ok);
  if (!answer.ok || nothingDecided) m.secondFactorAt = before;
  return answer;
}

function carryOut(o: Organization, command: Exclude<Command, { kind: 'advance' }>): Answer {
  switch (command.kind) {
    case 'initiate':
      return ofRequest(initiate(o, { kind: 'member', id: command.actor }, command));
    case 'initiate-with-key':
      return ofRequest(initiate(o, holderOf(o, command.keyId), command));
    case 'dry-run': {
      const judged = dryRun(o, { kind: 'member', id: command.actor }, command);
      return 'code' in judged ? { ok: false, refusal: judged } : { ok: true, judgement: judged };
    }
    case 'approve':
      return ofRequest(approve(o, command.actor, command));
    case 'reject':
      return ofRequest(reject(o, command.actor, command));
    case 'decide-several': {
      const results = decideSeveral(o, command.actor, command.decision, command.items);
      return 'code' in results ? { ok: false, refusal: results } : { ok: true, results };
    }
    case 'cancel':
      return ofRequest(cancel(o, command.actor, command.requestId));
    case 'accept': {
      const accepted = acceptInvitation(o, command.memberId);
      return 'code' in accepted ? { ok: false, refusal: accepted } : { ok: true };
    }
    case 'second-factor':
      passSecondFactor(o, command.actor);
      return { ok: true };
    case 'add-passkey': {
      const refusal = addPasskey(o, command.actor);
      return refusal === null ? { ok: true } : { ok: false, refusal };
    }
    case 'deposit': {
      const refusal = deposit(o, command.actor, command);
      return refusal === null ? { ok: true } : { ok: false, refusal };
    }
    case 'authorize':
      return authorize(o, command.actor, command.asked);
  }
}

function ofRequest(made: Refusal | Request): Answer {
  return 'code' in made ? { ok: false, refusal: made } : { ok: true, request: made };
}

function holderOf(o: Organization, keyId: string): Initiator {
  const { serviceUserId, custodianId } = the(o.keys, keyId);
  return { kind: 'service-user', id: serviceUserId, keyId, custodianId };
}

function authorize(o: Organization, actor: string, asked: Asked): Answer {
  const asker = the(o.members, actor);
  const about = 'memberId' in asked ? asked.memberId : asked.serviceUserId;
  if (!mayAskAbout(asker, about)) return { ok: false, refusal: refuse('permission_denied') };
  // What one may not see isn't there (§12), the account asked about included.
  if (!knowsAccount(asker, asked.accountId)) return { ok: false, refusal: refuse('not_found') };
  if ('serviceUserId' in asked)
    return { ok: true, allowed: authorizeServiceUser(o, about, asked.action, asked.accountId) };
  const m = the(o.members, about);
  if (asked.action === 'withdrawals.approve' || asked.action === 'addresses.approve') {
    const workflow = asked.action === 'withdrawals.approve' ? 'withdrawals' : 'addresses';
    return { ok: true, allowed: authorizeInWorkflow(o, m, workflow, 'approve', asked.accountId) };
  }
  return { ok: true, allowed: authorizeOnAccount(o, m, asked.action, asked.accountId) };
}
