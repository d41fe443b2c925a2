import { beforeEach, describe, expect, test } from 'vitest';
import type { AnyEvent } from '../../shared/contract/events';
import { problem } from '../../shared/contract/problem';
import type { ConnectionState } from '../../main/backend/remote/connection';
import { RemoteBackend } from '../../main/backend/remote/remote-backend';
import { readServerAddress } from '../../main/backend/remote/server-address';
import { FakeServer, json, refusedConnection } from './fake-server';
import { everythingHappened, FakeTiming } from './fake-timing';

const TOKEN = 'a-token-of-the-test';
const HEALTH = { status: 'ok', version: '0.1.0', contract: '1.0.0', organization: true, store: 'sqlite' };
const COUNTS = { mineToDecide: 2, initiatedByMe: 0, pending: 5 };
const REQUEST = 'req_7';

let server: FakeServer;
let timing: FakeTiming;
let states: ConnectionState['status'][];
let resyncs: number;
let doubts: number;
let heard: AnyEvent[];
let backend: RemoteBackend;
let now: ConnectionState | null;

beforeEach(() => {
  server = new FakeServer();
  timing = new FakeTiming();
  states = [];
  resyncs = 0;
  doubts = 0;
  heard = [];
  now = null;
  const address = readServerAddress('https://governance.example');
  if (!address.ok) throw new Error('no address');
  backend = new RemoteBackend({
    address: address.value,
    fetch: server.fetch,
    timing,
    device: 'Aiko’s desk',
    onConnection: (state) => {
      now = state;
      states.push(state.status);
    },
    onResync: () => (resyncs += 1),
    onSessionInDoubt: () => (doubts += 1),
    log: () => undefined,
  });
  server.handler = ({ path }) => json(path === '/v1/health' ? HEALTH : COUNTS);
});

const caller = (token: string | null = TOKEN) => ({ token, device: 'Aiko’s desk', address: 'local' });
const counts = () => backend.call('requests.counts', {}, caller());
const goDown = (error: Error = refusedConnection()): void => {
  server.down = error;
  server.cut();
};

describe('a server whose clock is another', () => {
  const session = (at: number) => ({
    member: { id: 'mem_1', displayName: 'Aiko', email: 'aiko@example.com', owner: false },
    organization: { id: 'org_1', name: 'Northwind' },
    expiresAt: new Date(at + 3_600_000).toISOString(),
    idleTimeoutSeconds: 900,
    stepUpUntil: new Date(at + 60_000).toISOString(),
    may: { initiate: [], decide: true },
  });
  const asked = async (aheadMs: number): Promise<number> => {
    const theirs = timing.now() + aheadMs;
    server.handler = () =>
      new Response(JSON.stringify(session(theirs)), {
        headers: { 'content-type': 'application/json', date: new Date(theirs).toUTCString() },
      });
    const answer = await backend.call('session.get', {}, caller());
    if (!answer.ok) throw new Error(answer.problem.detail);
    expect(Date.parse(answer.value.expiresAt) - Date.parse(answer.value.stepUpUntil)).toBe(3_540_000);
    return Date.parse(answer.value.stepUpUntil) - timing.now();
  };

  test.each([6 * 60_000, -6 * 60_000])('by %i ms: a session’s times are told in ours', async (aheadMs) => {
    expect(Math.abs((await asked(aheadMs)) - 60_000)).toBeLessThan(1000);
    // It was put right.
    expect(await asked(0)).toBe(60_000);
  });

  test('by no more than the header’s seconds: they stay as they are', async () => {
    expect(await asked(1200)).toBe(61_200);
  });
});

