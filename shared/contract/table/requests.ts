import { z } from 'zod';
import { stepUp } from '../factors';
import { workflow } from '../organization';
import { accountId, digest, empty, listOf, page, plainText, requestId } from '../primitives';
import {
  createRequestInput,
  decisionsInput,
  decisionsOutput,
  dryRunSchema,
  REQUEST_VIEWS,
  requestRowSchema,
  requestSchema,
  requestStatus,
} from '../requests';
import { read, write } from './spec';

const decisionInput = { id: requestId, digest, stepUp: stepUp.optional() };

/** Requests: initiated all the same way, decided, cancelled, collected. */
export const requestOperations = {
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
  'decisions.create': write(
    '/v1/decisions',
    'Decide several requests as they were shown, with one second factor',
    decisionsInput,
    decisionsOutput,
  ),
  'requests.collect': write(
    '/v1/requests/{id}/collect',
    'Collect the once-only secret of one’s own completed request: an invitation’s code, or a key with its secret',
    z.strictObject({ id: requestId, stepUp: stepUp.optional() }),
    z.union([
      z.strictObject({ invitationCode: z.string() }),
      z.strictObject({ apiKey: z.string(), secret: z.string() }),
    ]),
  ),
} as const;
