import { queueAgeOf, weeksOf, weekStart, WEEK_MS } from '../../../shared/domain/activity';
import { seesRequest } from '../../../shared/domain/requests/approvers';
import type { Handler } from '../parts';
import { iso } from '../present/times';
import { requestTimes } from '../store/activity-rows';
import { visibleScopes } from './requests';

const DEFAULT_WEEKS = 12;

/** What happened to the requests the reader may see, week by week, and how long what is pending has waited. */
export const getActivity: Handler<'activity.get'> = (engine, input, { member }) => {
  const { state } = engine.journal;
  const now = engine.journal.now();
  const { weeks = DEFAULT_WEEKS, weekStartedAt } = input;
  const current = weekStart(now, weekStartedAt === undefined ? undefined : Date.parse(weekStartedAt));
  const from = current - (weeks - 1) * WEEK_MS;
  const times = requestTimes(engine.store, { scopes: visibleScopes(state, member), reader: member.id, from });
  const pendingSince = [...state.requests.values()]
    .filter((request) => request.status === 'pending' && seesRequest(member, request))
    .map(({ createdAt }) => createdAt);
  return {
    weeks: weeksOf(times, from, weeks).map(({ at, week }) => ({ from: iso(at), ...week })),
    queueAge: queueAgeOf(pendingSince, now),
    oldestPendingAt: pendingSince.length === 0 ? null : iso(Math.min(...pendingSince)),
  };
};
