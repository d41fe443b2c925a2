import { z } from 'zod';
import {
  createOrganizationInput,
  enrolmentSchema,
  memberSchema,
  newSessionSchema,
  organizationSchema,
} from '../organization';
import { empty, password, token, totpCode } from '../primitives';
import { define, write } from './spec';

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
  'enrolment.totp': write(
    '/v1/enrolment/totp',
    'Confirm the authenticator app with its first code',
    z.strictObject({ enrolmentToken: token, code: totpCode }),
    z.strictObject({
      session: newSessionSchema,
      recoveryCodes: z.array(z.string()),
      fingerprint: z.string(),
    }),
    { access: 'public', mainOnly: true },
  ),
} as const;
