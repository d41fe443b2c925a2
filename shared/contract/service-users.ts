import { z } from 'zod';
import { accountId, keyId, memberId, serviceUserId, timestamp } from './primitives';
import { personSchema } from './organization';

/** What a Service User may do on its accounts (§4); never a workflow permission. */
export const SERVICE_USER_SCOPES = ['withdraw', 'query', 'trade', 'earn'] as const;
export const serviceUserScope = z.enum(SERVICE_USER_SCOPES);
export type ServiceUserScope = z.output<typeof serviceUserScope>;

/** An address or a network, IPv4 or IPv6, from which a key may be used. */
export const allowedIp = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

export const serviceUserKeySchema = z.strictObject({
  id: keyId,
  label: z.string(),
  /** The account it is for, where the Service User has several. */
  accountId: accountId.optional(),
  createdAt: timestamp,
  expiresAt: timestamp.optional(),
  /** Empty: from anywhere. */
  ipAllowList: z.array(z.string()),
  /** Who asked for it, and alone may collect its secret (§2). */
  custodian: personSchema,
  revoked: z.boolean(),
  lastUsedAt: timestamp.optional(),
});
export type ServiceUserKeyView = z.output<typeof serviceUserKeySchema>;

/** A Service User; everything but id and name is absent for readers without View on Manage Access (§12). */
export const serviceUserSchema = z.strictObject({
  id: serviceUserId,
  name: z.string(),
  status: z.enum(['enabled', 'disabled']).optional(),
  scopes: z.array(serviceUserScope).optional(),
  accountIds: z.array(accountId).optional(),
  keys: z.array(serviceUserKeySchema).optional(),
  version: z.int().optional(),
  createdAt: timestamp.optional(),
  createdBy: memberId.optional(),
});
export type ServiceUserView = z.output<typeof serviceUserSchema>;
