import './jitless';
import { z } from 'zod';
import { events } from './events';
import { requestId } from './primitives';
import { problemSchema } from './problem';

const changed = events['request.changed'];

/**
 * What a stream sends by its `event:` names, each with its `data:` (api.md, Reading). `id:` is the number of the ledger
 * entry that it comes from; a stream that is opened with it goes on after it.
 */
export const streamEvents = {
  'request.created': changed,
  'request.updated': changed,
  'request.decided': changed,
  'request.completed': changed,
  'request.failed': changed,
  'request.rejected': changed,
  'request.cancelled': changed,
  'request.expired': changed,
  'policy.changed': events['policy.changed'],
  'access.changed': events['access.changed'],
  'account.changed': events['account.changed'],
  'address.changed': events['address.changed'],
  'balance.changed': events['balance.changed'],
  /** The last event of a stream: why its token opens nothing any more. */
  'session.revoked': z.strictObject({ code: problemSchema.shape.code }),
  /** The first event where what happened since can't be told: everything has to be read anew. */
  resync: z.strictObject({}),
} as const;
export type StreamEventName = keyof typeof streamEvents;

/** So many of those that wait are named; `waiting` counts them all. */
export const MOST_WAITING_NAMED = 200;

/** What a signed-out desktop is told, in events named `waiting`: the newest first, and no names or amounts. */
export const waitingSchema = z.strictObject({
  waiting: z.int().min(0),
  requestIds: z.array(requestId).max(MOST_WAITING_NAMED),
});
export type Waiting = z.output<typeof waitingSchema>;
