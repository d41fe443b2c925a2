import { z } from 'zod';
import {
  accountId,
  email,
  memberId,
  organizationId,
  password,
  plainText,
  roleId,
  timestamp,
  token,
} from './primitives';
import { passkeyCreationSchema } from './passkeys';

export const signInPolicy = z.enum(['passkey', 'authenticator-or-passkey']);
export type SignInPolicy = z.output<typeof signInPolicy>;

export const sessionSettings = z.strictObject({
  idleTimeoutMinutes: z.int().min(1).max(1440),
  absoluteTimeoutHours: z.int().min(1).max(168),
});
export type SessionSettings = z.output<typeof sessionSettings>;

export const organizationSchema = z.strictObject({
  id: organizationId,
  name: z.string(),
  signInPolicy,
  session: sessionSettings,
  ownerId: memberId,
  createdAt: timestamp,
  version: z.int(),
});
export type Organization = z.output<typeof organizationSchema>;

export const WORKFLOWS = ['withdrawals', 'addresses', 'access', 'policies'] as const;
export const workflow = z.enum(WORKFLOWS);
export type Workflow = z.output<typeof workflow>;

export const WORKFLOW_PERMISSIONS = ['view', 'initiate', 'approve', 'execute'] as const;
export const workflowPermission = z.enum(WORKFLOW_PERMISSIONS);
export type WorkflowPermission = z.output<typeof workflowPermission>;

export const ACCOUNT_PERMISSIONS = ['trade', 'earn.allocate', 'earn.deallocate'] as const;
export const accountPermission = z.enum(ACCOUNT_PERMISSIONS);
export type AccountPermission = z.output<typeof accountPermission>;

/** One account, or all of them, present and future (§4). */
export const accountScope = z.union([accountId, z.literal('*')]);
export type AccountScope = z.output<typeof accountScope>;

export const grants = z.strictObject({
  workflows: z
    .array(
      z.strictObject({
        workflow,
        accountId: accountScope.optional(),
        permissions: z.array(workflowPermission).max(4),
      }),
    )
    .max(1000),
  accounts: z
    .array(z.strictObject({ accountId: accountScope, permissions: z.array(accountPermission).max(3) }))
    .max(1000),
});
export type Grants = z.output<typeof grants>;

export const MEMBER_STATUSES = ['invited', 'unconfirmed', 'active', 'suspended', 'removed'] as const;
export const memberStatus = z.enum(MEMBER_STATUSES);
export type MemberStatus = z.output<typeof memberStatus>;

/** Who is only known by name (§12). */
export const personSchema = z.strictObject({ id: memberId, displayName: z.string() });
export type Person = z.output<typeof personSchema>;

/** A member; everything but id, name and Owner mark is absent for readers without View on Manage Access (§12). */
export const memberSchema = z.strictObject({
  id: memberId,
  displayName: z.string(),
  owner: z.boolean(),
  email: z.string().optional(),
  title: z.string().optional(),
  status: memberStatus.optional(),
  signInCompliant: z.boolean().optional(),
  invitedBy: memberId.nullable().optional(),
  invitationExpiresAt: timestamp.optional(),
  roleId: roleId.optional(),
  grants: grants.optional(),
  version: z.int().optional(),
  /** Of the factor enrolled last, to compare with the person outside the app before confirming them (§7). */
  fingerprint: z.string().optional(),
  /** The member this one succeeds and, once confirmed, replaces (§7). */
  replaces: memberId.nullable().optional(),
});
export type MemberView = z.output<typeof memberSchema>;

export const kyb = z.strictObject({
  legalName: plainText,
  registrationNumber: plainText,
  country: z.string().regex(/^[A-Z]{2}$/, 'expected a two-letter country code'),
  reference: plainText,
  confirmed: z.literal(true),
});

export const createOrganizationInput = z.strictObject({
  name: plainText,
  kyb,
  signInPolicy,
  session: sessionSettings,
  owner: z.strictObject({ displayName: plainText, email, password }),
  setupToken: z.string().max(200).optional(),
});

/** What is enrolled first: an authenticator app, or a passkey where the sign-in policy takes nothing else (§9). */
export const enrolmentSchema = z.union([
  z.strictObject({ totp: z.strictObject({ secret: z.string(), uri: z.string() }) }),
  z.strictObject({ passkey: passkeyCreationSchema }),
]);
export type BegunEnrolment = z.output<typeof enrolmentSchema>;

/** The authenticator of an enrolment, for callers who know that the policy takes one; throws where it doesn't. */
export function authenticatorOf(enrolment: BegunEnrolment): { secret: string; uri: string } {
  if ('totp' in enrolment) return enrolment.totp;
  throw new Error('this enrolment is by passkey');
}

/** A signed-in session as the engine describes it; the token itself is given once, when it begins. */
export const sessionSchema = z.strictObject({
  member: personSchema.extend({ owner: z.boolean(), email: z.string() }),
  organization: z.strictObject({ id: organizationId, name: z.string() }),
  expiresAt: timestamp,
  idleTimeoutSeconds: z.int(),
  /** Until when the last second factor counts (§6, five minutes). */
  stepUpUntil: timestamp,
  /** What this member may do anywhere, so that a door can offer only that; every command is judged again. */
  may: z.strictObject({
    initiate: z.array(z.strictObject({ workflow, accountId: accountId.nullable() })),
    decide: z.boolean(),
    /** Whether they may read the audit ledger (§12). */
    audit: z.boolean().optional(),
  }),
});
export type SessionView = z.output<typeof sessionSchema>;

export const newSessionSchema = sessionSchema.extend({ token });
export type NewSession = z.output<typeof newSessionSchema>;
