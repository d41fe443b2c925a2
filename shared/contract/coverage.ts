import { z } from 'zod';
import { accountId, memberId, serviceUserId } from './primitives';
import { memberStatus, workflow } from './organization';

/** Someone who could start something that too few independent people could approve (§7). */
export const shortfallSchema = z.strictObject({
  workflow,
  accountId: accountId.optional(),
  initiatorId: z.union([memberId, serviceUserId]),
  /** Names, for a state where who or what is named may not be there yet. */
  initiatorName: z.string().optional(),
  accountName: z.string().optional(),
  required: z.int(),
  eligible: z.int(),
});
export type Shortfall = z.output<typeof shortfallSchema>;

/** `spare` and `shortfalls` only for the Owner, or View on both Manage Access and Manage Policies (§12). */
export const coverageSchema = z.strictObject({
  ok: z.boolean(),
  /** How many approvers could be lost before something can't finish; null where nothing would wait at all. */
  spare: z.int().nullable().optional(),
  shortfalls: z.array(shortfallSchema).optional(),
});
export type CoverageView = z.output<typeof coverageSchema>;

/** What `policy.lock` may still lack (§7). */
export const LOCK_CONDITIONS = [
  'policy_approver',
  'coverage',
  'open_invitations',
  'owner_backup_factor',
] as const;
export const lockCondition = z.enum(LOCK_CONDITIONS);
export type LockCondition = z.output<typeof lockCondition>;

/** Someone who will hold power in the ring once it is locked, active or not. */
export const powerHolderSchema = z.strictObject({
  kind: z.enum(['member', 'service-user']),
  id: z.union([memberId, serviceUserId]),
  displayName: z.string(),
  owner: z.boolean(),
  status: z.union([memberStatus, z.enum(['enabled', 'disabled'])]),
  powers: z.array(
    z.strictObject({
      workflow,
      /** `*` for all accounts; absent where the workflow has none. */
      accountId: z.union([accountId, z.literal('*')]).optional(),
      permissions: z.array(z.enum(['initiate', 'approve', 'execute'])),
    }),
  ),
});
export type PowerHolder = z.output<typeof powerHolderSchema>;
