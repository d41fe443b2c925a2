import { z } from 'zod';
import { accountSchema, addressSchema, assetSchema, balanceSchema, postingSchema } from './money';
import { CONTRACT_VERSION, OPERATION_NAMES, operations, type OperationName } from './operations';
import {
  enrolmentSchema,
  grants,
  memberSchema,
  newSessionSchema,
  organizationSchema,
  personSchema,
  sessionSchema,
} from './organization';
import { policySchema, policyVersionSchema } from './policies';
import { PROBLEMS, problemSchema } from './problem';
import {
  approvalSchema,
  dryRunSchema,
  initiatorSchema,
  operationParams,
  requestRowSchema,
  requestSchema,
  requestViewSchema,
  riskSchema,
  stepUp,
  timelineEntrySchema,
} from './requests';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** Schemas that stand on their own in the document, by the name they get there. */
const OUTPUTS: Readonly<Record<string, z.ZodType>> = {
  Account: accountSchema,
  Address: addressSchema,
  Approval: approvalSchema,
  Asset: assetSchema,
  Balance: balanceSchema,
  DryRun: dryRunSchema,
  Enrolment: enrolmentSchema,
  Grants: grants,
  Initiator: initiatorSchema,
  Member: memberSchema,
  NewSession: newSessionSchema,
  Organization: organizationSchema,
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
};

/** `withdrawal.crypto.create` → `WithdrawalCryptoCreateParams`. */
const paramsName = (operation: string): string =>
  `${operation
    .split(/[.-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')}Params`;

const INPUTS: Readonly<Record<string, z.ZodType>> = {
  StepUp: stepUp,
  GrantsInput: grants,
  ...Object.fromEntries(Object.entries(operationParams).map(([name, schema]) => [paramsName(name), schema])),
};

/** The OpenAPI 3.1 document of the contract, made from the table of operations and nothing else. */
export function openApiDocument(): JsonObject {
  const inputNames = named(INPUTS);
  const outputNames = named(OUTPUTS);
  const components: JsonObject = {
    AnyJson: { description: 'Any JSON value' },
    ...schemasOf(outputNames, 'output'),
    ...schemasOf(inputNames, 'input'),
  };
  const paths: { [path: string]: JsonObject } = {};
  for (const name of OPERATION_NAMES) {
    const { method, path } = operations[name];
    (paths[path] ??= {})[method.toLowerCase()] = operationObject(name, inputNames, outputNames);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Countersign',
      version: CONTRACT_VERSION,
      description:
        'Governs an institution’s shared accounts. Writes take an `Idempotency-Key`; lists page by `cursor` and `limit`; every error is a problem (RFC 9457) with a stable `code`.',
      license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' },
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }],
    tags: tags(),
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'A session token, from `POST /v1/session`.' },
      },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          description:
            'Repeating a write with the same key and body gives the first answer again, for 24 hours.',
          schema: { type: 'string', minLength: 1, maxLength: 200 },
        },
      },
      responses: problemResponses(),
    },
  };
}

