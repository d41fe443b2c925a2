import { z } from 'zod';
import {
  accountId,
  addressId,
  amount,
  digest,
  email,
  memberId,
  plainText,
  postingId,
  requestId,
  roleId,
  serviceUserId,
  timestamp,
  totpCode,
} from './primitives';
import { grants, personSchema, workflow } from './organization';
import { assetCode, network } from './money';
import { addressHoldHours, expiresAfterHours, requiredApprovals } from './policies';
import { PROBLEM_CODES } from './problem';

const withdrawalParams = z.strictObject({ asset: assetCode, amount, addressId });

/** What each governed operation takes (api.md, `params` by operation). */
export const operationParams = {
  'withdrawal.crypto.create': withdrawalParams,
  'withdrawal.fiat.create': withdrawalParams,
  'address.crypto.add': z.strictObject({
    asset: assetCode,
    network,
    address: z.string().min(1).max(120),
    label: plainText,
    memo: plainText.optional(),
  }),
  'address.fiat.add': z.strictObject({
    asset: assetCode,
    iban: z.string().min(1).max(60),
    bic: z.string().max(11).optional(),
    beneficiary: plainText,
    label: plainText,
  }),
  'address.remove': z.strictObject({ addressId }),
  'member.invite': z.strictObject({ email, displayName: plainText, grants, roleId: roleId.optional() }),
  'member.permissions.change': z.strictObject({
    memberId,
    grants,
    baseVersion: z.int().min(1),
    roleId: roleId.optional(),
  }),
  'account.create': z.strictObject({ name: plainText }),
  'account.rename': z.strictObject({ accountId, name: plainText }),
  'policy.change': z.strictObject({
    workflow,
    baseVersion: z.int().min(1),
    requiredApprovals: requiredApprovals.optional(),
    alwaysRequireApproval: z.boolean().optional(),
    expiresAfterHours: expiresAfterHours.optional(),
    addressHoldHours: addressHoldHours.optional(),
  }),
} as const;

export type Operation = keyof typeof operationParams;
export const OPERATIONS = Object.keys(operationParams) as [Operation, ...Operation[]];
export const operation = z.enum(OPERATIONS);
export type ParamsOf<O extends Operation> = z.output<(typeof operationParams)[O]>;
export type AnyParams = ParamsOf<Operation>;

export const REQUEST_STATUSES = [
  'pending',
  'approved',
  'completed',
  'failed',
  'rejected',
  'cancelled',
  'expired',
] as const;
export const requestStatus = z.enum(REQUEST_STATUSES);
export type RequestStatus = z.output<typeof requestStatus>;

/** Why something waits instead of completing at once (§5). */
export const QUEUE_REASONS = [
  'approval_always_required',
  'no_execute',
  'service_user',
  'own_access',
  'grant_beyond_own',
  'policy_locked',
  'ring_change',
] as const;
export const queueReason = z.enum(QUEUE_REASONS);
export type QueueReason = z.output<typeof queueReason>;

export const stepUp = z.strictObject({ totp: totpCode });

/**
 * What an approver is shown and signs: every id resolved to what it stands for (§6). Fixed when the request is
 * created, so one digest stands for the whole life of the request.
 */
export const requestViewSchema = z.strictObject({
  id: requestId,
  operation,
  workflow,
  account: z.strictObject({ id: accountId, name: z.string() }).nullable(),
  params: z.record(z.string(), z.json()),
  before: z.json().optional(),
  after: z.json().optional(),
  initiator: z.strictObject({
    kind: z.enum(['member', 'service-user']),
    id: z.union([memberId, serviceUserId]),
    displayName: z.string(),
  }),
  note: z.string().nullable(),
  createdAt: timestamp,
});
export type RequestView = z.output<typeof requestViewSchema>;

export const approvalSchema = z.strictObject({
  memberId,
  displayName: z.string(),
  at: timestamp,
  reason: z.string().optional(),
  valid: z.boolean(),
  voidedBecause: z.string().optional(),
});

