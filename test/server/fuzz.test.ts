import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authenticatorOf } from '../../shared/contract/organization';
import { OPERATION_NAMES, operations } from '../../shared/contract/operations';
import { problemSchema } from '../../shared/contract/problem';
import { OPERATIONS } from '../../shared/contract/requests';
import {
  codeAt,
  newOrganization,
  openEngineUnderTest,
  stranger,
  type EngineUnderTest,
} from './engine-under-test';
import { serving, type Serving } from './serving';
import { StreamClient } from './stream-client';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 10_000);
const ENOUGH_MS = 120_000;

let engine: EngineUnderTest;
let server: Serving;
let token = '';

beforeAll(async () => {
  engine = await openEngineUnderTest();
  server = await serving(engine.api, { limits: { streamsPerToken: 100 } });
  const created = await engine.api.call('organization.create', newOrganization, stranger);
  if (!created.ok) throw new Error(created.problem.detail);
  const code = codeAt(authenticatorOf(created.value.enrolment).secret, engine.clock.now());
  const body = { enrolmentToken: created.value.enrolmentToken, code };
  const enrolled = await engine.api.call('enrolment.totp', body, stranger);
  if (!enrolled.ok) throw new Error(enrolled.problem.detail);
  token = enrolled.value.session.token;
});
afterAll(async () => {
  await server.close();
  await engine.api.close();
});

/** Writes that anybody signed in may make with no input at all: a stranger may try them, or something would change. */
const NEED_NO_INPUT: ReadonlySet<string> = new Set(
  OPERATION_NAMES.map((name) => operations[name])
    .filter(({ method, input }) => method !== 'GET' && input.safeParse({}).success)
    .map(({ path }) => path),
);

/** Everything the Owner can see, as text: equal before and after where nothing changed. */
async function everything(): Promise<string> {
  const paths = ['/v1/organization', '/v1/members', '/v1/accounts', '/v1/policies', '/v1/requests?view=all'];
  const replies = await Promise.all(paths.map((path) => server.send('GET', path, { token })));
  expect(replies.map((reply) => reply.status)).toEqual(paths.map(() => 200));
  return replies.map((reply) => reply.text).join('\n');
}

const word = fc.oneof(
  fc.constantFrom(
    'id',
    'params',
    'operation',
    'stepUp',
    'digest',
    'reason',
    'note',
    'workflow',
    'constructor',
    '__proto__',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const anyBody = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(word, fc.jsonValue(), { maxKeys: 6 }),
  // Close to right: a known operation with params of any shape, grants of any shape.
  fc.record(
    {
      operation: fc.constantFrom(...OPERATIONS),
      params: fc.dictionary(
        fc.constantFrom('memberId', 'amount', 'asset', 'grants', 'label', 'workflow', 'baseVersion'),
        fc.jsonValue(),
      ),
      accountId: fc.oneof(fc.constantFrom('acc_1', '*', 'mem_1'), fc.string()),
      dryRun: fc.jsonValue(),
    },
    { requiredKeys: ['operation', 'params'] },
  ),
);
const segment = fc.oneof(
  fc.constantFrom(
    'req_1',
    'mem_1',
    'acc_1',
    '..',
    '%00',
    '%2e%2e%2f',
    '%',
    'constructor',
    '__proto__',
    'withdrawals',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }).map(encodeURIComponentSafely),
);
const knownPath = fc
  .tuple(fc.constantFrom(...OPERATION_NAMES), segment)
  .map(([name, filling]) => operations[name].path.replace(/\{\w+\}/g, filling));
