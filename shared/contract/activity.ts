import { z } from 'zod';
import { timestamp } from './primitives';

export const MOST_WEEKS = 52;

export const activityInput = z.strictObject({
  /** How many weeks back, the current one included. */
  weeks: z.coerce.number().int().min(1).max(MOST_WEEKS).optional(),
  /** When the current week began where the reader is; Monday, 00:00 UTC, if it isn't said. */
  weekStartedAt: timestamp.optional(),
});

const count = z.int();

/** One week of the requests that the reader may see. */
export const activityWeekSchema = z.strictObject({
  from: timestamp,
  started: count,
  /** Of those that ended in this week, in what. */
  ended: z.strictObject({
    completed: count,
    failed: count,
    rejected: count,
    cancelled: count,
    expired: count,
  }),
  /** From start to decision, of those decided in this week; null where none was. What completes at once doesn't wait. */
  waited: z.strictObject({ count, medianMs: z.int(), slowestMs: z.int() }).nullable(),
});
export type ActivityWeek = z.output<typeof activityWeekSchema>;

export const activitySchema = z.strictObject({
  /** Oldest first; the last one isn't over. */
  weeks: z.array(activityWeekSchema),
  /** What is pending now, by how long it has waited: under so many milliseconds, the last without an end. */
  queueAge: z.array(z.strictObject({ underMs: z.int().nullable(), count })),
  /** The pending request that has waited longest. */
  oldestPendingAt: timestamp.nullable(),
});
export type Activity = z.output<typeof activitySchema>;
