import { z } from 'zod';
import { memberId, requestId, timestamp } from './primitives';
import { personSchema, workflow } from './organization';
import { coverageSchema } from './coverage';

export const requiredApprovals = z.int().min(1).max(10);
export const expiresAfterHours = z.int().min(1).max(720);
export const addressHoldHours = z.int().min(0).max(168);

export const policySchema = z.strictObject({
  workflow,
  version: z.int(),
  requiredApprovals: z.int(),
  alwaysRequireApproval: z.boolean(),
  locked: z.boolean(),
  expiresAfterHours: z.int(),
  addressHoldHours: z.int().optional(),
  coverage: coverageSchema,
  stage: z.enum(['bootstrap', 'configure', 'enforce', 'locked']),
  /** Whether anybody besides the Owner can approve here: only then is Configure done, whatever the toggle says. */
  othersApprove: z.boolean(),
});
export type PolicyView = z.output<typeof policySchema>;

export const policyVersionSchema = policySchema
  .omit({ stage: true, othersApprove: true, coverage: true })
  .extend({
    changedAt: timestamp,
    changedBy: memberId.nullable(),
    /** The request that made it, and who approved it; absent for the first, and for who may not see requests there. */
    request: z.strictObject({ id: requestId, number: z.int(), approvedBy: z.array(personSchema) }).optional(),
  });
