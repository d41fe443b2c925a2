import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waitingSchema } from '../../shared/contract/event-stream';
import { onWithdrawals, type Person } from '../engine/organization-under-test';
import { StreamClient } from './stream-client';
import { watchedTreasury, type WatchedTreasury } from './watched-treasury';

let here: WatchedTreasury;

beforeEach(async () => {
  here = await watchedTreasury();
});
afterEach(async () => {
  expect(here.server.logged).toEqual([]);
  await here.end();
});

async function device(person: Person): Promise<{ deviceId: string; notifyToken: string }> {
  const { deviceId, notifyToken = '' } = await person.ok('devices.create', { name: 'Office' });
  return { deviceId, notifyToken };
}

const watch = (token: string): Promise<StreamClient> =>
  StreamClient.open(here.server.port, { token, query: '?scope=notify' });

const waitingOf = (stream: StreamClient): number[] =>
  stream.messages.filter(({ event }) => event === 'waiting').map(({ data }) => data.waiting);

describe('a device’s stream', () => {
  test('tells a signed-out desktop how much waits, and nothing else of it', async () => {
    const { notifyToken } = await device(here.bob);
    await here.bob.ok('session.delete');
    const before = await here.withdraw();
    const stream = await watch(notifyToken);
    await stream.has('waiting');
    const request = await here.withdraw();
    await stream.until((client) => waitingOf(client).length === 2);
    await here.cy.approve(request.id);
    await stream.until((client) => waitingOf(client).length === 3);
    await here.ann.ok('requests.cancel', { id: before.id });
    await stream.until((client) => waitingOf(client).length === 4);
    expect(stream.messages.map(({ data }) => data)).toEqual([
      { waiting: 1, requestIds: [before.id] },
      { waiting: 2, requestIds: [request.id, before.id] },
      { waiting: 1, requestIds: [before.id] },
      { waiting: 0, requestIds: [] },
    ]);
    for (const { id, data } of stream.messages) {
      expect(id).toMatch(/^[0-9]+$/);
      waitingSchema.parse(data);
    }
    stream.close();
  });

  test('follows the grants', async () => {
    const { notifyToken } = await device(here.bob);
    await here.withdraw();
    const stream = await watch(notifyToken);
    await stream.has('waiting');
    await here.org.regrant(here.bob, onWithdrawals('view'));
    await stream.until((client) => waitingOf(client).length === 2);
    await here.org.regrant(here.bob, onWithdrawals('approve'));
    await stream.until((client) => waitingOf(client).length === 3);
    expect(waitingOf(stream)).toEqual([1, 0, 1]);
    stream.close();
  });

  test('says nothing where nothing changed for its member', async () => {
    const { notifyToken } = await device(here.ann);
    const stream = await watch(notifyToken);
    await stream.has('waiting');
    await here.withdraw();
    await here.server.streams.beat();
    await stream.until(({ heartbeats }) => heartbeats === 1);
    expect(waitingOf(stream)).toEqual([0]);
    stream.close();
  });

  test('ends with the device, by the next heartbeat at the latest, and tells nothing after', async () => {
    const { deviceId, notifyToken } = await device(here.bob);
    const stream = await watch(notifyToken);
    await stream.has('waiting');
    await here.bob.ok('devices.revoke', { id: deviceId });
    const request = await here.withdraw();
    await here.server.streams.beat();
    await stream.ended;
    expect(stream.events).toEqual(['waiting', 'session.revoked']);
    expect(JSON.stringify(stream.messages)).not.toContain(request.id);
    expect((await watch(notifyToken)).refusal).toMatchObject({ code: 'unauthenticated' });
  });

  test.each(['member.suspend', 'member.remove'] as const)('ends with %s, at once', async (operation) => {
    const { notifyToken } = await device(here.bob);
    const stream = await watch(notifyToken);
    await stream.has('waiting');
    await here.org.owner.initiate(operation, { memberId: here.bob.id });
    await stream.ended;
    expect(stream.events.at(-1)).toBe('session.revoked');
    expect((await watch(notifyToken)).status).toBe(401);
  });
});

describe('tokens open their own doors only', () => {
  test('a device’s token is no session’s', async () => {
    const { notifyToken } = await device(here.bob);
    for (const path of ['/v1/session', '/v1/requests', '/v1/events', '/v1/members', '/v1/devices']) {
      const reply = await here.server.send('GET', path, { token: notifyToken });
      expect(reply.json).toMatchObject({ code: 'unauthenticated', status: 401 });
    }
    const reply = await here.server.send('POST', '/v1/session/touch', { token: notifyToken });
    expect(reply.status).toBe(401);
  });

  test('a session’s token is no device’s', async () => {
    const refused = await watch(here.bob.token ?? '');
    expect(refused.refusal).toMatchObject({ code: 'unauthenticated' });
  });
});
