import http from 'node:http';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { AccountId } from '../../shared/contract/primitives';
import type { AnyEvent } from '../../shared/contract/events';
import type { ConnectionState } from '../../main/backend/remote/connection';
import { RemoteBackend } from '../../main/backend/remote/remote-backend';
import { readServerAddress } from '../../main/backend/remote/server-address';
import { systemTiming } from '../../main/backend/remote/timing';
import {
  BTC_DESTINATION,
  foundOrganization,
  engineOptions,
  onWithdrawals,
  TestClock,
  type OrganizationUnderTest,
} from '../engine/organization-under-test';
import { openEngine } from '../../main/engine';
import { serving } from '../server/serving';

const ends: (() => Promise<unknown>)[] = [];
vi.setConfig({ testTimeout: 40_000 });
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Stands between a desktop and its server: can be cut, closed, opened again, or lose answers. */
async function cable(to: number) {
  const ways = new Set<net.Socket>();
  let isDown = false;
  let losesAnswers = false;
  const server = net.createServer((near) => {
    if (isDown) return near.destroy();
    const far = net.connect(to, '127.0.0.1');
    ways.add(near);
    for (const end of [near, far]) end.on('error', () => undefined);
    near.on('close', () => {
      ways.delete(near);
      far.destroy();
    });
    far.on('close', () => near.destroy());
    near.pipe(far);
    far.on('data', (bytes) => {
      if (losesAnswers) near.destroy();
      else near.write(bytes);
    });
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const way of ways) way.destroy();
  };
  ends.push(async () => {
    cut();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    cut,
    down: () => {
      isDown = true;
      cut();
    },
    up: () => (isDown = false),
    loseAnswers: (lose: boolean) => (losesAnswers = lose),
  };
}

function backendAt(url: string) {
  const address = readServerAddress(url);
  if (!address.ok) throw new Error(address.problem.detail);
  const states: ConnectionState['status'][] = [];
  const seen = { states, resyncs: 0, doubts: 0 };
  const backend = new RemoteBackend({
    address: address.value,
    fetch,
    timing: systemTiming,
    device: 'test',
    onConnection: ({ status }) => states.push(status),
    onResync: () => (seen.resyncs += 1),
    onSessionInDoubt: () => (seen.doubts += 1),
    log: () => undefined,
  });
  ends.push(() => backend.close());
  return { backend, seen };
}

async function until(what: string, holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function watched() {
  const clock = new TestClock();
  const engine = await openEngine(engineOptions(clock));
  const server = await serving(engine, { limits: { heartbeatMs: 100 } });
  ends.push(async () => {
    await server.close();
    await engine.close();
  });
  const org: OrganizationUnderTest = await foundOrganization(engine, clock);
  await org.deposit('BTC', '10');
  const ann = await org.invite('Ann', onWithdrawals('view', 'initiate'));
  const addressId = await org.usableAddress(BTC_DESTINATION);
  const line = await cable(server.port);
  const { backend, seen } = backendAt(line.url);
  const heard: AnyEvent[] = [];
  backend.subscribe(org.owner.token ?? '', (event) => heard.push(event));
  await until('the stream is open', () => seen.resyncs === 1);
  /** Something that the Owner is told. */
  const happen = async (): Promise<string> => {
    const params = { asset: 'BTC', amount: '0.01', addressId };
    const made = await ann.initiate('withdrawal.crypto.create', params, { accountId: org.main as AccountId });
    return made.id;
  };
  const created = (): string[] =>
    heard.flatMap((event) =>
      event.name === 'request.changed' && event.payload.what === 'created' ? [event.payload.requestId] : [],
    );
  return { org, ann, line, backend, seen, happen, created, addressId };
}

describe('the stream of a real server', () => {
  test('tells what happens while it is open, and after each cut what was missed, once and in order', async () => {
    const { line, backend, seen, happen, created } = await watched();
    const ids = [await happen(), await happen()];
    await until('both arrived', () => created().length === 2);
    for (let round = 0; round < 4; round += 1) {
      const resyncs = seen.resyncs;
      line.down();
      ids.push(await happen(), await happen());
      line.up();
      backend.retryNow();
      await until('it is open again', () => seen.resyncs > resyncs);
      ids.push(await happen());
      await until('all arrived', () => created().length >= ids.length);
    }
    expect(created()).toEqual(ids);
  });

  test('says when it is lost and when it is back', async () => {
    const { line, seen, happen, created } = await watched();
    line.down();
    await until('it is offline', () => seen.states.at(-1) === 'offline');
    line.up();
    await until('it is online', () => seen.states.at(-1) === 'online');
    expect(seen.states).toEqual(['online', 'connecting', 'offline', 'online']);
    expect(seen.resyncs).toBe(2);
    const id = await happen();
    await until('it arrived', () => created().includes(id));
  });

  test('ends with its session, and asks about it', async () => {
    const { org, backend, seen } = await watched();
    await org.owner.ok('session.delete');
    await until('the session is in doubt', () => seen.doubts > 0);
    const asked = await backend.call(
      'session.get',
      {},
      { token: org.owner.token, device: 'test', address: '' },
    );
    expect(asked).toMatchObject({ ok: false, problem: { code: 'unauthenticated' } });
  });
});

test('a command whose answer was lost is done once, however often it is tried', async () => {
  const { org, ann, line, backend, addressId } = await watched();
  const withdraw = () =>
    backend.call(
      'requests.create',
      {
        operation: 'withdrawal.crypto.create',
        accountId: org.main,
        params: { asset: 'BTC', amount: '1', addressId },
      },
      { token: ann.token, device: 'test', address: '' },
    );
  const pending = async () => (await org.owner.ok('requests.list', { status: 'pending' })).items.length;
  line.loseAnswers(true);
  expect(await withdraw()).toMatchObject({
    problem: { detail: expect.stringContaining('isn’t known') as string },
  });
  line.loseAnswers(false);
  const again = await withdraw();
  expect(again).toMatchObject({ ok: true, value: { status: 'pending' } });
  expect(await pending()).toBe(1);
  expect(await withdraw()).toMatchObject({ ok: true });
  expect(await pending()).toBe(2);
});

describe('what isn’t a governance server', () => {
  async function answering(handler: http.RequestListener): Promise<string> {
    const server = http.createServer(handler);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ends.push(
      () =>
        new Promise((resolve) => {
          server.close(resolve);
          server.closeAllConnections();
        }),
    );
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  test('a redirect isn’t followed, and nothing of ours arrives there', async () => {
    const arrived: string[] = [];
    const elsewhere = await answering((request, response) => {
      arrived.push(request.url ?? '');
      response.end('{}');
    });
    const url = await answering((_request, response) => {
      response.writeHead(307, { location: `${elsewhere}/v1/session` });
      response.end();
    });
    const { backend } = backendAt(url);
    expect(await backend.check()).toMatchObject({
      problem: { detail: expect.stringContaining('elsewhere') as string },
    });
    const caller = { token: 'a-token-of-the-test', device: 'test', address: '' };
    expect(
      await backend.call('session.create', { email: 'a@b.example', password: 'secret' }, caller),
    ).toMatchObject({
      problem: { code: 'unavailable' },
    });
    expect(arrived).toEqual([]);
  });

  test('an answer that says it is too large isn’t read', async () => {
    const url = await answering((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 2 ** 31 });
      response.write('{');
    });
    expect(await backendAt(url).backend.check()).toMatchObject({
      problem: { detail: expect.stringContaining('too large') as string },
    });
  });
});
