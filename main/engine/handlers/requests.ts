import type { z } from 'zod';
import { operationParams } from '../../../shared/contract/requests';
import { WORKFLOWS } from '../../../shared/contract/organization';
import type { AccountId } from '../../../shared/contract/primitives';
import { faultsOf } from '../../../shared/contract/problem';
import { scopeOf, type Scope } from '../../../shared/domain/grants';
import { holds, isApprover } from '../../../shared/domain/members';
import { isRefusal, refuse, type Refusal } from '../../../shared/domain/refusal';
import { barToDeciding, isOwn, seesRequest } from '../../../shared/domain/requests/approvers';
import type { InitiateCommand } from '../../../shared/domain/requests/initiate';
import { placesOf, type Member, type State } from '../../../shared/domain/state';
import type { Handler } from '../parts';
import { presentRequest, presentRow } from '../present/requests';
import { listRequests as queryRequests, type Position } from '../store/queries';
import { DEFAULT_LIMIT, packCursor, unpackCursor } from './paging';

/** The scopes in which the member holds something, for narrowing a query. */
function scopesWhere(
  state: State,
  holdsThere: (workflow: (typeof WORKFLOWS)[number], account: AccountId | null) => boolean,
): Scope[] {
  return WORKFLOWS.flatMap((workflow) =>
    placesOf(state, workflow)
      .filter((account) => holdsThere(workflow, account))
      .map((account) => scopeOf(workflow, account)),
  );
}

/** Where the member sees requests; null for everywhere. */
export function visibleScopes(state: State, member: Member): Scope[] | null {
  return member.owner
    ? null
    : scopesWhere(state, (workflow, account) => holds(member, 'view', workflow, account));
}

function decidableScopes(state: State, member: Member): Scope[] {
  return scopesWhere(state, (workflow, account) => isApprover(state, member, workflow, account));
}

/** Stands in cursors for what a request doesn't have, such as a time to expire at. */
const NO_KEY = -1;
const positionOf = ([key = NO_KEY, number = 0]: readonly number[]): Position => ({
  key: key === NO_KEY ? null : key,
  number,
});

export const listRequests: Handler<'requests.list'> = (engine, input, { member }) => {
  const { state } = engine.journal;
  const view = input.view ?? 'all';
  const cursor = input.cursor === undefined ? null : unpackCursor(input.cursor, 2);
  if (isRefusal(cursor)) return cursor;
  const after: Position | null = cursor === null ? null : positionOf(cursor);
  const scopes = view === 'mine-to-decide' ? decidableScopes(state, member) : visibleScopes(state, member);
  if (view === 'mine-to-decide' && scopes?.length === 0) return { items: [], nextCursor: null };
  const page = queryRequests(engine.store, {
    visibleScopes: scopes,
    reader: member.id,
    view,
    status: input.status,
    workflow: input.workflow,
    accountId: input.accountId,
    q: input.q,
    sort: input.sort ?? 'newest',
    after,
    limit: input.limit ?? DEFAULT_LIMIT,
  });
  return {
    items: page.requests.map((request) => presentRow(state, member, request)),
    nextCursor: page.next === null ? null : packCursor([page.next.key ?? NO_KEY, page.next.number]),
  };
};

export const countRequests: Handler<'requests.counts'> = (engine, _input, { member }) => {
  const { state } = engine.journal;
  const counts = { mineToDecide: 0, initiatedByMe: 0, pending: 0 };
  for (const request of state.requests.values()) {
    if (request.status !== 'pending' || !seesRequest(member, request)) continue;
    counts.pending += 1;
    if (isOwn(request, member.id)) counts.initiatedByMe += 1;
    if (barToDeciding(state, request, member) === null) counts.mineToDecide += 1;
  }
  return counts;
};

export const getRequest: Handler<'requests.get'> = (engine, { id }, { member }) => {
  const request = engine.findRequest(id);
  return request && seesRequest(member, request)
    ? presentRequest(engine.journal.state, engine.journal.now(), member, request)
    : refuse('not_found', 'There is no such request.');
};

/** What a schema found wrong, told for the field `under` which it stands. */
export function faultsUnder(error: z.ZodError, under: string): Refusal {
  const errors = faultsOf(error).map((each) => ({
    ...each,
    path: each.path === '' ? under : `${under}.${each.path}`,
  }));
  const first = errors[0];
  return refuse('validation_failed', first ? `${first.path}: ${first.message}` : 'not valid', { errors });
}

/** The command behind a `requests.create`, its parameters judged by the operation's own schema. */
export function commandOf(input: Parameters<Handler<'requests.create'>>[1]): InitiateCommand | Refusal {
  const parsed = operationParams[input.operation].safeParse(input.params);
  if (!parsed.success) return faultsUnder(parsed.error, 'params');
  return {
    operation: input.operation,
    params: parsed.data,
    accountId: input.accountId ?? null,
    note: input.note ?? null,
  };
}
