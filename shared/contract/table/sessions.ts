import { z } from 'zod';
import { newSessionSchema, sessionSchema } from '../organization';
import { empty, password, totpCode } from '../primitives';
import { read, write } from './spec';

/** Signing in, staying signed in, stepping up. */
export const sessionOperations = {
  'session.create': write(
    '/v1/session',
    'Sign in with password and second factor',
    z.strictObject({ email: z.string().min(1).max(254), password, totp: totpCode.optional() }),
    newSessionSchema,
    { access: 'public', status: 201, mainOnly: true },
  ),
  'session.get': read('/v1/session', 'Who is signed in, and until when', empty, sessionSchema),
  'session.touch': write('/v1/session/touch', 'The person is active', empty, sessionSchema),
  'session.stepUp': write(
    '/v1/session/step-up',
    'Pass a second factor; it counts for five minutes',
    z.strictObject({ totp: totpCode }),
    sessionSchema,
  ),
  'session.delete': write('/v1/session', 'Sign out', empty, empty, { method: 'DELETE', mainOnly: true }),
} as const;
