import { z } from 'zod';
import { stepUpInput } from '../factors';
import { newSessionSchema, sessionSchema } from '../organization';
import { passkeyAssertion, passkeyRequestSchema, stepUpRequestSchema } from '../passkeys';
import { empty, password, requestId, totpCode } from '../primitives';
import { read, write } from './spec';

const signInEmail = z.string().min(1).max(254);

/** Signing in, staying signed in, stepping up. */
export const sessionOperations = {
  'session.create': write(
    '/v1/session',
    'Sign in with password and second factor',
    z
      .strictObject({
        email: signInEmail,
        password,
        totp: totpCode.optional(),
        passkey: passkeyAssertion.optional(),
        recoveryCode: z.string().min(1).max(100).optional(),
      })
      .refine(
        ({ totp, passkey, recoveryCode }) =>
          [totp, passkey, recoveryCode].filter((given) => given !== undefined).length <= 1,
        'one of totp, passkey and recoveryCode',
      ),
    newSessionSchema,
    { access: 'public', status: 201, mainOnly: true },
  ),
  'session.passkeyOptions': write(
    '/v1/session/passkey/options',
    'What a passkey has to sign to sign in; strangers get the like',
    z.strictObject({ email: signInEmail }),
    passkeyRequestSchema,
    { access: 'public' },
  ),
  'session.get': read('/v1/session', 'Who is signed in, and until when', empty, sessionSchema),
  'session.touch': write('/v1/session/touch', 'The person is active', empty, sessionSchema),
  'session.stepUpOptions': write(
    '/v1/session/step-up/options',
    'What a passkey has to sign: to step up, or over a decision as the requests stand',
    z
      .strictObject({
        decision: z.enum(['approve', 'reject']).optional(),
        requestIds: z.array(requestId).min(1).max(200).optional(),
      })
      .refine(({ decision, requestIds }) => (decision === undefined) === (requestIds === undefined), {
        path: ['requestIds'],
        message: 'a decision and its requests go together',
      }),
    stepUpRequestSchema,
  ),
  'session.stepUp': write(
    '/v1/session/step-up',
    'Pass a second factor; it counts for five minutes',
    stepUpInput,
    sessionSchema,
  ),
  'session.delete': write('/v1/session', 'Sign out', empty, empty, { method: 'DELETE', mainOnly: true }),
} as const;