describe('an operation over HTTP', () => {
  test('goes where the table says, with token, device and key', async () => {
    await backend.call('requests.get', { id: 'req/../x?y' }, caller());
    await backend.call('requests.list', { view: 'all', limit: 5, q: 'a&b=c', cursor: undefined }, caller());
    await backend.call(
      'requests.approve',
      { id: REQUEST, digest: 'd' },
      { ...caller(), idempotencyKey: 'key-1' },
    );
    await backend.call('session.create', { email: 'a@b.example', password: 'p' }, caller(null));
    expect(server.asked.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['GET', '/v1/requests/req%2F..%2Fx%3Fy', undefined],
      ['GET', '/v1/requests?view=all&limit=5&q=a%26b%3Dc', undefined],
      ['POST', `/v1/requests/${REQUEST}/approve`, { digest: 'd' }],
      ['POST', '/v1/session', { email: 'a@b.example', password: 'p' }],
    ]);
    const [first, , third, fourth] = server.asked.map(({ headers }) => headers);
    expect(first?.get('authorization')).toBe(`Bearer ${TOKEN}`);
    expect(first?.get('user-agent')).toBe('Aikos desk');
    expect(third?.get('idempotency-key')).toBe('key-1');
    expect(fourth?.get('authorization')).toBeNull();
    expect(fourth?.get('idempotency-key')).toBeNull();
  });

  test.each([['..'], ['.'], [''], [7], [null], [undefined]])('an id of %j goes nowhere', async (id) => {
    const answer = await backend.call('requests.get', { id }, caller());
    expect(answer).toMatchObject({ ok: false, problem: { code: 'validation_failed' } });
    expect(server.asked).toEqual([]);
  });

  test('problems come back as problems, with all they carry', async () => {
    const refused = problem('rate_limited', 'Too many.', { retryAfterSeconds: 7 });
    server.handler = () => json(refused, 429);
    expect(await counts()).toEqual({ ok: false, problem: refused });
  });

  test.each([
    ['an answer that the contract doesn’t have', () => json({ mineToDecide: 'two' })],
    ['an answer with more than it has', () => json({ ...COUNTS, more: 1 })],
    ['no JSON', () => new Response('<html>')],
    ['nothing', () => new Response(null, { status: 204 })],
    ['a problem with a code of its own', () => json({ ...problem('internal', ''), code: 'teapot' }, 418)],
    ['an error page', () => new Response('Bad gateway', { status: 502 })],
  ])('%s isn’t taken', async (_what, answer) => {
    server.handler = answer;
    expect(await counts()).toMatchObject({
      ok: false,
      problem: { code: 'unavailable', detail: expect.stringContaining('doesn’t understand') as string },
    });
  });

  test('an answer without end is given up', async () => {
    let sent = 0;
    server.handler = () =>
      new Response(
        new ReadableStream({
          pull: (controller) => {
            sent += 1;
            controller.enqueue(new Uint8Array(1024 * 1024));
          },
        }),
      );
    expect(await counts()).toMatchObject({
      ok: false,
      problem: { detail: 'The answer of governance.example is too large.' },
    });
    expect(sent).toBeLessThan(25);
  });
});

describe('health', () => {
  test.each([
    ['2.0.0', 'conflict', /version 2\.0\.0 of the contract, this app version 1\.\d/],
    ['0.9.0', 'conflict', /0\.9\.0/],
  ])('contract %s is refused, with both versions', async (contract, code, detail) => {
    server.handler = () => json({ ...HEALTH, contract, something: 'new' });
    const health = await backend.check();
    expect(health).toMatchObject({ ok: false, problem: { code } });
    expect(health.ok ? '' : health.problem.detail).toMatch(detail);
  });

  test.each([
    ['a page', () => new Response('<h1>It works!</h1>')],
    ['another JSON', () => json({ hello: 'world' })],
    ['a 404', () => json({ status: 'ok', version: '1', contract: '1.0.0' }, 404)],
  ])('%s is no governance server', async (_what, answer) => {
    server.handler = answer;
    expect(await backend.check()).toMatchObject({
      ok: false,
      problem: { detail: 'governance.example answers, but it isn’t a governance server.' },
    });
  });

  test('sends no token anywhere before', async () => {
    await backend.check();
    expect(server.asked[0]?.headers.get('authorization')).toBeNull();
  });
});

