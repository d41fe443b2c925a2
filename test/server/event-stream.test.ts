import net from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { streamEvents, type StreamEventName } from '../../shared/contract/event-stream';
import { problemSchema } from '../../shared/contract/problem';
import { HOUR, on, onWithdrawals } from '../engine/organization-under-test';
import { StreamClient, type Message } from './stream-client';
import { watchedTreasury, type WatchedTreasury } from './watched-treasury';

let here: WatchedTreasury;

beforeEach(async () => {
  here = await watchedTreasury({ limits: { streamsPerToken: 3 } });
});
afterEach(async () => {
  expect(here.server.logged).toEqual([]);
  await here.end();
});

/** Each is what the contract says, and its id the number of a ledger entry. */
function expectContract(messages: readonly Message[]): void {
  for (const { id, event, data } of messages) {
    expect(id).toMatch(/^[0-9]+$/);
    expect(Object.keys(streamEvents)).toContain(event);
    expect(streamEvents[event as StreamEventName].safeParse(data).error).toBeUndefined();
  }
  const ids = messages.map(({ id }) => Number(id));
  expect(ids).toEqual([...ids].sort((one, other) => one - other));
  expect(new Set(ids).size).toBe(ids.length);
}

describe('a stream', () => {
  test('tells by their names what happens, with what the reader may see of it', async () => {
    const stream = await here.watch(here.bob);
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(stream.headers).not.toHaveProperty('set-cookie');
    const first = await here.withdraw();
    await here.cy.approve(first.id);
    const second = await here.withdraw();
    await here.cy.reject(second.id, 'Not now');
    const third = await here.withdraw();
    await here.ann.ok('requests.cancel', { id: third.id });
    await stream.has('request.cancelled');
    const told = stream.messages.filter(({ event }) => event.startsWith('request.'));
    expect(told.map(({ event, data }) => [event, data.requestId])).toEqual([
      ['request.created', first.id],
      ['request.decided', first.id],
      ['request.completed', first.id],
      ['request.created', second.id],
      ['request.rejected', second.id],
      ['request.created', third.id],
      ['request.cancelled', third.id],
    ]);
    expect(told[0]?.data).toMatchObject({ what: 'created', row: { canDecide: true, status: 'pending' } });
    expect(stream.events).toContain('balance.changed');
    expectContract(stream.messages);
  });

  test('tells of access, policies, accounts and addresses', async () => {
    const stream = await here.watch(here.org.owner);
    await here.org.setPolicy('withdrawals', { expiresAfterHours: 5 });
    await here.org.regrant(here.cy, onWithdrawals('view'));
    await here.org.owner.initiate('account.create', { name: 'Reserve' });
    await here.org.owner.initiate('address.remove', { addressId: here.addressId });
    await stream.has('address.changed');
    expect(stream.events).toEqual(
      expect.arrayContaining(['policy.changed', 'access.changed', 'account.changed', 'address.changed']),
    );
    expectContract(stream.messages);
  });

  test('beats, and lets what is due expire by that alone', async () => {
    await here.org.setPolicy('withdrawals', { expiresAfterHours: 1 });
    const stream = await here.watch(here.bob);
    await here.withdraw();
    await stream.has('request.created');
    here.clock.advance(2 * HOUR);
    await here.server.streams.beat();
    await stream.has('request.expired');
    expect(stream.heartbeats).toBe(1);
  });

  test('is never activity', async () => {
    const session = (await here.bob.ok('session.get')) as { expiresAt: string };
    await here.watch(here.bob);
    for (let hour = 0; hour < 23; hour += 1) {
      here.clock.advance(HOUR);
      await here.server.streams.beat();
    }
    expect(await here.bob.ok('session.get')).toMatchObject({ expiresAt: session.expiresAt });
    here.clock.advance(HOUR);
    expect(await here.bob.refused('session.get')).toMatchObject({ code: 'session_expired' });
  });
});