const anyPath = fc.oneof(
  { weight: 5, arbitrary: knownPath },
  { weight: 1, arbitrary: fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join('/')}`) },
);
const anyQuery = fc.oneof(
  fc.constant(''),
  fc
    .tuple(fc.constantFrom('limit', 'cursor', 'status', 'q', '__proto__', 'view'), segment)
    .map(([key, value]) => `?${key}=${value}`),
);

const anyRequest = fc.record({
  method: fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS', 'POST', 'POST', 'GET'),
  path: anyPath,
  query: anyQuery,
  payload: fc.oneof(
    anyBody.map((body) => ({ body })),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => ({ raw: Buffer.from(bytes) })),
    fc.constant({}),
  ),
  contentType: fc.constantFrom('application/json', 'application/json', 'text/plain', undefined),
  key: fc.constantFrom(undefined, undefined, 'k', 'k'.repeat(300)),
  signedIn: fc.boolean(),
});

test(
  'any method, path, query and body gets a typed problem or a read: no bug, no change',
  async () => {
    const before = await everything();
    const answered = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyRequest, async ({ method, path, query, payload, contentType, key, signedIn }) => {
        const harmless = NEED_NO_INPUT.has(path);
        const reply = await server.send(method, path + query, {
          ...payload,
          ...(signedIn && !harmless ? { token } : {}),
          headers: {
            ...(contentType === undefined ? {} : { 'content-type': contentType }),
            ...(key === undefined ? {} : { 'idempotency-key': key }),
          },
        });
        answered.add(reply.json?.code ?? 'success');
        if (reply.status < 400) {
          const isRead = method === 'GET' || (reply.status === 200 && reply.json?.outcome !== undefined);
          expect(isRead).toBe(true);
          return;
        }
        expect(problemSchema.parse(reply.json)).toMatchObject({ status: reply.status });
        expect(reply.status).toBeLessThan(500);
      }),
      { numRuns: RUNS },
    );
    expect(await everything()).toBe(before);
    // The inputs reached every layer: routes, sessions, schemas, handlers.
    expect([...answered]).toEqual(
      expect.arrayContaining([
        'success',
        'not_found',
        'method_not_allowed',
        'unauthenticated',
        'validation_failed',
      ]),
    );
    expect([...engine.logged, ...server.logged]).toEqual([]);
  },
  ENOUGH_MS,
);

const header = fc
  .string({ unit: 'binary', maxLength: 40 })
  .map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, ''));

test(
  'whatever is asked of the event stream gets a problem or a stream: no bug, no change',
  async () => {
    const before = await everything();
    const statuses = new Set<number>();
    const request = fc.record({
      query: fc.oneof(
        fc.constant(''),
        fc.constant('?scope=notify'),
        anyQuery,
        segment.map((value) => `?lastEventId=${value}`),
        segment.map((value) => `?scope=${value}`),
      ),
      lastEventId: fc.oneof(fc.constantFrom('', '0', '1', '-1', '1.1', '99999999999999999999'), header),
      token: fc.oneof(fc.constant(token), fc.constant(null), header),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ query, lastEventId, token: sent }) => {
        const stream = await StreamClient.open(server.port, {
          token: sent,
          query,
          headers: { 'last-event-id': lastEventId },
        });
        statuses.add(stream.status);
        if (stream.status !== 200)
          expect(problemSchema.parse(stream.refusal)).toMatchObject({ status: stream.status });
        else expect(sent).toBe(token);
        stream.close();
        await stream.ended;
      }),
      { numRuns: RUNS / 10 },
    );
    expect([...statuses].sort()).toEqual([200, 400, 401]);
    expect(await everything()).toBe(before);
    await expect.poll(() => server.streams.count).toBe(0);
    expect([...engine.logged, ...server.logged]).toEqual([]);
  },
  ENOUGH_MS,
);

test(
  'any bytes on the socket leave the server running',
  async () => {
    const line = fc.constantFrom(
      'GET / HTTP/1.1\r\n',
      'POST /v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\n',
      '',
    );
    await fc.assert(
      fc.asyncProperty(line, fc.string({ unit: 'binary', maxLength: 200 }), async (start, rest) => {
        const text = await server.sendBytes(`${start}${rest}\r\nConnection: close\r\n\r\n\0\r\n\r\n`);
        expect(text).toMatch(/^HTTP\/1\.1 [24]\d\d /);
      }),
      { numRuns: 300 },
    );
    expect((await server.send('GET', '/v1/health')).status).toBe(200);
    expect([...engine.logged, ...server.logged]).toEqual([]);
  },
  ENOUGH_MS,
);

function encodeURIComponentSafely(text: string): string {
  // Lone surrogates have no UTF-8.
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/g, '?'));
}
