import { z } from 'zod';
import { deviceSchema, givenName, ownSessionSchema, stepUp } from '../factors';
import { deviceId, empty, listOf, page, sessionId, token } from '../primitives';
import { read, write } from './spec';

/** Where one is signed in, and which desktops may ask, signed out, whether something waits. */
export const deviceOperations = {
  'sessions.list': read(
    '/v1/sessions',
    'One’s own sessions, on every device',
    z.strictObject(page),
    listOf(ownSessionSchema),
  ),
  'sessions.end': write(
    '/v1/sessions/{id}',
    'End a session of one’s own',
    /** Another than the session that asks is ended with a second factor (step-up) only. */
    z.strictObject({ id: sessionId, stepUp: stepUp.optional() }),
    empty,
    { method: 'DELETE' },
  ),
  'devices.create': write(
    '/v1/devices',
    'Let this desktop ask, signed out, how much waits',
    z.strictObject({ name: givenName }),
    /** The token is given once: the same command repeated under its idempotency key is answered without it (§6). */
    z.strictObject({ deviceId, notifyToken: token.optional() }),
    { status: 201, mainOnly: true },
  ),
  'devices.list': read(
    '/v1/devices',
    'One’s own desktops that may ask how much waits',
    z.strictObject(page),
    listOf(deviceSchema),
  ),
  'devices.revoke': write(
    '/v1/devices/{id}',
    'Let that desktop ask no more',
    z.strictObject({ id: deviceId, stepUp: stepUp.optional() }),
    empty,
    { method: 'DELETE' },
  ),
} as const;
