import { z } from 'zod';
import {
  accountId,
  amount,
  digest,
  empty,
  listOf,
  memberId,
  page,
  password,
  plainText,
  requestId,
  timestamp,
  token,
  totpCode,
} from './primitives';
import {
  createOrganizationInput,
  enrolmentSchema,
  memberSchema,
  newSessionSchema,
  organizationSchema,
  sessionSchema,
  workflow,
} from './organization';
import { accountSchema, addressSchema, assetCode, assetSchema, postingSchema } from './money';
import { policySchema, policyVersionSchema } from './policies';
import {
  createRequestInput,
  dryRunSchema,
  REQUEST_VIEWS,
  requestRowSchema,
  requestSchema,
  requestStatus,
  stepUp,
} from './requests';

/** What a call needs before its handler runs. A second factor for decisions is judged last, by the engine (§6). */
export type Access = 'public' | 'session' | 'stepUp';

export interface OperationSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  method: 'GET' | 'POST' | 'DELETE';
  /** Path with `{name}` segments; those, the query of a GET and the body of a write together make the input. */
  path: string;
  access: Access;
  /** False for reads, polling and streams, so that they never postpone the idle end of a session (§9). */
  countsAsActivity: boolean;
  /** Status of a success. */
  status: 200 | 201 | 204;
  /** Not offered to the page: the answer holds a session token or a one-time secret that stays in main. */
  mainOnly?: true;
  input: I;
  output: O;
  summary: string;
}

const define = <I extends z.ZodType, O extends z.ZodType>(spec: OperationSpec<I, O>): OperationSpec<I, O> =>
  spec;

const read = <I extends z.ZodType, O extends z.ZodType>(path: string, summary: string, input: I, output: O) =>
  define({
    method: 'GET',
    path,
    access: 'session',
    countsAsActivity: false,
    status: 200,
    input,
    output,
    summary,
  });

const write = <I extends z.ZodType, O extends z.ZodType>(
  path: string,
  summary: string,
  input: I,
  output: O,
  more: Partial<Pick<OperationSpec, 'access' | 'status' | 'method' | 'mainOnly' | 'countsAsActivity'>> = {},
) =>
  define({
    method: 'POST',
    path,
    access: 'session',
    countsAsActivity: true,
    status: 200,
    input,
    output,
    summary,
    ...more,
  });

const decisionInput = { id: requestId, digest, stepUp: stepUp.optional() };

/**
 * The table of operations: the one source of the IPC handlers, the HTTP routes, the OpenAPI document and the clients
 * (api.md). Only what works stands here.
 */
export const operations = {
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
  'organization.get': read('/v1/organization', 'The organization', empty, organizationSchema),
  'members.list': read(
    '/v1/members',
    'Members, as far as the reader may see them',
    z.strictObject(page),
    listOf(memberSchema),
  ),
  'members.get': read('/v1/members/{id}', 'One member', z.strictObject({ id: memberId }), memberSchema),
  'accounts.list': read(
    '/v1/accounts',
    'Accounts with balances',
    z.strictObject(page),
    listOf(accountSchema),
  ),
  'accounts.addresses': read(
    '/v1/accounts/{id}/addresses',
    'The whitelist of an account',
    z.strictObject({ id: accountId, ...page }),
    listOf(addressSchema),
  ),
  'accounts.postings': read(
    '/v1/accounts/{id}/postings',
    'The postings of an account, newest first',
    z.strictObject({ id: accountId, ...page }),
    listOf(postingSchema),
  ),
  'assets.list': read('/v1/assets', 'The asset registry', z.strictObject(page), listOf(assetSchema)),
  'policies.list': read('/v1/policies', 'The policies in force', z.strictObject(page), listOf(policySchema)),
  'policies.versions': read(
    '/v1/policies/{workflow}/versions',
    'Every version of a policy, newest first',
    z.strictObject({ workflow, ...page }),
    listOf(policyVersionSchema),
  ),
  'requests.list': read(
    '/v1/requests',
    'Requests the reader may see',
    z.strictObject({
      view: z.enum(REQUEST_VIEWS).optional(),
      /** One status, or `ended` for all but pending and approved. */
      status: z.union([requestStatus, z.literal('ended')]).optional(),
      workflow: workflow.optional(),
      accountId: accountId.optional(),
      q: z.string().max(100).optional(),
      sort: z.enum(['newest', 'oldest', 'expiry']).optional(),
      ...page,
    }),
    listOf(requestRowSchema),
  ),
  'requests.counts': read(
    '/v1/requests/counts',
    'How many wait for the reader, are theirs and pending, and are pending at all',
    empty,
    z.strictObject({ mineToDecide: z.int(), initiatedByMe: z.int(), pending: z.int() }),
  ),
  'requests.get': read('/v1/requests/{id}', 'One request', z.strictObject({ id: requestId }), requestSchema),
  'requests.create': write(
    '/v1/requests',
    'Initiate a governed operation, or ask with dryRun what would happen',
    createRequestInput,
    z.union([requestSchema, dryRunSchema]),
    { status: 201 },
  ),
  'requests.approve': write(
    '/v1/requests/{id}/approve',
    'Approve the request as it was shown',
    z.strictObject({ ...decisionInput, reason: plainText.optional() }),
    requestSchema,
  ),
  'requests.reject': write(
    '/v1/requests/{id}/reject',
    'Reject the request as it was shown',
    z.strictObject({ ...decisionInput, reason: plainText }),
    requestSchema,
  ),
  'requests.cancel': write(
    '/v1/requests/{id}/cancel',
    'Cancel one’s own pending request',
    z.strictObject({ id: requestId, reason: plainText.optional() }),
    requestSchema,
  ),
  'requests.collect': write(
    '/v1/requests/{id}/collect',
    'Collect the once-only secret of one’s own completed request: the code of an invitation',
    z.strictObject({ id: requestId, stepUp: stepUp.optional() }),
    z.strictObject({ invitationCode: z.string() }),
  ),
  'ledger.deposit': write(
    '/v1/ledger/deposits',
    'Record a deposit (Owner)',
    z.strictObject({ accountId, asset: assetCode, amount, reference: plainText, stepUp: stepUp.optional() }),
    postingSchema,
    { status: 201 },
  ),
  'audit.verify': read(
    '/v1/audit/verify',
    'Check the hash chain of the ledger (Owner, or View on Manage Policies)',
    empty,
    z.strictObject({
      ok: z.boolean(),
      entries: z.int(),
      head: z.string(),
      firstFault: z.strictObject({ seq: z.int(), what: z.string() }).optional(),
      verifiedAt: timestamp,
    }),
  ),
} as const;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
export const OPERATION_NAMES = Object.keys(operations) as OperationName[];
export type InputOf<N extends OperationName> = z.output<Operations[N]['input']>;
export type RawInputOf<N extends OperationName> = z.input<Operations[N]['input']>;
export type OutputOf<N extends OperationName> = z.output<Operations[N]['output']>;

/** Version of this contract; a client of another major refuses (api.md, health). */
export const CONTRACT_VERSION = '1.0.0';
