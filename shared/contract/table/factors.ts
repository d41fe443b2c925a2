import { z } from 'zod';
import { factorListSchema, factorSchema, givenName, stepUp } from '../factors';
import { newPasskey, passkeyCreationSchema } from '../passkeys';
import { empty, factorId, page, password, totpCode } from '../primitives';
import { read, write } from './spec';

const fresh = { stepUp: stepUp.optional() };
const named = { name: givenName.optional() };

/** One's own second factors, recovery codes and password; every change needs a fresh second factor (§9). */
export const factorOperations = {
  'factors.list': read('/v1/me/factors', 'One’s own second factors', z.strictObject(page), factorListSchema),
  'factors.beginTotp': write(
    '/v1/me/factors/totp',
    'Begin adding an authenticator app: its secret, shown once',
    z.strictObject(fresh),
    z.strictObject({ secret: z.string(), uri: z.string() }),
    { mainOnly: true },
  ),
  'factors.addTotp': write(
    '/v1/me/factors/totp/confirm',
    'Add the authenticator app just begun, by its first code',
    z.strictObject({ code: totpCode, ...named }),
    factorSchema,
    { status: 201 },
  ),
  'factors.beginPasskey': write(
    '/v1/me/factors/passkey/options',
    'Begin adding a passkey',
    z.strictObject(fresh),
    passkeyCreationSchema,
  ),
  'factors.addPasskey': write(
    '/v1/me/factors/passkey',
    'Add the passkey just made',
    z.strictObject({ credential: newPasskey, ...named }),
    factorSchema,
    { status: 201 },
  ),
  'factors.rename': write(
    '/v1/me/factors/{id}/name',
    'Give a second factor another name',
    z.strictObject({ id: factorId, name: givenName, ...fresh }),
    factorSchema,
  ),
  'factors.remove': write(
    '/v1/me/factors/{id}',
    'Remove a second factor; the last one that the sign-in policy accepts stays',
    z.strictObject({ id: factorId, ...fresh }),
    empty,
    { method: 'DELETE' },
  ),
  'recoveryCodes.create': write(
    '/v1/me/recovery-codes',
    'Make ten new recovery codes; the old ones are void',
    z.strictObject(fresh),
    /** The codes are given once: the same command repeated under its idempotency key is answered without them (§6). */
    z.strictObject({ recoveryCodes: z.array(z.string()).optional() }),
    { status: 201 },
  ),
  'password.change': write(
    '/v1/me/password',
    'Change one’s own password; ends the other sessions and devices',
    z.strictObject({ currentPassword: password, newPassword: password, ...fresh }),
    empty,
  ),
} as const;
