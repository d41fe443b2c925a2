import { z } from 'zod';
import {
  accountId,
  addressId,
  amount,
  digest,
  email,
  keyId,
  memberId,
  plainText,
  postingId,
  requestId,
  roleId,
  serviceUserId,
  timestamp,
} from './primitives';
import { stepUp } from './factors';
import { grants, personSchema, sessionSettings, signInPolicy, workflow } from './organization';
import { coverageSchema, lockCondition, powerHolderSchema, shortfallSchema } from './coverage';
import { allowedIp, serviceUserScope } from './service-users';
import { assetCode, network } from './money';
import { addressHoldHours, expiresAfterHours, requiredApprovals } from './policies';
import { PROBLEM_CODES } from './problem';

const withdrawalParams = z.strictObject({ asset: assetCode, amount, addressId });
const baseVersion = z.int().min(1);
const oneMember = z.strictObject({ memberId });
const onePolicy = z.strictObject({ workflow, baseVersion });
const serviceUserPermissions = {
  scopes: z.array(serviceUserScope).max(4),
  accountIds: z.array(accountId).max(1000),
};

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
  'member.confirm': z.strictObject({ memberId, fingerprint: z.string().min(1).max(200) }),
  'member.permissions.change': z.strictObject({ memberId, grants, baseVersion, roleId: roleId.optional() }),
  'member.suspend': oneMember,
  'member.reinstate': oneMember,
  'member.remove': oneMember,
  'member.replace': z.strictObject({ memberId, email, displayName: plainText }),
  'service-user.create': z.strictObject({ name: plainText, ...serviceUserPermissions }),
  'service-user.permissions.change': z.strictObject({
    serviceUserId,
    ...serviceUserPermissions,
    baseVersion,
  }),
  'service-user.disable': z.strictObject({ serviceUserId }),
  'service-user.key.create': z.strictObject({
    serviceUserId,
    label: plainText,
    accountId: accountId.optional(),
    expiresAt: timestamp.optional(),
    ipAllowList: z.array(allowedIp).max(50).optional(),
  }),
  'service-user.key.revoke': z.strictObject({ keyId }),
  'role.save': z.strictObject({
    roleId: roleId.optional(),
    name: plainText,
    grants,
    baseVersion: baseVersion.optional(),
  }),
  'role.delete': z.strictObject({ roleId }),
  'account.create': z.strictObject({ name: plainText }),
  'account.rename': z.strictObject({ accountId, name: plainText }),
  'policy.change': z.strictObject({
    workflow,
    baseVersion,
    requiredApprovals: requiredApprovals.optional(),
    alwaysRequireApproval: z.boolean().optional(),
    expiresAfterHours: expiresAfterHours.optional(),
    addressHoldHours: addressHoldHours.optional(),
  }),
  'policy.lock': onePolicy,
  'policy.unlock': onePolicy,
  'security.sign-in.change': z.strictObject({ signInPolicy, baseVersion }),
  'security.session.change': sessionSettings.partial().extend({ baseVersion }),
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
    /** The key a Service User signed with, and whose it is. */
    key: z.strictObject({ id: keyId, label: z.string(), custodian: personSchema }).optional(),
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
    'authorized',
    'completed',
    'failed',
    'voided',
    'raised',
  ]),
  /** The member, or the Service User that cancelled its own; null for what the engine did. */
  by: z.strictObject({ id: z.union([memberId, serviceUserId]), displayName: z.string() }).nullable(),
  text: z.string().optional(),
  /** Of `raised`: how many approvals it needs since, and the version of the policy that says so. */
  raised: z.strictObject({ requiredApprovals: z.int(), policyVersion: z.int() }).optional(),
});

export const initiatorSchema = z.strictObject({
  kind: z.enum(['member', 'service-user']),
  id: z.union([memberId, serviceUserId]),
  displayName: z.string(),
  keyId: keyId.optional(),
  custodianId: memberId.optional(),
});

/**
 * What somebody can do somewhere, as things stand: complete alone, start what others must approve, approve, see.
 * Requests about access and policies carry these lines before and after (desktop.md, Request).
 */