describe('going on from an id', () => {
  test('gives what happened since, by header or query, the header first', async () => {
    const stream = await here.watch(here.bob);
    await here.withdraw();
    await stream.has('balance.changed');
    stream.close();
    const lastEventId = stream.lastId ?? '';
    const missed = await here.withdraw();
    await here.cy.approve(missed.id);
    for (const options of [
      { lastEventId },
      { query: `?lastEventId=${lastEventId}` },
      { lastEventId, query: '?lastEventId=0' },
      { lastEventId: `${lastEventId}.1` },
    ]) {
      const again = await here.watch(here.bob, options);
      await again.has('request.completed');
      expect(again.messages.filter(({ event }) => event.startsWith('request.'))).toMatchObject(
        ['created', 'decided', 'completed'].map((what) => ({
          event: `request.${what}`,
          data: { requestId: missed.id, what, row: { status: 'completed' } },
        })),
      );
      expectContract(again.messages);
      again.close();
      await again.ended;
      await expect.poll(() => here.server.streams.count).toBe(0);
    }
  });

  test('is possible for who was told nothing yet', async () => {
    const stream = await here.watch(here.bob);
    await stream.until(({ startedAt }) => startedAt !== null);
    stream.close();
    const missed = await here.withdraw();
    const again = await here.watch(here.bob, { lastEventId: stream.lastId ?? '' });
    await again.has('request.created');
    expect(again.messages[0]?.data.requestId).toBe(missed.id);
  });

  test.each(['999999999', 'abc', '-1', '1e3', '12.', '٣', `${'9'.repeat(40)}`, ' ', '<script>'])(
    'that is none of this ledger (%j) begins with resync, then goes on',
    async (lastEventId) => {
      const header = /^[\x21-\x7e]*$/.test(lastEventId);
      const stream = await here.watch(
        here.bob,
        header ? { lastEventId } : { query: `?lastEventId=${encodeURIComponent(lastEventId)}` },
      );
      await stream.has('resync');
      await here.withdraw();
      await stream.has('request.created');
      expect(stream.events.slice(0, 2)).toEqual(['resync', expect.stringMatching(/^(request|balance)/)]);
      expectContract(stream.messages);
    },
  );

  test('that is too far back begins with resync', async () => {
    const notes = Array.from({ length: 10_001 }, () => ({ type: 'test.note', payload: null }));
    const stream = await here.watch(here.bob);
    await stream.until(({ startedAt }) => startedAt !== null);
    await here.engine.journal.note({ id: null, device: null }, notes);
    const again = await here.watch(here.bob, { lastEventId: stream.lastId ?? '' });
    await again.has('resync');
  });
});

describe('what a reader may not see', () => {
  test('isn’t told, live or replayed, and the grants of the moment decide', async () => {
    const before = await here.watch(here.bob);
    const from = (await before.until(({ startedAt }) => startedAt !== null)).startedAt ?? '';
    const seen = await here.withdraw();
    await before.has('request.created');
    await here.org.regrant(here.bob, on('policies', 'view'));
    await before.has('access.changed');
    const mark = before.messages.length;
    const hidden = await here.withdraw();
    await here.cy.approve(hidden.id);
    await here.org.setPolicy('withdrawals', { expiresAfterHours: 9 });
    await before.has('policy.changed');
    expect(JSON.stringify(before.messages.slice(mark))).not.toContain(hidden.id);
    expect(before.events.slice(mark)).not.toContain('balance.changed');
    // What was visible when it happened isn't told any more.
    const again = await here.watch(here.bob, { lastEventId: from });
    await again.has('policy.changed');
    expect(JSON.stringify(again.messages)).not.toContain(seen.id);
    expect(JSON.stringify(again.messages)).not.toContain(hidden.id);
    expect(JSON.stringify(again.messages)).not.toContain(here.org.main);
  });

  test('becomes visible with the grant, in a replay', async () => {
    const stream = await here.watch(here.bob);
    const from = (await stream.until(({ startedAt }) => startedAt !== null)).startedAt ?? '';
    await here.org.regrant(here.bob, on('policies', 'view'));
    const request = await here.withdraw();
    await here.org.regrant(here.bob, onWithdrawals('approve'));
    const again = await here.watch(here.bob, { lastEventId: from });
    await again.has('request.created');
    expect(again.messages.map(({ data }) => data.requestId)).toContain(request.id);
  });

  test('looks to each reader as it does to them, though they share what they may', async () => {
    const [bob, cy, ann] = [
      await here.watch(here.bob),
      await here.watch(here.cy),
      await here.watch(here.ann),
    ];
    await here.org.setPolicy('withdrawals', { requiredApprovals: 2 });
    const request = await here.withdraw();
    await here.bob.approve(request.id);
    await Promise.all([bob, cy, ann].map((stream) => stream.has('request.decided')));
    const row = (stream: StreamClient) =>
      stream.messages.filter(({ event }) => event === 'request.decided').at(-1)?.data.row;
    expect(row(bob)).toMatchObject({ myDecision: 'approved', canDecide: false });
    expect(row(cy)).toMatchObject({ myDecision: null, canDecide: true });
    expect(row(ann)).toMatchObject({ myDecision: null, canDecide: false });
  });

  test('can’t be asked for with a query of one’s own', async () => {
    for (const query of [`?memberId=${here.org.owner.id}`, '?scope=all', '?scope=notify', '?x=1']) {
      const stream = await here.watch(here.bob, { query });
      const code = query.includes('notify') ? 'unauthenticated' : 'validation_failed';
      expect(problemSchema.parse(stream.refusal)).toMatchObject({ code, status: stream.status });
    }
  });
});