describe('the connection', () => {
  test('a lost stream is doubt first, then offline since the loss, then online again with a recount', async () => {
    backend.subscribe(TOKEN, (event) => heard.push(event));
    await everythingHappened();
    expect(states).toEqual(['online']);
    expect(resyncs).toBe(1);
    const lostAt = timing.now();
    goDown();
    await everythingHappened();
    expect(states).toEqual(['online', 'connecting']);
    await timing.advance(60_000);
    expect(states).toEqual(['online', 'connecting', 'offline']);
    expect(now).toMatchObject({
      status: 'offline',
      since: lostAt,
      because: 'Nothing answers at governance.example.',
    });
    server.down = null;
    await timing.advance(30_000);
    expect(states.at(-1)).toBe('online');
    expect(resyncs).toBe(2);
  });

  test('one that comes back at once was never offline', async () => {
    backend.subscribe(TOKEN, () => undefined);
    await everythingHappened();
    server.cut();
    await timing.advance(1000);
    expect(states).toEqual(['online', 'connecting', 'online']);
    expect(resyncs).toBe(2);
  });

  test('a call that finds nobody opens the stream anew; one that is answered hurries it', async () => {
    backend.subscribe(TOKEN, () => undefined);
    await everythingHappened();
    server.down = refusedConnection();
    await counts();
    await timing.advance(60_000);
    expect(states).toEqual(['online', 'connecting', 'offline']);
    server.down = null;
    await backend.call('session.touch', {}, caller());
    await everythingHappened();
    expect(states.at(-1)).toBe('online');
  });

  test('while nobody is signed in, health is asked for until it answers', async () => {
    await backend.check();
    server.down = refusedConnection();
    await backend.call('session.create', {}, caller(null));
    await timing.advance(40_000);
    expect(states).toEqual(['online', 'connecting', 'offline']);
    server.down = null;
    await timing.advance(30_000);
    expect(states.at(-1)).toBe('online');
    expect(timing.nextIn).toBeNull();
  });

  test('asked to, it tries at once; closed, it never does', async () => {
    await backend.check();
    server.down = refusedConnection();
    await backend.call('session.create', {}, caller(null));
    await timing.advance(100_000);
    server.down = null;
    backend.retryNow();
    await everythingHappened();
    expect(states.at(-1)).toBe('online');
    await backend.close();
    backend.retryNow();
    await timing.advance(100_000);
    expect(server.asked).toHaveLength(2);
  });

  test('a session that is over is asked about, and its stream not opened again', async () => {
    server.refuseStream = () => json(problem('unauthenticated', 'Sign in first.'), 401);
    backend.subscribe(TOKEN, () => undefined);
    await timing.advance(60_000);
    expect(doubts).toBe(1);
    expect(server.openings).toEqual([]);
  });

  test('events arrive as the contract names them; what can’t be read makes everything be read anew', async () => {
    backend.subscribe(TOKEN, (event) => heard.push(event));
    await everythingHappened();
    server.tell({
      id: '1',
      type: 'request.decided',
      data: { requestId: REQUEST, what: 'decided', row: null },
    });
    server.tell({ id: '2', type: 'balance.changed', data: { accountId: 'acc_1' } });
    server.tell({ id: '3', type: 'moon.risen', data: {} });
    server.tell({ id: '4', type: 'session.revoked', data: { code: 'unauthenticated' } });
    await everythingHappened();
    expect(heard).toEqual([
      { name: 'request.changed', payload: { requestId: REQUEST, what: 'decided', row: null } },
      { name: 'balance.changed', payload: { accountId: 'acc_1' } },
    ]);
    expect(doubts).toBe(1);
    expect(resyncs).toBe(1);
    server.tell({ id: '5', type: 'policy.changed', data: { workflow: 'nonsense' } });
    server.tell({ id: '6', type: 'resync', data: {} });
    await everythingHappened();
    expect(resyncs).toBe(3);
  });
});

