import { z } from 'zod';
import { accountId, memberId, requestId } from './primitives';
import { workflow } from './organization';
import { requestRowSchema } from './requests';

/** What a signed-in reader is told as it happens; each carries only what that reader may see. */
export const events = {
  'request.changed': z.strictObject({
    requestId,
    what: z.enum([
      'created',
      'updated',
      'decided',
      'completed',
      'failed',
      'rejected',
      'cancelled',
      'expired',
    ]),
    row: requestRowSchema.nullable(),
  }),
  'policy.changed': z.strictObject({ workflow }),
  'access.changed': z.strictObject({ memberId: memberId.nullable() }),
  'account.changed': z.strictObject({ accountId }),
  'address.changed': z.strictObject({ accountId }),
  'balance.changed': z.strictObject({ accountId }),
} as const;
export type EventName = keyof typeof events;
export type EventPayload<K extends EventName> = z.output<(typeof events)[K]>;
export type AnyEvent = { [K in EventName]: { name: K; payload: EventPayload<K> } }[EventName];
