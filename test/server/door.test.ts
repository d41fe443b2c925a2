import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OPERATION_NAMES, operations } from '../../shared/contract/operations';
import { problem, problemSchema } from '../../shared/contract/problem';
import { LARGEST_BODY } from '../../main/server/request-input';
import { recordingApi, serving, type Reply, type Serving } from './serving';

const TOKEN = 'a-session-token-of-some-length';

let answer: () => unknown = () => ({});
const api = recordingApi(() => answer());
let server: Serving;

beforeAll(async () => {
  server = await serving(api);
});
afterAll(() => server.close());
beforeEach(() => {
  api.asked.length = 0;
  answer = () => ({});
});

function expectProblem(reply: Reply, code: string): void {
  expect(reply.headers['content-type']).toBe('application/problem+json');
  expect(problemSchema.parse(reply.json)).toMatchObject({ code, status: reply.status });
}

const withIds = (path: string) => path.replace('{id}', 'req_1').replace('{workflow}', 'withdrawals');

describe('every operation of the table', () => {
  test.each(OPERATION_NAMES)('%s has its route and status', async (name) => {
    const { method, path, status, answersWith } = operations[name];
    if (answersWith === 'text') answer = () => ({ contentType: 'text/plain', content: '', nextCursor: null });
    const reply = await server.send(method, withIds(path), {
      token: TOKEN,
      ...(method === 'GET' ? {} : { body: {} }),
    });
    expect(reply.status).toBe(status);
    expect(api.asked.map((call) => call.name)).toEqual([name]);
    expect(api.asked[0]?.caller).toMatchObject({ token: TOKEN, address: '127.0.0.1' });
  });

  const guarded = OPERATION_NAMES.filter((name) => operations[name].access !== 'public');
  test.each(guarded)('%s without a token is unauthenticated, whatever the input', async (name) => {
    const { method, path } = operations[name];
    const reply = await server.send(method, withIds(path), {
      raw: '{"not":',
      headers: { 'content-type': 'text/plain' },
    });
    expectProblem(reply, 'unauthenticated');
    expect(reply.headers['www-authenticate']).toMatch(/^Bearer/);
    expect(api.asked).toEqual([]);
  });
});

