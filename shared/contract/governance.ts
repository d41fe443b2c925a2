import { z } from 'zod';
import { stepUp } from './factors';
import { grants, workflow } from './organization';
import { addressHoldHours, expiresAfterHours, requiredApprovals } from './policies';
import { digest, email, plainText, requestId } from './primitives';
import { PROBLEM_CODES } from './problem';
import { dryRunSchema, operation, requestStatus } from './requests';

/**
 * How an organization is to be governed, as a file: roles by name, grants by e-mail, policies by workflow. What it
 * doesn't name stays as it is; nothing is removed by leaving it out.
 */
export const governanceFile = z.strictObject({
  roles: z
    .array(z.strictObject({ name: plainText, grants }))
    .max(200)
    .optional(),
  members: z
    .array(z.strictObject({ email, role: plainText.optional(), grants }))
    .max(1000)
    .optional(),
  policies: z
    .array(
      z.strictObject({
        workflow,
        requiredApprovals: requiredApprovals.optional(),
        alwaysRequireApproval: z.boolean().optional(),
        expiresAfterHours: expiresAfterHours.optional(),
        addressHoldHours: addressHoldHours.optional(),
      }),
    )
    .max(4)
    .optional(),
});
export type GovernanceFile = z.output<typeof governanceFile>;

/** What a change is about: the role's name, the member's e-mail, the workflow. */
const change = { about: z.string(), operation };

export const governancePlanSchema = z.strictObject({
  /** One for each request that applying would initiate, in that order, each judged after those before it. */
  changes: z.array(
    dryRunSchema
      .omit({ effect: true, holders: true, missing: true, shortfalls: true })
      .extend({ ...change, params: z.record(z.string(), z.json()) }),
  ),
  /** How much of the file stands already. */
  unchanged: z.int(),
  /** Of exactly these changes with these outcomes. */
  planDigest: digest,
});

export const applyGovernanceInput = z.strictObject({
  file: governanceFile,
  planDigest: digest,
  stepUp: stepUp.optional(),
});

/** Each change is initiated by itself: one that is refused doesn't take the others with it. */
export const appliedGovernanceSchema = z.strictObject({
  results: z.array(
    z.strictObject({
      ...change,
      ok: z.boolean(),
      requestId: requestId.optional(),
      status: requestStatus.optional(),
      code: z.enum(PROBLEM_CODES).optional(),
      detail: z.string().optional(),
    }),
  ),
});
