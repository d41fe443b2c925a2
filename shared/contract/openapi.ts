import {
  CONTRACT_VERSION,
  OPERATION_NAMES,
  operations,
  type OperationName,
  type OperationSpec,
} from './operations';
import { eventsOperation } from './openapi-events';
import {
  inlined,
  INPUTS,
  named,
  OUTPUTS,
  paramsName,
  schemasOf,
  type Json,
  type JsonObject,
  type Named,
} from './openapi-schemas';
import { PROBLEMS } from './problem';
import { operationParams } from './requests';

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
  paths['/v1/events'] = { get: eventsOperation(problemReferences(false)) };
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
        device: { type: 'http', scheme: 'bearer', description: 'A notify token, from `POST /v1/devices`.' },
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
  const { csvField }: OperationSpec = operations[name];
  const content: JsonObject = {
    'application/json': { schema },
    ...(csvField === undefined ? {} : { 'text/csv': { schema: { type: 'string' } } }),
  };
  return { required: needed.length > 0, content };
}

function responsesOf(name: OperationName, outputNames: Named): JsonObject {
  const spec = operations[name];
  const content: JsonObject =
    spec.answersWith === 'text'
      ? { '*/*': { schema: { type: 'string' } } }
      : { 'application/json': { schema: inlined(spec.output, outputNames, 'output') } };
  const success = spec.status === 204 ? { description: 'Done' } : { description: spec.summary, content };
  const answersDryRuns = name === 'requests.create';
  return {
    ...(answersDryRuns
      ? { '200': { description: 'What it would do (`dryRun`)', content: dryRunContent } }
      : {}),
    [String(spec.status)]: success,
    ...problemReferences(spec.access === 'public'),
  };
}

function problemReferences(isPublic: boolean): JsonObject {
  return Object.fromEntries(
    problemStatuses(isPublic).map((status) => [
      String(status),
      { $ref: `#/components/responses/Problem${String(status)}` },
    ]),
  );
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
  [...new Set([...OPERATION_NAMES.map(tagOf), 'events'])].map((name) => ({
    name,
    description: `Operations on ${name}`,
  }));

function objectParts(schema: JsonObject): { properties: JsonObject; required: string[] } {
  const { properties, required } = schema as { properties?: JsonObject; required?: string[] };
  return { properties: properties ?? {}, required: required ?? [] };
}
