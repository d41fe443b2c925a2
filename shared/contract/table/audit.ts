import { z } from 'zod';
import { empty, timestamp } from '../primitives';
import { read } from './spec';

/** The ledger itself (§11). */
export const auditOperations = {
  'audit.verify': read(
    '/v1/audit/verify',
    'Check the hash chain of the ledger (Owner, or View on Manage Policies)',
    empty,
    z.strictObject({
      ok: z.boolean(),
      entries: z.int(),
      head: z.string(),
      firstFault: z.strictObject({ seq: z.int(), what: z.string() }).optional(),
      verifiedAt: timestamp,
    }),
  ),
} as const;
