import type { Activity, ActivityWeek } from '../contract/activity';
import type { RequestStatus } from '../contract/requests';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
export const WEEK_MS = 7 * DAY_MS;
/** Monday, 5 January 1970, 00:00 UTC. */
const FIRST_MONDAY = 4 * DAY_MS;

/** What activity is drawn from: a request's times and how it stands. */
export interface RequestTimes {
  readonly status: RequestStatus;
  readonly createdAt: number;
  readonly endedAt: number | null;
}

/** When the week that holds `now` began, Mondays at 00:00 UTC, or at the same moment of the week as `anchor`. */
export function weekStart(now: number, anchor: number = FIRST_MONDAY): number {
  return anchor + Math.floor((now - anchor) / WEEK_MS) * WEEK_MS;
}

interface Week {
  started: number;
  ended: ActivityWeek['ended'];
  waits: number[];
}
const newWeek = (): Week => ({
  started: 0,
  ended: { completed: 0, failed: 0, rejected: 0, cancelled: 0, expired: 0 },
  waits: [],
});

/** Counts requests by week, from the one beginning at `from`; each request may lie outside and is left out then. */
export function weeksOf(
  requests: readonly RequestTimes[],
  from: number,
  weeks: number,
): { at: number; week: Omit<ActivityWeek, 'from'> }[] {
  const counted = Array.from({ length: weeks }, newWeek);
  const weekOf = (at: number): Week | undefined => counted[Math.floor((at - from) / WEEK_MS)];
  for (const { status, createdAt, endedAt } of requests) {
    const started = weekOf(createdAt);
    if (started) started.started += 1;
    if (endedAt === null || status === 'pending' || status === 'approved') continue;
    const ended = weekOf(endedAt);
    if (!ended) continue;
    ended.ended[status] += 1;
    const wasDecided = status === 'completed' || status === 'rejected';
    if (wasDecided && endedAt > createdAt) ended.waits.push(endedAt - createdAt);
  }
  return counted.map(({ started, ended, waits }, index) => ({
    at: from + index * WEEK_MS,
    week: { started, ended, waited: waitedOf(waits) },
  }));
}

function waitedOf(waits: readonly number[]): ActivityWeek['waited'] {
  const sorted = [...waits].sort((a, b) => a - b);
  const slowestMs = sorted.at(-1);
  if (slowestMs === undefined) return null;
  // The one in the middle, or the two.
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  const medianMs = middle.reduce((sum, each) => sum + each, 0) / middle.length;
  return { count: sorted.length, medianMs: Math.round(medianMs), slowestMs };
}

const AGES_MS = [HOUR_MS, 8 * HOUR_MS, DAY_MS, 3 * DAY_MS, null] as const;

/** How long what is pending has waited. */
export function queueAgeOf(createdAt: readonly number[], now: number): Activity['queueAge'] {
  const queueAge = AGES_MS.map((underMs) => ({ underMs, count: 0 }));
  for (const at of createdAt) {
    const age = queueAge.find(({ underMs }) => underMs === null || now - at < underMs);
    if (age) age.count += 1;
  }
  return queueAge;
}
