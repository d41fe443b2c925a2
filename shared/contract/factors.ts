import './jitless';
import { z } from 'zod';
import { listOf, deviceId, factorId, plainText, sessionId, timestamp, totpCode } from './primitives';
import { passkeyAssertion } from './passkeys';

export const FACTOR_KINDS = ['totp', 'passkey'] as const;
export const factorKind = z.enum(FACTOR_KINDS);

const oneSecondFactor = () =>
  z
    .strictObject({ totp: totpCode.optional(), passkey: passkeyAssertion.optional() })
    .refine(
      ({ totp, passkey }) => (totp === undefined) !== (passkey === undefined),
      'either totp or passkey',
    );

/** A fresh second factor, sent with what needs it; recovery codes are none (§6). */
export const stepUp = oneSecondFactor();
export type StepUp = z.output<typeof stepUp>;
/** The same, as an input of its own. */
export const stepUpInput = oneSecondFactor();

/** What a person calls a factor or a device. */
export const givenName = plainText;

export const factorSchema = z.strictObject({
  id: factorId,
  kind: factorKind,
  name: z.string(),
  fingerprint: z.string(),
  enrolledAt: timestamp,
  lastUsedAt: timestamp.nullable(),
  /** Whether the sign-in policy takes it (§9). */
  accepted: z.boolean(),
});
export type FactorView = z.output<typeof factorSchema>;

export const factorListSchema = listOf(factorSchema).extend({ recoveryCodesLeft: z.int() });

/** A session of one's own, wherever it runs. */
export const ownSessionSchema = z.strictObject({
  id: sessionId,
  device: z.string(),
  createdAt: timestamp,
  lastActivityAt: timestamp,
  expiresAt: timestamp,
  current: z.boolean(),
});
export type OwnSession = z.output<typeof ownSessionSchema>;

/** A desktop that may ask, signed out, how much waits. */
export const deviceSchema = z.strictObject({
  id: deviceId,
  name: z.string(),
  createdAt: timestamp,
  lastUsedAt: timestamp.nullable(),
});
export type DeviceView = z.output<typeof deviceSchema>;
