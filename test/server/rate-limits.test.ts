import { afterEach, describe, expect, test } from 'vitest';
import { problem, problemSchema } from '../../shared/contract/problem';
import { clientNetwork } from '../../main/engine/client-network';
import { RateLimits, TokenBuckets } from '../../main/server/rate-limits';
import { recordingApi, serving, type Serving } from './serving';

describe('token buckets', () => {
  test('let a burst through, then what comes back', () => {
    let now = 0;
    const buckets = new TokenBuckets(3, 0.5, () => now);
    const take = () => buckets.take('one');
    expect([take(), take(), take()]).toEqual([null, null, null]);
    expect(take()).toBe(2);
    now += 1_000;
    expect(take()).toBe(1);
    now += 1_000;
    expect(take()).toBeNull();
    expect(buckets.take('another')).toBeNull();
    now += 3_600_000;
    expect([take(), take(), take(), take()]).toEqual([null, null, null, 2]);
  });

  test('keep no more clients than they must, and forget no debt before a fullness', () => {
    let now = 0;
    const buckets = new TokenBuckets(1, 1, () => now);
    expect(buckets.take('debtor')).toBeNull();
    now += 500;
    for (let client = 0; client < 9_999; client += 1) buckets.take(String(client));
    expect(buckets.take('debtor')).toBe(1);
    now += 600;
    buckets.take('one more');
    expect(buckets.take('debtor')).toBeNull();
  });
});

test('an IPv6 host is one client, whichever of its addresses it takes', () => {
  expect(clientNetwork('192.0.2.7')).toBe('192.0.2.7');
  expect(clientNetwork('2001:db8:1:2:aaaa:bbbb:cccc:dddd')).toBe('2001:db8:1:2');
  expect(clientNetwork('2001:db8:1:2::9')).toBe('2001:db8:1:2');
  expect(clientNetwork('2001:db8::9')).toBe('2001:db8:0:0');
  expect(clientNetwork('::1')).toBe('0:0:0:0');
  expect(clientNetwork('fe80::1%eth0')).toBe('fe80:0:0:0');
});

test('who is on this machine may stand for many', () => {
  const limits = new RateLimits(
    { requestsPerSecond: 1, signInsPerMinute: 6, callsPerKeyPerSecond: 2 },
    () => 0,
  );
  const passed = (address: string, ask: (address: string) => unknown): number => {
    let count = 0;
    while (ask(address) === null) count += 1;
    return count;
  };
  expect(passed('192.0.2.7', (address) => limits.request(address))).toBe(10);
  expect(passed('127.0.0.1', (address) => limits.request(address))).toBe(100);
  expect(passed('192.0.2.7', (address) => limits.signIn(address))).toBe(6);
  expect(passed('::1', (address) => limits.signIn(address))).toBe(60);
  expect(passed('key_1', (key) => limits.key(key))).toBe(20);
  expect(passed('key_2', (key) => limits.key(key))).toBe(20);
});

describe('the door', () => {
  let server: Serving;
  let answer: () => unknown = () => ({});
  const api = recordingApi(() => answer());
  afterEach(async () => {
    expect(server.logged).toEqual([]);
    await server.close();
  });

  test('answers rate_limited with when to come back, before anything else', async () => {
    let now = 0;
    server = await serving(api, { limits: { requestsPerSecond: 1 }, now: () => now });
    const get = () => server.send('GET', '/v1/session', { token: 'x' });
    for (let count = 0; count < 100; count += 1) expect((await get()).status).toBe(200);
    const refused = await get();
    expect(problemSchema.parse(refused.json)).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 1 });
    expect(refused.headers['retry-after']).toBe('1');
    expect((await server.send('GET', '/v1/events')).status).toBe(429);
    expect((await server.send('GET', '/nowhere')).status).toBe(429);
    now += 1_000;
    expect((await get()).status).toBe(200);
  });

  test('counts what may hash a password by itself, and only where something was checked', async () => {
    server = await serving(api, { limits: { signInsPerMinute: 1 }, now: () => 0 });
    const signIn = () => server.send('POST', '/v1/session', { body: {} });
    for (const code of ['validation_failed', 'second_factor_required'] as const) {
      answer = () => problem(code, 'x');
      for (let count = 0; count < 20; count += 1) expect((await signIn()).json.code).toBe(code);
    }
    answer = () => problem('unauthenticated', 'x');
    for (let count = 0; count < 10; count += 1) expect((await signIn()).status).toBe(401);
    expect((await signIn()).json).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 6 });
    expect((await server.send('POST', '/v1/invitations/accept', { body: {} })).status).toBe(429);
    // Whoever is signed in goes on.
    answer = () => ({});
    expect((await server.send('GET', '/v1/session', { token: 'x' })).status).toBe(200);
    expect((await server.send('GET', '/v1/health')).status).toBe(200);
  });
});
