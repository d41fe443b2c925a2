import { z } from 'zod';
import {
  createOrganizationInput,
  enrolmentSchema,
  memberSchema,
  newSessionSchema,
  organizationSchema,
} from '../organization';
import { empty, password, token, totpCode } from '../primitives';
import { givenName } from '../factors';
import { newPasskey, passkeyCreationSchema } from '../passkeys';
import { define, write } from './spec';

/** What every enrolment comes to: signed in, with ten recovery codes, and what others compare (§7). */
const enrolledSchema = z.strictObject({
  session: newSessionSchema,
  recoveryCodes: z.array(z.string()),
  fingerprint: z.string(),
});

/** Setting an organization up, and the first steps of everyone in it. */
export const setupOperations = {
  'health.get': define({
    method: 'GET',
    path: '/v1/health',
    access: 'public',
    countsAsActivity: false,
    status: 200,
    input: empty,
    output: z.strictObject({
      status: z.literal('ok'),
      version: z.string(),
      contract: z.string(),
      organization: z.boolean(),
      store: z.enum(['sqlite', 'postgres']),
    }),
    summary: 'Whether the engine runs, and which contract it speaks',
  }),
  'organization.create': write(
    '/v1/organization',
    'Create the organization, once',
    createOrganizationInput,
    z.strictObject({
      organization: organizationSchema,
      owner: memberSchema,
      enrolment: enrolmentSchema,
      enrolmentToken: token,
    }),
    { access: 'public', status: 201, mainOnly: true },
  ),
  'invitations.accept': write(
    '/v1/invitations/accept',
    'Accept an invitation and begin enrolling a factor',
    z.strictObject({ code: token, password }),
    z.strictObject({ member: memberSchema, enrolment: enrolmentSchema, enrolmentToken: token }),
    { access: 'public', mainOnly: true },
  ),
  'enrolment.totpOptions': write(
    '/v1/enrolment/totp/options',
    'A new secret for the authenticator app that is being enrolled, shown once',
    z.strictObject({ enrolmentToken: token }),
    z.strictObject({ secret: z.string(), uri: z.string() }),
    { access: 'public', mainOnly: true },
  ),
  'enrolment.totp': write(
    '/v1/enrolment/totp',
    'Confirm the authenticator app with its first code',
    z.strictObject({ enrolmentToken: token, code: totpCode, name: givenName.optional() }),
    enrolledSchema,
    { access: 'public', mainOnly: true },
  ),
  'enrolment.passkeyOptions': write(
    '/v1/enrolment/passkey/options',
    'What a new passkey has to be made for',
    z.strictObject({ enrolmentToken: token }),
    passkeyCreationSchema,
    { access: 'public', mainOnly: true },
  ),
  'enrolment.passkey': write(
    '/v1/enrolment/passkey',
    'Enrol the passkey just made',
    z.strictObject({ enrolmentToken: token, credential: newPasskey, name: givenName.optional() }),
    enrolledSchema,
    { access: 'public', mainOnly: true },
  ),
} as const;