describe('while the server is gone', () => {
  beforeEach(async () => {
    backend.subscribe(TOKEN, (event) => heard.push(event));
    await everythingHappened();
  });

  test('what was read last is shown on, to the same session alone', async () => {
    await counts();
    goDown();
    await timing.advance(60_000);
    expect(await counts()).toEqual({ ok: true, value: COUNTS });
    expect(await backend.call('requests.counts', {}, caller('another-token-of-another'))).toMatchObject({
      ok: false,
    });
    expect(await backend.call('session.get', {}, caller())).toMatchObject({ ok: false });
    expect(await backend.call('requests.list', {}, caller())).toMatchObject({
      ok: false,
      problem: { code: 'unavailable', detail: 'Nothing answers at governance.example.' },
    });
  });

  test('but nothing that was heard to have changed since', async () => {
    await counts();
    server.tell({
      id: '1',
      type: 'request.created',
      data: { requestId: REQUEST, what: 'created', row: null },
    });
    await everythingHappened();
    goDown();
    expect(await counts()).toMatchObject({ ok: false });
  });

  test('a command says whether it can have gone through', async () => {
    const cancel = () => backend.call('requests.cancel', { id: REQUEST }, caller());
    server.down = refusedConnection();
    expect(await cancel()).toMatchObject({
      problem: { detail: expect.stringMatching(/Nothing was sent\.$/) as string },
    });
    server.down = new TypeError('fetch failed', {
      cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
    });
    expect(await cancel()).toMatchObject({
      problem: { detail: expect.stringContaining('isn’t known whether this went through') as string },
    });
  });

  test('the same command again has the same key until it was answered; another one has its own', async () => {
    const keys: (string | null)[] = [];
    server.handler = ({ headers }) => {
      keys.push(headers.get('idempotency-key'));
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
      });
    };
    const withdraw = (amount: string, totp: string) =>
      backend.call('requests.create', { operation: 'x', params: { amount }, stepUp: { totp } }, caller());
    await withdraw('1', '111111');
    await withdraw('1', '222222');
    await withdraw('2', '333333');
    server.handler = ({ headers }) => {
      keys.push(headers.get('idempotency-key'));
      return json(problem('conflict', 'x'), 409);
    };
    await withdraw('1', '444444');
    await withdraw('1', '555555');
    const [first, second, other, third, fresh] = keys;
    expect(second).toBe(first);
    expect(third).toBe(first);
    expect(new Set([first, other, fresh]).size).toBe(3);
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('certificates, redirects and names', () => {
  const cause = (code: string, message = code): Error =>
    new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });
  test.each([
    [
      cause('DEPTH_ZERO_SELF_SIGNED_CERT'),
      /certificate.*isn’t signed by an authority.*DEPTH_ZERO_SELF_SIGNED_CERT/,
    ],
    [cause('CERT_HAS_EXPIRED'), /certificate.*run out.*CERT_HAS_EXPIRED/],
    [cause('ERR_TLS_CERT_ALTNAME_INVALID'), /certificate.*another name/],
    [new Error('net::ERR_CERT_AUTHORITY_INVALID'), /certificate.*authority.*ERR_CERT_AUTHORITY_INVALID/],
    [new Error('net::ERR_CERT_COMMON_NAME_INVALID'), /certificate.*another name/],
    [new Error('net::ERR_CERT_DATE_INVALID'), /certificate.*run out/],
    [new Error('net::ERR_CERT_REVOKED'), /certificate.*revoked/],
    [new Error('net::ERR_SSL_PROTOCOL_ERROR'), /certificate.*no safe connection.*ERR_SSL_PROTOCOL_ERROR/],
    [cause('ENOTFOUND', 'getaddrinfo ENOTFOUND'), /There is no server called governance\.example/],
    [new Error('net::ERR_NAME_NOT_RESOLVED'), /There is no server called/],
    [new Error('net::ERR_CONNECTION_REFUSED'), /Nothing answers/],
    [new Error('net::ERR_INTERNET_DISCONNECTED'), /check this computer’s connection/],
    [new Error('net::ERR_PROXY_CONNECTION_FAILED'), /proxy/],
    [cause('', 'unexpected redirect'), /sends the app elsewhere/],
    [new Error("Attempted to redirect, but redirect policy was 'error'"), /sends the app elsewhere/],
  ])('%#: %s', async (error, says) => {
    server.down = error;
    const health = await backend.check();
    expect(health).toMatchObject({ ok: false, problem: { code: 'unavailable' } });
    expect(health.ok ? '' : health.problem.detail).toMatch(says);
  });
});
