import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventCursor } from '../../main/backend/governance-api';
import { recordingApi, serving } from './serving';
import { StreamClient } from './stream-client';
import { watchedTreasury, type WatchedTreasury } from './watched-treasury';

let here: WatchedTreasury;

beforeEach(async () => {
  here = await watchedTreasury({ limits: { streamsPerToken: 1_000 } });
});
afterEach(async () => {
  expect(here.server.logged).toEqual([]);
  await here.end();
});

test('a thousand connections are all told, and served, and let go', { timeout: 60_000 }, async () => {
  const people = [here.bob, here.cy, here.org.owner, here.ann];
  const streams: StreamClient[] = [];
  for (let batch = 0; batch < 20; batch += 1)
    streams.push(
      ...(await Promise.all(
        Array.from({ length: 50 }, (_, at) => here.watch(people[at % people.length] ?? here.bob)),
      )),
    );
  expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]));
  expect(here.server.streams.count).toBe(1_000);

  const request = await here.withdraw();
  await Promise.all(streams.map((stream) => stream.has('request.created')));
  // Calls are answered while a thousand listen.
  expect((await here.server.send('GET', '/v1/health')).status).toBe(200);
  await here.bob.approve(request.id);
  await Promise.all(streams.map((stream) => stream.has('request.completed')));
  for (const stream of streams)
    expect(stream.events.filter((event) => event === 'request.completed')).toHaveLength(1);

  await here.bob.ok('session.delete');
  const ofBob = streams.filter((_stream, at) => (at % 50) % people.length === 0);
  await Promise.all(ofBob.map((stream) => stream.has('session.revoked')));
  for (const stream of streams) stream.close();
  await expect.poll(() => here.server.streams.count, { timeout: 10_000 }).toBe(0);
});

test('for a reader who takes nothing the ledger is read no further, and in the end they are dropped', async () => {
  let time = 0;
  let reads = 0;
  let isClosed = false;
  const told = Array.from({ length: 50 }, (_, at) => ({
    id: String(at),
    event: { name: 'policy.changed', payload: { workflow: 'x'.repeat(2_000) } } as never,
  }));
  const endless: EventCursor = {
    at: '0',
    resync: false,
    read: () => {
      reads += 1;
      return { over: null, told, more: true };
    },
    close: () => {
      isClosed = true;
    },
  };
  const api = { ...recordingApi(), openEvents: () => ({ ok: true as const, value: endless }) };
  const server = await serving(api, {
    limits: { heartbeatMs: 3_600_000, stalledMs: 5_000 },
    now: () => time,
  });
  const slow = await StreamClient.open(server.port, { token: 'x', paused: true });
  expect(slow.status).toBe(200);

  let before = -1;
  await expect
    .poll(
      () => {
        const stands = reads > 0 && reads === before;
        before = reads;
        return stands;
      },
      { interval: 100 },
    )
    .toBe(true);
  // The sockets' own buffers took some; everything after that stays in the ledger.
  expect(reads * 100_000).toBeLessThan(50_000_000);
  await server.streams.beat();
  time += 4_999;
  await server.streams.beat();
  expect(server.streams.count).toBe(1);
  expect(reads).toBe(before);
  time += 1;
  await server.streams.beat();
  await expect.poll(() => server.streams.count).toBe(0);
  expect(isClosed).toBe(true);
  expect(server.logged).toEqual([]);
  await server.close();
});
