import './jitless';
import { z } from 'zod';

/** Bytes as WebAuthn's JSON forms carry them: base64url without padding. */
const bytes = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9_-]*$/, 'expected base64url');
const credentialBytes = bytes(1400).min(1);
const transports = z.array(z.string().max(40)).max(10);
const inThisOrder = <T extends z.ZodType>(item: T) => z.array(item).max(100);

const descriptor = z.strictObject({
  id: z.string(),
  type: z.literal('public-key'),
  transports: transports.optional(),
});

/** What `navigator.credentials.create` is to be asked (WebAuthn, PublicKeyCredentialCreationOptionsJSON). */
export const passkeyCreationSchema = z.strictObject({
  challenge: z.string(),
  rp: z.strictObject({ id: z.string(), name: z.string() }),
  user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: inThisOrder(z.strictObject({ type: z.literal('public-key'), alg: z.int() })),
  timeout: z.int(),
  attestation: z.literal('none'),
  excludeCredentials: inThisOrder(descriptor),
  authenticatorSelection: z.strictObject({
    residentKey: z.literal('discouraged'),
    requireResidentKey: z.literal(false),
    userVerification: z.literal('required'),
  }),
});
export type PasskeyCreation = z.output<typeof passkeyCreationSchema>;

/** What `navigator.credentials.get` is to be asked (WebAuthn, PublicKeyCredentialRequestOptionsJSON). */
export const passkeyRequestSchema = z.strictObject({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.int(),
  userVerification: z.literal('required'),
  allowCredentials: inThisOrder(descriptor),
});
export type PasskeyRequest = z.output<typeof passkeyRequestSchema>;

/** The same for a step-up: over a decision, the nonce lets the asker compute the challenge again (§9). */
export const stepUpRequestSchema = passkeyRequestSchema.extend({ nonce: z.string().optional() });

// Browsers add to these as WebAuthn grows, so what isn't known is dropped, not refused.
const credential = {
  id: credentialBytes,
  rawId: credentialBytes,
  type: z.literal('public-key'),
  authenticatorAttachment: z.string().max(40).optional(),
  clientExtensionResults: z.record(z.string(), z.json()).optional(),
};

/** A passkey as `navigator.credentials.create` gave it (RegistrationResponseJSON). */
export const newPasskey = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(8_000).min(1),
    attestationObject: bytes(60_000).min(1),
    transports: transports.optional(),
  }),
});
export type NewPasskey = z.output<typeof newPasskey>;

/** A signature by a passkey as `navigator.credentials.get` gave it (AuthenticationResponseJSON). */
export const passkeyAssertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(8_000).min(1),
    authenticatorData: bytes(20_000).min(1),
    signature: bytes(4_000).min(1),
    userHandle: bytes(200).nullable().optional(),
  }),
});
export type PasskeyAssertion = z.output<typeof passkeyAssertion>;
