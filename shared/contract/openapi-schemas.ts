import { z } from 'zod';
import { deviceSchema, factorSchema, ownSessionSchema, stepUp } from './factors';
import { accountSchema, addressSchema, assetSchema, balanceSchema, postingSchema } from './money';
import {
  enrolmentSchema,
  grants,
  memberSchema,
  newSessionSchema,
  organizationSchema,
  personSchema,
  sessionSchema,
} from './organization';
import { newPasskey, passkeyAssertion, passkeyCreationSchema, passkeyRequestSchema } from './passkeys';
import { policySchema, policyVersionSchema } from './policies';
import { streamEvents, waitingSchema } from './event-stream';
import { events } from './events';
import { problemSchema } from './problem';
import {
  approvalSchema,
  dryRunSchema,
  initiatorSchema,
  operationParams,
  requestRowSchema,
  requestSchema,
  requestViewSchema,
  riskSchema,
  timelineEntrySchema,
} from './requests';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

const capitalized = (words: string): string =>
  words
    .split(/[.-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** `balance.changed` → `BalanceChanged`: what events carry. */
const EVENTS = Object.fromEntries(
  Object.entries({
    ...events,
    'session.revoked': streamEvents['session.revoked'],
    resync: streamEvents.resync,
  }).map(([name, schema]) => [capitalized(name), schema]),
);

/** The name of what an event of a stream carries; those of requests all carry the same. */
export const eventDataName = (event: string): string =>
  capitalized(event.startsWith('request.') ? 'request.changed' : event);

/** Schemas that stand on their own in the document, by the name they get there. */
export const OUTPUTS: Readonly<Record<string, z.ZodType>> = {
  Account: accountSchema,
  Address: addressSchema,
  Approval: approvalSchema,
  Asset: assetSchema,
  Balance: balanceSchema,
  Device: deviceSchema,
  DryRun: dryRunSchema,
  Enrolment: enrolmentSchema,
  Factor: factorSchema,
  Grants: grants,
  Initiator: initiatorSchema,
  Member: memberSchema,
  NewSession: newSessionSchema,
  Organization: organizationSchema,
  OwnSession: ownSessionSchema,
  PasskeyCreation: passkeyCreationSchema,
  PasskeyRequest: passkeyRequestSchema,
  Person: personSchema,
  Policy: policySchema,
  PolicyVersion: policyVersionSchema,
  Posting: postingSchema,
  Problem: problemSchema,
  Request: requestSchema,
  RequestRow: requestRowSchema,
  RequestView: requestViewSchema,
  Risk: riskSchema,
  Session: sessionSchema,
  TimelineEntry: timelineEntrySchema,
  Waiting: waitingSchema,
  ...EVENTS,
};

/** `withdrawal.crypto.create` → `WithdrawalCryptoCreateParams`. */
export const paramsName = (operation: string): string => `${capitalized(operation)}Params`;

export const INPUTS: Readonly<Record<string, z.ZodType>> = {
  NewPasskey: newPasskey,
  PasskeyAssertion: passkeyAssertion,
  StepUp: stepUp,
  GrantsInput: grants,
  ...Object.fromEntries(Object.entries(operationParams).map(([name, schema]) => [paramsName(name), schema])),
};

export type Named = ReturnType<typeof named>;

export function named(schemas: Readonly<Record<string, z.ZodType>>) {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  return registry;
}

export function schemasOf(registry: Named, io: 'input' | 'output'): JsonObject {
  const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => `${COMPONENT}${id}` });
  return Object.fromEntries(
    Object.entries(schemas)
      .filter(([id]) => id !== '__shared')
      .map(([id, schema]) => [id, plain(schema)]),
  );
}

/** A schema at the place of its use; what has a name in the document is referred to. */
export function inlined(schema: z.ZodType, registry: Named, io: 'input' | 'output'): JsonObject {
  return plain(z.toJSONSchema(schema, { io, metadata: registry }));
}

const COMPONENT = '#/components/schemas/';
/** What zod writes for a schema that contains itself; in the contract that is `z.json()` alone. */
const SELF_CONTAINING = /__(shared|schema)/;
/** What a schema carries as a document of its own, and bounds that only say what a safe integer is. */
const NOISE = new Set(['$schema', '$id', '$defs', 'propertyNames']);
const isSafeIntegerBound = (value: Json): boolean => Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER;

/** A JSON schema as it may stand inside an OpenAPI document. */
function plain(schema: object): JsonObject {
  return part(JSON.parse(JSON.stringify(schema)) as Json) as JsonObject;
}

function part(value: Json): Json {
  if (Array.isArray(value)) return value.map(part);
  if (typeof value !== 'object' || value === null) return value;
  const reference = value['$ref'];
  if (typeof reference === 'string')
    return {
      $ref: SELF_CONTAINING.test(reference)
        ? `${COMPONENT}AnyJson`
        : reference.replace('#/$defs/', COMPONENT),
    };
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, inner]) => !NOISE.has(key) && !(/^(min|max)imum$/.test(key) && isSafeIntegerBound(inner)),
      )
      .map(([key, inner]) => [key, part(inner)]),
  );
}