function operationObject(name: OperationName, inputNames: Named, outputNames: Named): JsonObject {
  const spec = operations[name];
  const { properties, required } = objectParts(inlined(spec.input, inputNames, 'input'));
  const inPath = [...spec.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const others = Object.keys(properties).filter((key) => !inPath.includes(key));
  const isRead = spec.method === 'GET';
  const parameter = (key: string, place: 'path' | 'query'): Json => ({
    name: key,
    in: place,
    required: place === 'path' || required.includes(key),
    schema: properties[key] ?? {},
  });
  const parameters: Json[] = [
    ...inPath.map((key) => parameter(key, 'path')),
    ...(isRead
      ? others.map((key) => parameter(key, 'query'))
      : [{ $ref: '#/components/parameters/IdempotencyKey' }]),
  ];
  return {
    operationId: name,
    summary: spec.summary,
    tags: [tagOf(name)],
    ...(spec.access === 'public' ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(isRead || others.length === 0
      ? {}
      : { requestBody: requestBody(name, properties, required, others) }),
    responses: responsesOf(name, outputNames),
  };
}

function requestBody(
  name: OperationName,
  properties: JsonObject,
  required: string[],
  keys: string[],
): JsonObject {
  const body = Object.fromEntries(keys.map((key) => [key, properties[key] ?? {}]));
  if (name === 'requests.create') {
    // The table says any JSON, because the operation decides which of these it is.
    body['params'] = {
      anyOf: Object.keys(operationParams).map((each) => ({
        $ref: `#/components/schemas/${paramsName(each)}`,
      })),
    };
  }
  const needed = keys.filter((key) => required.includes(key));
  const schema = {
    type: 'object',
    properties: body,
    ...(needed.length === 0 ? {} : { required: needed }),
    additionalProperties: false,
  };
  return { required: needed.length > 0, content: { 'application/json': { schema } } };
}

function responsesOf(name: OperationName, outputNames: Named): JsonObject {
  const spec = operations[name];
  const content = { 'application/json': { schema: inlined(spec.output, outputNames, 'output') } };
  const success = spec.status === 204 ? { description: 'Done' } : { description: spec.summary, content };
  const answersDryRuns = name === 'requests.create';
  return {
    ...(answersDryRuns
      ? { '200': { description: 'What it would do (`dryRun`)', content: dryRunContent } }
      : {}),
    [String(spec.status)]: success,
    ...Object.fromEntries(
      problemStatuses(spec.access === 'public').map((status) => [
        String(status),
        { $ref: `#/components/responses/Problem${String(status)}` },
      ]),
    ),
  };
}

const dryRunContent: JsonObject = { 'application/json': { schema: { $ref: '#/components/schemas/DryRun' } } };

const ALL_STATUSES = [...new Set(Object.values(PROBLEMS).map((known) => known.status))].sort((a, b) => a - b);
// Public operations answer 401 and 403 too: signing in is one of them.
const problemStatuses = (isPublic: boolean): number[] =>
  ALL_STATUSES.filter((status) => status !== 405 && !(isPublic && status === 422));

function problemResponses(): JsonObject {
  return Object.fromEntries(
    ALL_STATUSES.map((status) => {
      const codes = Object.entries(PROBLEMS).filter(([, known]) => known.status === status);
      return [
        `Problem${String(status)}`,
        {
          description: codes.map(([code]) => `\`${code}\``).join(', '),
          ...(status === 401 ? { headers: { 'WWW-Authenticate': { schema: { type: 'string' } } } } : {}),
          ...(status === 429 ? { headers: { 'Retry-After': { schema: { type: 'integer' } } } } : {}),
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ];
    }),
  );
}

const tagOf = (name: OperationName): string => name.slice(0, name.indexOf('.'));
const tags = (): Json[] =>
  [...new Set(OPERATION_NAMES.map(tagOf))].map((name) => ({ name, description: `Operations on ${name}` }));

type Named = ReturnType<typeof named>;

function named(schemas: Readonly<Record<string, z.ZodType>>) {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  return registry;
}

function schemasOf(registry: Named, io: 'input' | 'output'): JsonObject {
  const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => `${COMPONENT}${id}` });
  return Object.fromEntries(
    Object.entries(schemas)
      .filter(([id]) => id !== '__shared')
      .map(([id, schema]) => [id, plain(schema)]),
  );
}

/** A schema at the place of its use; what has a name in the document is referred to. */
function inlined(schema: z.ZodType, registry: Named, io: 'input' | 'output'): JsonObject {
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

function objectParts(schema: JsonObject): { properties: JsonObject; required: string[] } {
  const { properties, required } = schema as { properties?: JsonObject; required?: string[] };
  return { properties: properties ?? {}, required: required ?? [] };
}
