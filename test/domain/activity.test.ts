import { describe, expect, it } from 'vitest';
import { queueAgeOf, WEEK_MS, weeksOf, weekStart, type RequestTimes } from '../../shared/domain/activity';
import { NOW } from './drawn-organization';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONDAY = Date.UTC(2026, 0, 5);
const NONE = { completed: 0, failed: 0, rejected: 0, cancelled: 0, expired: 0 };

describe('a week', () => {
  it.each([
    ['at its first moment', MONDAY, MONDAY],
    ['at its last moment', MONDAY + 7 * DAY - 1, MONDAY],
    ['at the next one’s first', MONDAY + 7 * DAY, MONDAY + 7 * DAY],
    ['on a morning', NOW, MONDAY],
  ])('begins on Mondays, 00:00 UTC: %s', (_what, now, from) => {
    expect(weekStart(now)).toBe(from);
  });

  it('begins where the reader says, in that week or another', () => {
    expect(WEEK_MS).toBe(7 * DAY);
    for (const anchor of [MONDAY + HOUR, MONDAY + HOUR - 3 * WEEK_MS, MONDAY + HOUR + 2 * WEEK_MS]) {
      expect(weekStart(MONDAY + HOUR, anchor)).toBe(MONDAY + HOUR);
      expect(weekStart(MONDAY, anchor)).toBe(MONDAY + HOUR - WEEK_MS);
    }
  });
});

describe('requests by week', () => {
  const counted = (...requests: RequestTimes[]) => weeksOf(requests, MONDAY, 2);
  const ended = (status: RequestTimes['status'], hours: number, createdAt = MONDAY): RequestTimes => ({
    status,
    createdAt,
    endedAt: createdAt + hours * HOUR,
  });

  it('are weeks one after the other, empty where nothing was', () => {
    const week = { started: 0, ended: NONE, waited: null };
    expect(counted()).toEqual([
      { at: MONDAY, week },
      { at: MONDAY + WEEK_MS, week },
    ]);
  });

  it('count where they started and where they ended, and are left out elsewhere', () => {
    const [first, second] = counted(
      ended('rejected', 8 * 24),
      ended('expired', 1, MONDAY - DAY),
      ended('expired', 48, MONDAY - DAY),
      ended('cancelled', 15 * 24),
      { status: 'pending', createdAt: MONDAY, endedAt: null },
      { status: 'completed', createdAt: MONDAY, endedAt: null },
    );
    expect(first?.week).toMatchObject({ started: 4, ended: { ...NONE, expired: 1 } });
    expect(second?.week).toMatchObject({ started: 0, ended: { ...NONE, rejected: 1 } });
  });

  it.each(['completed', 'failed', 'rejected', 'cancelled', 'expired'] as const)(
    'that are %s count as that; only what was decided tells how long people waited',
    (status) => {
      const { started, ended: by, waited } = counted(ended(status, 5))[0]?.week ?? {};
      expect([started, by]).toEqual([1, { ...NONE, [status]: 1 }]);
      const decided = status === 'completed' || status === 'rejected';
      expect(waited).toEqual(decided ? { count: 1, medianMs: 5 * HOUR, slowestMs: 5 * HOUR } : null);
    },
  );

  it.each(['pending', 'approved'] as const)('that are %s haven’t ended', (status) => {
    const { week } = counted(ended(status, 5))[0] ?? {};
    expect(week).toEqual({ started: 1, ended: NONE, waited: null });
  });

  it('that completed at once waited for nobody', () => {
    expect(counted(ended('completed', 0))[0]?.week).toEqual({
      started: 1,
      ended: { ...NONE, completed: 1 },
      waited: null,
    });
  });

  it.each([
    [[7], 7, 7],
    [[10, 2], 6, 10],
    [[10, 1, 2], 2, 10],
    [[9, 100, 1, 4], 6.5, 100],
  ])('that waited %j hours did so for %d in the middle, %d at most', (hours, median, slowest) => {
    expect(counted(...hours.map((each) => ended('rejected', each)))[0]?.week.waited).toEqual({
      count: hours.length,
      medianMs: median * HOUR,
      slowestMs: slowest * HOUR,
    });
  });

  it('have a median in whole milliseconds', () => {
    const waiting = (ms: number): RequestTimes => ({
      status: 'completed',
      createdAt: MONDAY,
      endedAt: MONDAY + ms,
    });
    expect(counted(waiting(1), waiting(2))[0]?.week.waited?.medianMs).toBe(2);
  });
});

it.each([
  [0, HOUR],
  [HOUR - 1, HOUR],
  [HOUR, 8 * HOUR],
  [8 * HOUR, DAY],
  [DAY, 3 * DAY],
  [3 * DAY - 1, 3 * DAY],
  [3 * DAY, null],
  [300 * DAY, null],
])('what is pending for %d ms counts once, under %s', (age, under) => {
  const counts = queueAgeOf([NOW - age, NOW - age], NOW);
  expect(counts).toEqual(
    [HOUR, 8 * HOUR, DAY, 3 * DAY, null].map((underMs) => ({ underMs, count: underMs === under ? 2 : 0 })),
  );
});
