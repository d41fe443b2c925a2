import './jitless';
import { z } from 'zod';

/** Opaque, prefixed ids (api.md, Conventions). Branded so that one kind is never passed for another. */
function idOf<P extends string>(prefix: P) {
  return z
    .string()
    .max(64)
    .regex(new RegExp(`^${prefix}_[0-9A-Za-z]{1,48}$`), `expected an id starting with ${prefix}_`)
    .brand<P>();
}
export const organizationId = idOf('org');
export const memberId = idOf('mem');
export const serviceUserId = idOf('svc');
export const accountId = idOf('acc');
export const addressId = idOf('adr');
export const requestId = idOf('req');
export const roleId = idOf('rol');
export const postingId = idOf('pst');
export const sessionId = idOf('ses');
export const keyId = idOf('key');
export const factorId = idOf('fac');
export const deviceId = idOf('dev');
export const backupId = idOf('bak');
export const noticeId = idOf('ntc');
export type OrganizationId = z.output<typeof organizationId>;
export type MemberId = z.output<typeof memberId>;
export type ServiceUserId = z.output<typeof serviceUserId>;
export type AccountId = z.output<typeof accountId>;
export type AddressId = z.output<typeof addressId>;
export type RequestId = z.output<typeof requestId>;
export type RoleId = z.output<typeof roleId>;
export type PostingId = z.output<typeof postingId>;
export type SessionId = z.output<typeof sessionId>;
export type KeyId = z.output<typeof keyId>;
export type FactorId = z.output<typeof factorId>;
export type DeviceId = z.output<typeof deviceId>;
export type BackupId = z.output<typeof backupId>;
export type NoticeId = z.output<typeof noticeId>;

/** RFC 3339 UTC with milliseconds. */
export const timestamp = z.iso.datetime({ precision: 3 });

/** A decimal string as the contract carries money; the asset decides how many decimals are allowed. */
export const amount = z
  .string()
  .max(80, 'at most 80 characters')
  .regex(/^(0|[1-9][0-9]*)(\.[0-9]+)?$/, 'expected a decimal number such as 12.5');

// Control characters (C0, DEL, C1), lone surrogates, bidirectional formatting, and whatever can't be seen: two names that
// look the same must be the same. Only a pictograph may ask for its coloured form (U+FE0F), which shows.
const FORBIDDEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufff9-\ufffb]|(?!\ufe0f)\p{Default_Ignorable_Code_Point}|(?<!\p{Extended_Pictographic})\ufe0f/u;

/** A name, label or note: NFC, no control or bidirectional characters, 1 to 200 characters (§4). */
export const plainText = z
  .string()
  .max(800)
  .normalize('NFC')
  .refine((text) => !FORBIDDEN.test(text), 'can’t hold control, invisible or direction-changing characters')
  .refine((text) => [...text].length <= 200, 'can have at most 200 characters')
  .refine((text) => text.trim().length > 0, 'can’t be empty');

export const email = z.email().max(254).toLowerCase();
export const digest = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hexadecimal');
export const totpCode = z.string().regex(/^[0-9]{6}$/, 'expected the six digits of an authenticator code');
export const token = z.string().min(16).max(200);
export const password = z.string().min(1).max(1024);
export const empty = z.strictObject({});

/** Lists page by cursor; `limit` at most 200. */
export const page = {
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
};
export function listOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
}