export const RISK_CODES = [
  'new_address',
  'first_use',
  'unusually_large',
  'initiator_recently_granted',
  'many_in_short_time',
] as const;
export const riskSchema = z.strictObject({
  code: z.enum(RISK_CODES),
  detail: z.string(),
  /** The evidence, as far as the reader may see it: past amounts of the account in that asset, ages in ms, a request. */
  evidence: z
    .strictObject({
      ageMs: z.number().optional(),
      by: z.string().optional(),
      requestId: requestId.optional(),
      /** The number people know that request by. */
      requestNumber: z.int().optional(),
      times: z.number().optional(),
      count: z.int().optional(),
      pastAmounts: z.array(amount).optional(),
    })
    .optional(),
});
export type Risk = z.output<typeof riskSchema>;

export const timelineEntrySchema = z.strictObject({
  at: timestamp,
  kind: z.enum([
    'created',
    'held',
    'approved',
    'rejected',
    'cancelled',
    'expired',
    'completed',
    'failed',
    'released',
    'voided',
  ]),
  by: personSchema.nullable(),
  text: z.string().optional(),
});

export const initiatorSchema = z.strictObject({
  kind: z.enum(['member', 'service-user']),
  id: z.union([memberId, serviceUserId]),
  displayName: z.string(),
});

/** One row of the queue: what the list shows, nothing that has to be computed per approver. */
export const requestRowSchema = z.strictObject({
  id: requestId,
  /** The human number, shown as R-2417; counts up per organization. */
  number: z.int(),
  operation,
  workflow,
  accountId: accountId.optional(),
  params: z.record(z.string(), z.json()),
  view: requestViewSchema,
  note: z.string().optional(),
  initiator: initiatorSchema,
  status: requestStatus,
  createdAt: timestamp,
  expiresAt: timestamp.optional(),
  endedAt: timestamp.optional(),
  requiredApprovals: z.int(),
  validApprovals: z.int(),
  riskCount: z.int(),
  myDecision: z.enum(['approved', 'rejected']).nullable(),
  canDecide: z.boolean(),
});
export type RequestRow = z.output<typeof requestRowSchema>;

export const requestSchema = requestRowSchema.extend({
  policyVersion: z.int(),
  queuedBecause: queueReason.optional(),
  approvals: z.array(approvalSchema),
  /** Everyone who could decide it now and has not yet. */
  eligibleApprovers: z.array(personSchema),
  rejection: z
    .strictObject({ memberId, displayName: z.string(), at: timestamp, reason: z.string() })
    .optional(),
  digest,
  risks: z.array(riskSchema),
  timeline: z.array(timelineEntrySchema),
  result: z
    .strictObject({
      postingId: postingId.optional(),
      addressId: addressId.optional(),
      usableFrom: timestamp.optional(),
      memberId: memberId.optional(),
      invitationCode: z.string().optional(),
      accountId: accountId.optional(),
      version: z.int().optional(),
    })
    .optional(),
  failure: z.strictObject({ code: z.enum(PROBLEM_CODES), detail: z.string() }).optional(),
  cancellation: z.strictObject({ by: memberId.nullable(), reason: z.string().optional() }).optional(),
  cannotDecideBecause: z.enum(PROBLEM_CODES).optional(),
  canCancel: z.boolean(),
  /** For withdrawals: what is left, as of now; absent when the reader may not see balances. */
  balance: z.strictObject({ asset: z.string(), available: amount, afterwards: amount }).optional(),
});
export type RequestDetail = z.output<typeof requestSchema>;

/** What initiating would do, without doing it (`dryRun`). */
export const dryRunSchema = z.strictObject({
  outcome: z.enum(['complete', 'queue', 'refuse']),
  stepUpRequired: z.boolean(),
  queuedBecause: queueReason.optional(),
  requiredApprovals: z.int(),
  eligibleApprovers: z.array(personSchema),
  code: z.enum(PROBLEM_CODES).optional(),
  detail: z.string().optional(),
  warnings: z.array(z.string()),
});
export type DryRun = z.output<typeof dryRunSchema>;

export const createRequestInput = z.strictObject({
  operation,
  /** Judged against the operation's own schema after the operation is known. */
  params: z.record(z.string(), z.json()),
  accountId: accountId.optional(),
  note: plainText.optional(),
  stepUp: stepUp.optional(),
  dryRun: z.boolean().optional(),
});
export type CreateRequestInput = z.output<typeof createRequestInput>;

export const REQUEST_VIEWS = ['mine-to-decide', 'initiated-by-me', 'all'] as const;