describe('input', () => {
  test('a read takes path and query as they are, uncoerced', async () => {
    await server.send('GET', '/v1/accounts/acc_1/addresses?limit=5&cursor=a%20b', { token: TOKEN });
    expect(api.asked[0]?.input).toEqual({ id: 'acc_1', limit: '5', cursor: 'a b' });
  });

  test('a write takes path and body', async () => {
    await server.send('POST', '/v1/requests/req_9/cancel', { token: TOKEN, body: { reason: 'Typo' } });
    expect(api.asked[0]).toMatchObject({ name: 'requests.cancel', input: { id: 'req_9', reason: 'Typo' } });
  });

  test('an empty body is an empty input, with or without a content type', async () => {
    await server.send('POST', '/v1/session/touch', { token: TOKEN });
    await server.send('POST', '/v1/session/touch', {
      token: TOKEN,
      headers: { 'content-type': 'application/json' },
    });
    expect(api.asked.map((call) => call.input)).toEqual([{}, {}]);
  });

  test('Idempotency-Key reaches the engine with writes only', async () => {
    const headers = { 'idempotency-key': 'k-1' };
    await server.send('POST', '/v1/requests', { token: TOKEN, body: {}, headers });
    await server.send('GET', '/v1/requests', { token: TOKEN, headers });
    expect(api.asked[0]?.caller).toHaveProperty('idempotencyKey', 'k-1');
    expect(api.asked[1]?.caller).not.toHaveProperty('idempotencyKey');
  });

  test('a dry run answers 200, a creation 201', async () => {
    expect((await server.send('POST', '/v1/requests', { token: TOKEN, body: { dryRun: true } })).status).toBe(
      200,
    );
    expect(
      (await server.send('POST', '/v1/requests', { token: TOKEN, body: { dryRun: false } })).status,
    ).toBe(201);
  });

  const json = { 'content-type': 'application/json' };
  const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
  const deepest = `${'['.repeat(125_000)}${']'.repeat(125_000)}`;
  test.each([
    ['malformed JSON', { raw: '{"a":', headers: json }],
    ['an array', { raw: '[]', headers: json }],
    ['a string', { raw: '"x"', headers: json }],
    ['null', { raw: 'null', headers: json }],
    ['text/plain', { raw: '{}', headers: { 'content-type': 'text/plain' } }],
    ['a form', { raw: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['no content type', { raw: '{}' }],
    ['another charset', { raw: '{}', headers: { 'content-type': 'application/json; charset=utf-16' } }],
    ['broken UTF-8', { raw: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), headers: json }],
    ['deep nesting', { raw: `{"params":${deep}}`, headers: json }],
    ['nesting as deep as fits', { raw: `{"a":${deepest}}`, headers: json }],
    ['objects in each other', { raw: `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`, headers: json }],
    ['__proto__', { raw: '{"params":{"__proto__":{"admin":true}}}', headers: json }],
    ['an id that is in the path too', { raw: '{"id":"req_2"}', headers: json }],
    ['a bad idempotency key', { raw: '{}', headers: { ...json, 'idempotency-key': 'x'.repeat(201) } }],
    ['an empty idempotency key', { raw: '{}', headers: { ...json, 'idempotency-key': '' } }],
  ])('%s is validation_failed, after the session was judged', async (_what, options) => {
    const send = () => server.send('POST', '/v1/requests/req_1/cancel', { token: TOKEN, ...options });
    answer = () => problem('validation_failed', 'the engine’s own words');
    expectProblem(await send(), 'validation_failed');
    answer = () => problem('session_expired', 'Sign in again');
    expectProblem(await send(), 'session_expired');
    expect(api.asked.every((call) => typeof call.input === 'string')).toBe(true);
    expect(api.asked.every((call) => !('idempotencyKey' in (call.caller as object)))).toBe(true);
  });

  test('a query beside a body, and a parameter given twice, are validation_failed', async () => {
    answer = () => problem('validation_failed', 'x');
    expectProblem(
      await server.send('POST', '/v1/requests?dryRun=true', { token: TOKEN, body: {} }),
      'validation_failed',
    );
    const twice = await server.send('GET', '/v1/requests?limit=1&limit=2', { token: TOKEN });
    expectProblem(twice, 'validation_failed');
    expect(twice.json.errors).toEqual([{ path: 'limit', message: 'Given more than once' }]);
    expectProblem(
      await server.send('GET', '/v1/requests/req_1?id=req_2', { token: TOKEN }),
      'validation_failed',
    );
  });

  test('a __proto__ in the query is a field like any other', async () => {
    await server.send('GET', '/v1/requests?__proto__=x', { token: TOKEN });
    expect(Object.keys(api.asked[0]?.input as object)).toEqual(['__proto__']);
  });

  test('the largest body passes, one byte more doesn’t', async () => {
    answer = () => ({});
    const body = (size: number) => `{"reason":"${'a'.repeat(size - 13)}"}`;
    const send = (size: number) =>
      server.send('POST', '/v1/requests/req_1/cancel', { token: TOKEN, raw: body(size), headers: json });
    expect((await send(LARGEST_BODY)).status).toBe(200);
    answer = () => problem('validation_failed', 'x');
    expectProblem(await send(LARGEST_BODY + 1), 'validation_failed');
    expectProblem(await send(8 * LARGEST_BODY), 'validation_failed');
  });

  test('a huge body in chunks, without a length, is cut off', async () => {
    answer = () => problem('validation_failed', 'x');
    const chunk = 'a'.repeat(64 * 1024);
    const chunks = `10000\r\n${chunk}\r\n`.repeat(8);
    const head = `POST /v1/requests HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`;
    const text = await server.sendBytes(`${head}${chunks}0\r\n\r\n`);
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toContain('"code":"validation_failed"');
  });
});

describe('answers', () => {
  test('carry the headers that keep browsers out, and no cookie or CORS permission', async () => {
    for (const path of ['/v1/health', '/v1/session', '/nowhere', '/v1/openapi.json']) {
      const { headers } = await server.send('GET', path, { headers: { origin: 'https://evil.example' } });
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      });
      expect(
        Object.keys(headers).filter((name) => /^(set-cookie|access-control-|x-powered-by|server)/.test(name)),
      ).toEqual([]);
    }
  });

  test('a cookie is no token, and an API key neither', async () => {
    for (const headers of [
      { cookie: `token=${TOKEN}; session=${TOKEN}` },
      { 'api-key': TOKEN, 'api-sign': 'x' },
      { authorization: `Basic ${Buffer.from(`x:${TOKEN}`).toString('base64')}` },
      { authorization: TOKEN },
    ]) {
      const reply = await server.send('POST', '/v1/session/touch', { headers, body: {} });
      expectProblem(reply, 'unauthenticated');
    }
    expect(api.asked).toEqual([]);
  });

  test('what a page of another site can send without asking first is refused', async () => {
    const origin = 'https://evil.example';
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const headers = { origin, 'content-type': type };
      const reply = await server.send('POST', '/v1/session', { raw: '{"email":"x"}', headers });
      expectProblem(reply, 'validation_failed');
    }
    const preflight = await server.send('OPTIONS', '/v1/session', {
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expectProblem(preflight, 'method_not_allowed');
    // The one call asked the engine about its session only, with no input at all.
    expect(api.asked.every(({ input }) => typeof input === 'string')).toBe(true);
  });

  test('say when to come back', async () => {
    answer = () => problem('rate_limited', 'Too many attempts', { retryAfterSeconds: 42 });
    const reply = await server.send('POST', '/v1/session', { body: {} });
    expectProblem(reply, 'rate_limited');
    expect(reply.headers['retry-after']).toBe('42');
  });

  test('an unknown path is not_found, a known one with another method method_not_allowed', async () => {
    expectProblem(await server.send('GET', '/v1/nothing'), 'not_found');
    expectProblem(await server.send('GET', '/'), 'not_found');
    expectProblem(await server.send('GET', '/v1/health/'), 'not_found');
    const reply = await server.send('PUT', '/v1/requests');
    expectProblem(reply, 'method_not_allowed');
    expect(reply.headers.allow).toBe('GET, HEAD, POST');
    expectProblem(await server.send('OPTIONS', '/v1/session'), 'method_not_allowed');
    expectProblem(await server.send('DELETE', '/v1/requests/counts', { token: TOKEN }), 'method_not_allowed');
    expectProblem(await server.send('TRACE', '/v1/session'), 'method_not_allowed');
  });

  test('a bug is internal, logged once, and says nothing about itself', async () => {
    answer = () => {
      throw new Error('secret detail');
    };
    const reply = await server.send('GET', '/v1/session', { token: TOKEN });
    expectProblem(reply, 'internal');
    expect(reply.text).not.toContain('secret');
    expect(server.logged.splice(0)).toHaveLength(1);
  });
});
