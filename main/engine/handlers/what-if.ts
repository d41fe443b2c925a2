import type { OutputOf } from '../../../shared/contract/operations';
import { operationParams } from '../../../shared/contract/requests';
import type { ProbeOutcome, Simulation } from '../../../shared/contract/what-if';
import { authorizeMember, authorizeServiceUser } from '../../../shared/domain/authorize';
import { uncoveredWorkflows } from '../../../shared/domain/coverage';
import { holds, knowsAccount, seesCoverage } from '../../../shared/domain/members';
import { refuse, type Refusal } from '../../../shared/domain/refusal';
import { seesRequest } from '../../../shared/domain/requests/approvers';
import {
  probe,
  simulate,
  warningsOf,
  type Change,
  type Outcome,
  type WhatIf,
} from '../../../shared/domain/simulate';
import type { Member, State } from '../../../shared/domain/state';
import type { Handler } from '../parts';
import { presentAllCoverage } from '../present/coverage';
import { faultsUnder } from './requests';

/** May X do Y on Z, and why: about oneself; the Owner; View on Manage Access (§12). */
export const authorize: Handler<'authorize'> = (engine, input, { member: reader }) => {
  const { state } = engine.journal;
  if (input.memberId !== reader.id && !holds(reader, 'view', 'access', null))
    return refuse('permission_denied', 'You may ask this about yourself only.');
  const account = input.accountId ?? null;
  if (account !== null && (!state.accounts.get(account) || !knowsAccount(reader, account)))
    return refuse('not_found', 'There is no such account.');
  if (input.serviceUserId !== undefined) {
    const serviceUser = state.serviceUsers.get(input.serviceUserId);
    return serviceUser
      ? authorizeServiceUser(serviceUser, input.action, account)
      : refuse('not_found', 'There is no such Service User.');
  }
  const member = input.memberId === undefined ? undefined : state.members.get(input.memberId);
  return member
    ? authorizeMember(state, member, input.action, account)
    : refuse('not_found', 'There is no such member.');
};

/** The state after some changes, with nothing changed; others than the Owner need View on both (§12). */
export const simulateChanges: Handler<'simulate'> = (engine, input, { member: reader }) => {
  if (!seesCoverage(reader))
    return refuse('permission_denied', 'This needs View on Manage Access and on Manage Policies.');
  const { state } = engine.journal;
  const changes = changesOf(input.changes);
  if ('refused' in changes) return changes;
  const whatIf = simulate(state, engine.journal.now(), reader, changes.list);
  const { refused } = whatIf;
  return {
    coverage: presentAllCoverage(whatIf.state, reader),
    coverageBefore: presentAllCoverage(state, reader),
    warnings: warningsOf(whatIf.state, uncoveredWorkflows(whatIf.state)),
    outcomes: (input.probe ?? []).map(({ accountId = null, keyId = null, forCoverage = false, ...who }) => {
      const asked = { ...who, accountId, keyId, forCoverage };
      return {
        before: presentOutcome(probe(state, asked)),
        after: presentOutcome(probe(whatIf.state, asked)),
      };
    }),
    affectedPending: affected(state, reader, whatIf),
    ...(refused === null
      ? {}
      : {
          refusedChange: { index: refused.index, code: refused.refusal.code, detail: refused.refusal.detail },
        }),
  };
};

function changesOf(wanted: Parameters<Handler<'simulate'>>[1]['changes']): { list: Change[] } | Refusal {
  const list: Change[] = [];
  for (const [index, { operation, accountId = null, params }] of wanted.entries()) {
    const parsed = operationParams[operation].safeParse(params);
    if (!parsed.success) return faultsUnder(parsed.error, `changes.${index}.params`);
    list.push({ operation, params: parsed.data, accountId });
  }
  return { list };
}

function presentOutcome(outcome: Outcome): ProbeOutcome {
  const depends =
    outcome.outcome === 'refuse' || outcome.depends === null ? {} : { depends: outcome.depends };
  if (outcome.outcome === 'queue')
    return {
      outcome: 'queue',
      queuedBecause: outcome.queuedBecause,
      requiredApprovals: outcome.requiredApprovals,
      eligibleApprovers: outcome.eligible.map(({ id, displayName }) => ({ id, displayName })),
      ...depends,
    };
  return {
    outcome: outcome.outcome,
    requiredApprovals: 0,
    eligibleApprovers: [],
    ...(outcome.outcome === 'refuse' ? { code: outcome.code } : {}),
    ...depends,
  };
}

/** Pending requests that those changes would end, or make harder to approve. */
function affected(before: State, reader: Member, { events }: WhatIf): Simulation['affectedPending'] {
  return events.flatMap((event): OutputOf<'simulate'>['affectedPending'] => {
    if (!('requestId' in event)) return [];
    const request = before.requests.get(event.requestId);
    if (!request || !seesRequest(reader, request)) return [];
    const about = { requestId: request.id, number: request.number };
    switch (event.type) {
      case 'request.cancelled':
        return [{ ...about, what: 'cancelled', detail: event.reason ?? '' }];
      case 'request.approval-voided':
        return [{ ...about, what: 'approval-voided', detail: event.because }];
      case 'request.requirement-raised':
        return [{ ...about, what: 'requirement-raised', detail: String(event.requiredApprovals) }];
      default:
        return [];
    }
  });
}
