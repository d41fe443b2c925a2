import { z } from 'zod';
import { coverageSchema } from './coverage';
import { personSchema, workflow } from './organization';
import { accountId, keyId, memberId, requestId, serviceUserId } from './primitives';
import { PROBLEM_CODES } from './problem';
import { operation, queueReason } from './requests';

/** May X do Y on Z (§4): an account permission, a workflow's permission (`withdrawals.approve`), or what only the Owner may. */
export const authorizeInput = z
  .strictObject({
    memberId: memberId.optional(),
    serviceUserId: serviceUserId.optional(),
    action: z
      .string()
      .regex(/^[a-z][a-z.-]{0,59}$/, 'expected an action such as trade or withdrawals.approve'),
    accountId: accountId.optional(),
  })
  .refine(
    (input) => (input.memberId === undefined) !== (input.serviceUserId === undefined),
    'name a member or a Service User',
  );

export const AUTHORIZE_REASONS = [
  'owner',
  'granted',
  'scope',
  'not_granted',
  'owner_only',
  'not_active',
  'factor_missing',
  'service_users_never',
  'policy_requires_approval',
] as const;
export const authorizeOutput = z.strictObject({
  allowed: z.boolean(),
  because: z.enum(AUTHORIZE_REASONS),
  detail: z.string(),
});
export type AuthorizeAnswer = z.output<typeof authorizeOutput>;

/** What the truth table says for someone, without the parameters of a real command. */
export const probeOutcomeSchema = z.strictObject({
  outcome: z.enum(['complete', 'queue', 'refuse']),
  queuedBecause: queueReason.optional(),
  requiredApprovals: z.int(),
  eligibleApprovers: z.array(personSchema),
  code: z.enum(PROBLEM_CODES).optional(),
  /**
   * What the parameters of a real command may turn it into: `ring`, it completes where it touches nothing in the ring;
   * `grants`, it waits where it concerns one's own access or gives more than one holds; `toggle_off`, it completes where
   * it only turns a toggle off. Absent where they change nothing.
   */
  depends: z.enum(['ring', 'grants', 'toggle_off']).optional(),
});
export type ProbeOutcome = z.output<typeof probeOutcomeSchema>;

export const simulateInput = z.strictObject({
  /** Applied one after the other, as if approved. */
  changes: z
    .array(
      z.strictObject({
        operation,
        accountId: accountId.optional(),
        params: z.record(z.string(), z.json()),
      }),
    )
    .max(200),
  probe: z
    .array(
      z.strictObject({
        initiatorId: z.union([memberId, serviceUserId]),
        operation,
        accountId: accountId.optional(),
        /** The one key a Service User signs with; without it, any of them. */
        keyId: keyId.optional(),
        /** As coverage counts: whoever is invited, unconfirmed or blocked starts too, and the workflow as a whole is meant. */
        forCoverage: z.boolean().optional(),
      }),
    )
    .max(200)
    .optional(),
});

export const simulateOutput = z.strictObject({
  /** After the changes, per workflow. */
  coverage: z.array(coverageSchema.extend({ workflow })),
  coverageBefore: z.array(coverageSchema.extend({ workflow })),
  warnings: z.array(z.string()),
  /** One for each probe. */
  outcomes: z.array(z.strictObject({ before: probeOutcomeSchema, after: probeOutcomeSchema })),
  /** Pending requests that would end, lose an approval or need more. */
  affectedPending: z.array(
    z.strictObject({
      requestId,
      number: z.int(),
      what: z.enum(['cancelled', 'approval-voided', 'requirement-raised']),
      detail: z.string(),
    }),
  ),
  /** The first change that can't be applied, and why; the ones after it weren't. */
  refusedChange: z
    .strictObject({ index: z.int(), code: z.enum(PROBLEM_CODES), detail: z.string() })
    .optional(),
});
export type Simulation = z.output<typeof simulateOutput>;