export const powerLineSchema = z.strictObject({
  kind: z.enum(['member', 'service-user']),
  id: z.union([memberId, serviceUserId]),
  displayName: z.string(),
  workflow,
  /** Null where the workflow has no accounts; `*` for all, present and future. */
  account: z.union([z.strictObject({ id: accountId, name: z.string() }), z.literal('*')]).nullable(),
  can: z.enum(['complete-alone', 'start', 'approve', 'see']),
});
export type PowerLine = z.output<typeof powerLineSchema>;

export const effectSideSchema = z.strictObject({
  powers: z.array(powerLineSchema),
  /** Per workflow; only for readers who may see coverage (§12). */
  coverage: z.array(coverageSchema.extend({ workflow })).optional(),
});

const failureSchema = z.strictObject({ code: z.enum(PROBLEM_CODES), detail: z.string() });

/** A member whose grants don’t work as things stand: they haven’t accepted, aren’t confirmed, or are suspended (§7). */
export const inactiveSchema = z.strictObject({
  id: memberId,
  displayName: z.string(),
  status: z.enum(['invited', 'unconfirmed', 'suspended']),
  mustBeConfirmed: z.boolean(),
});
export type Inactive = z.output<typeof inactiveSchema>;

export const effectSchema = z.strictObject({
  before: effectSideSchema,
  after: effectSideSchema,
  /** Of those it is about: what the lines say of them holds only once that has changed. */
  inactive: z.array(inactiveSchema).optional(),
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
  /** Of a pending one: why it would fail if the last approval came now. */
  wouldFail: failureSchema.optional(),
  /** Effective power now and after, for pending requests about access and policies. */
  effect: effectSchema.optional(),
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
      serviceUserId: serviceUserId.optional(),
      keyId: keyId.optional(),
      roleId: roleId.optional(),
    })
    .optional(),
  failure: failureSchema.optional(),
  cancellation: z
    .strictObject({ by: z.union([memberId, serviceUserId]).nullable(), reason: z.string().optional() })
    .optional(),
  cannotDecideBecause: z.enum(PROBLEM_CODES).optional(),
  canCancel: z.boolean(),
  /** For withdrawals: what is left, as of now; absent when the reader may not see balances. */
  balance: z.strictObject({ asset: z.string(), available: amount, afterwards: amount }).optional(),
});
export type RequestDetail = z.output<typeof requestSchema>;

/** What initiating would do, without doing it (`dryRun`). */
export const dryRunSchema = z.strictObject({
  /** Of all that this says of what would happen, the factor left aside: sent along as `foreseen`, nothing else is done. */
  digest: digest.optional(),
  outcome: z.enum(['complete', 'queue', 'refuse']),
  stepUpRequired: z.boolean(),
  queuedBecause: queueReason.optional(),
  requiredApprovals: z.int(),
  eligibleApprovers: z.array(personSchema),
  code: z.enum(PROBLEM_CODES).optional(),
  detail: z.string().optional(),
  warnings: z.array(z.string()),
  shortfalls: z.array(shortfallSchema).optional(),
  missing: z.array(lockCondition).optional(),
  /** For `policy.lock`: everyone, active or not, who will hold power in the ring (§7). */
  holders: z.array(powerHolderSchema).optional(),
  /** For access and policies: effective power before and after. */
  effect: effectSchema.optional(),
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
  /** The `digest` of the dry run that the initiator was shown: where it would do something else by now, `stale_view`. */
  foreseen: digest.optional(),
});
export type CreateRequestInput = z.output<typeof createRequestInput>;

export const REQUEST_VIEWS = ['mine-to-decide', 'initiated-by-me', 'all'] as const;

/** Decides several requests with one second factor; `setDigest` is SHA-256 of the sorted digests joined by newlines. */
export const decisionsInput = z.strictObject({
  decision: z.enum(['approve', 'reject']),
  reason: plainText.optional(),
  items: z.array(z.strictObject({ requestId, digest })).min(1).max(200),
  setDigest: digest,
  stepUp: stepUp.optional(),
});

/** Each item is decided by itself: one that is refused doesn't take the others with it. */
export const decisionsOutput = z.strictObject({
  results: z.array(
    z.strictObject({
      requestId,
      ok: z.boolean(),
      status: requestStatus.optional(),
      code: z.enum(PROBLEM_CODES).optional(),
      detail: z.string().optional(),
    }),
  ),
});