describe('a token that opens nothing', () => {
  test.each([null, 'nobody', 'x'.repeat(5000)])('gets a problem and no stream', async (token) => {
    for (const query of ['', '?scope=notify', '?x=1']) {
      const stream = await StreamClient.open(here.server.port, { token, query });
      expect(stream.status).toBe(401);
      expect(problemSchema.parse(stream.refusal)).toMatchObject({ code: 'unauthenticated' });
      expect(stream.headers['www-authenticate']).toMatch(/^Bearer/);
    }
  });

  test('a cookie and a token in the query are no token', async () => {
    const { token } = here.bob;
    for (const options of [
      { headers: { cookie: `token=${String(token)}; session=${String(token)}` } },
      { query: `?access_token=${String(token)}` },
    ])
      expect((await StreamClient.open(here.server.port, options)).status).toBe(401);
  });

  test('HEAD says what GET would, and opens nothing', async () => {
    const reply = await here.server.send('HEAD', '/v1/events', { token: here.bob.token ?? '' });
    expect(reply).toMatchObject({ status: 200, text: '' });
    expect(reply.headers['content-type']).toMatch(/^text\/event-stream/);
    expect((await here.server.send('HEAD', '/v1/events')).status).toBe(401);
    expect(here.server.streams.count).toBe(0);
  });

  test('so many streams of one token are enough', async () => {
    const streams = [await here.watch(here.bob), await here.watch(here.bob), await here.watch(here.bob)];
    const refused = await here.watch(here.bob);
    expect(problemSchema.parse(refused.refusal)).toMatchObject({ code: 'rate_limited' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await here.watch(here.cy)).status).toBe(200);
    streams[0]?.close();
    await expect.poll(() => here.server.streams.count).toBe(3);
    expect((await here.watch(here.bob)).status).toBe(200);
  });
});

test('what a client sends after it asked breaks its stream, and no answer stands in the middle of it', async () => {
  const text = await new Promise<string>((resolve) => {
    let heard = '';
    const socket = net.connect(here.server.port, '127.0.0.1');
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      heard += chunk;
      if (heard.includes('retry: ')) socket.write('\0 no request\r\n\r\n');
    });
    socket.on('close', () => resolve(heard));
    socket.write(
      `GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${String(here.bob.token)}\r\n\r\n`,
    );
  });
  expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  await expect.poll(() => here.server.streams.count).toBe(0);
});

describe('session.revoked ends the stream', () => {
  const lastOf = async (stream: StreamClient): Promise<Message | undefined> => {
    await stream.ended;
    return stream.messages.at(-1);
  };

  test('on signing out, at once', async () => {
    const stream = await here.watch(here.bob);
    await here.bob.ok('session.delete');
    expect(await lastOf(stream)).toMatchObject({
      event: 'session.revoked',
      data: { code: 'unauthenticated' },
    });
    await expect.poll(() => here.server.streams.count).toBe(0);
  });

  test('on expiry, by the next heartbeat at the latest', async () => {
    const stream = await here.watch(here.bob);
    here.clock.advance(25 * HOUR);
    await here.server.streams.beat();
    expect(await lastOf(stream)).toMatchObject({
      event: 'session.revoked',
      data: { code: 'session_expired' },
    });
  });

  test('on suspension and removal, at once, and what comes after isn’t told', async () => {
    for (const operation of ['member.suspend', 'member.remove'] as const) {
      const person = operation === 'member.suspend' ? here.bob : here.cy;
      const stream = await here.watch(person);
      await here.org.owner.initiate(operation, { memberId: person.id });
      const request = await here.withdraw();
      expect(await lastOf(stream)).toMatchObject({ event: 'session.revoked' });
      expect(JSON.stringify(stream.messages)).not.toContain(request.id);
    }
  });

  test('and stopping the server ends it without a word', async () => {
    const stream = await here.watch(here.bob);
    await here.server.close();
    await stream.ended;
    expect(stream.events).toEqual([]);
  });
});
