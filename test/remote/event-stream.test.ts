import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EventStream } from '../../main/backend/remote/event-stream';
import { SILENCE_MS } from '../../main/backend/remote/stream-connection';
import { retryDelay } from '../../main/backend/remote/timing';
import { problem } from '../../shared/contract/problem';
import { FakeServer, json, refusedConnection, wire, type ToldEvent } from './fake-server';
import { everythingHappened, FakeTiming } from './fake-timing';

function listening(server = new FakeServer()) {
  const timing = new FakeTiming();
  const heard: string[] = [];
  const lost: string[] = [];
  const refused: string[] = [];
  let opened = 0;
  const stream = new EventStream({
    url: 'https://governance.example/v1/events',
    host: 'governance.example',
    headers: { Authorization: 'Bearer a-token' },
    fetch: server.fetch,
    timing,
    onOpen: () => (opened += 1),
    onMessage: ({ id }) => heard.push(id ?? ''),
    onLost: (because) => lost.push(because),
    onRefused: ({ code }) => refused.push(code),
  });
  stream.start();
  return { server, timing, heard, lost, refused, stream, opened: () => opened };
}

const event = (seq: number): ToldEvent => ({ id: `${seq}.0`, type: 'balance.changed', data: { seq } });

describe('an event stream', () => {
  test('tells each event once, in order, whatever is cut and wherever', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('tell' as const), count: fc.integer({ min: 1, max: 4 }) }),
      fc.constant({ kind: 'break' as const }),
      fc.constant({ kind: 'close' as const }),
      fc.constant({ kind: 'half' as const }),
      fc.constant({ kind: 'again' as const }),
      fc.constant({ kind: 'reopen' as const }),
      fc.record({ kind: fc.constant('down' as const), ms: fc.integer({ min: 1, max: 90_000 }) }),
      fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 60_000 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const { server, timing, heard, stream } = listening();
        await everythingHappened();
        // What a resumption starts from: a stream that never told anything starts from now, and is followed by a recount.
        server.tell(event(0));
        await everythingHappened();
        let seq = 1;
        for (const each of steps) {
          if (each.kind === 'tell') for (let i = 0; i < each.count; i += 1) server.tell(event(seq++));
          else if (each.kind === 'break' || each.kind === 'close') server.cut(each.kind);
          else if (each.kind === 'half') {
            // The connection breaks in the middle of a message.
            const next = event(seq++);
            server.ledger.push(next);
            for (const open of server.streams) open.write(wire(next).slice(0, 20));
            await everythingHappened();
            server.cut();
          } else if (each.kind === 'again') {
            // A server that tells more than was asked for.
            for (const open of server.streams)
              for (const old of server.ledger.slice(-5)) open.write(wire(old));
          } else if (each.kind === 'reopen') stream.reopen();
          else if (each.kind === 'down') {
            server.down = refusedConnection();
            server.cut();
            await timing.advance(each.ms);
            server.down = null;
          } else await timing.advance(each.ms);
          await everythingHappened();
        }
        await timing.advance(120_000);
        stream.stop();
        expect(heard).toEqual(server.ledger.map(({ id }) => id));
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  test('resumes from the last event that arrived', async () => {
    const { server, timing, heard, opened } = listening();
    await everythingHappened();
    server.tell(event(1));
    await everythingHappened();
    server.cut();
    server.ledger.push(event(2));
    await timing.advance(1000);
    expect(server.openings).toEqual([null, '1.0']);
    expect(heard).toEqual(['1.0', '2.0']);
    expect(opened()).toBe(2);
  });

  test('gives up a connection that falls silent, and one that never opens', async () => {
    const { server, timing, lost } = listening();
    await timing.advance(SILENCE_MS - 1);
    for (const open of server.streams) open.write(': still here\n\n');
    await timing.advance(SILENCE_MS - 1);
    expect(lost).toEqual([]);
    await timing.advance(1);
    expect(lost).toEqual(['Nothing was heard of governance.example for a while.']);
    await timing.advance(1000);
    expect(server.openings).toHaveLength(2);

    const never = new FakeServer();
    const hanging = listening(
      Object.assign(never, {
        fetch: (_url: unknown, init?: RequestInit) =>
          new Promise((_resolve, reject) => {
            init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
          }),
      }),
    );
    await hanging.timing.advance(20_000);
    expect(hanging.lost).toEqual(['governance.example doesn’t answer.']);
  });

  test('waits longer from try to try, and not at all when told to hurry', async () => {
    const server = new FakeServer();
    server.down = refusedConnection();
    const { timing, lost, stream } = listening(server);
    await everythingHappened();
    const waits: (number | null)[] = [];
    for (let attempt = 0; attempt < 8; attempt += 1) {
      waits.push(timing.nextIn);
      await timing.advance(timing.nextIn ?? 0);
    }
    expect(waits).toEqual([200, 750, 1500, 3000, 6000, 12_000, 22_500, 22_500]);
    expect(lost).toHaveLength(9);
    server.down = null;
    stream.hurry();
    await everythingHappened();
    expect(server.openings).toHaveLength(1);
    stream.hurry();
    await everythingHappened();
    expect(server.openings).toHaveLength(1);
  });

  test('a server that hangs up at once isn’t asked again and again', async () => {
    const { server, timing } = listening();
    for (let times = 0; times < 6; times += 1) {
      await everythingHappened();
      server.cut('close');
      await everythingHappened();
      await timing.advance(timing.nextIn ?? 0);
    }
    await everythingHappened();
    server.cut('close');
    await everythingHappened();
    expect(timing.nextIn).toBeGreaterThan(10_000);
  });

  test('after a resync, numbers that were told before mean other things', async () => {
    const { server, heard } = listening();
    await everythingHappened();
    for (const seq of [1, 2, 3]) server.tell(event(seq));
    server.tell({ id: '1.0', type: 'resync', data: {} });
    server.tell(event(2));
    server.tell(event(2));
    await everythingHappened();
    expect(heard).toEqual(['1.0', '2.0', '3.0', '1.0', '2.0']);
  });

  test('ends where the token is good no more, and asks no further', async () => {
    const server = new FakeServer();
    server.refuseStream = () => json(problem('session_expired', 'Over.'), 401);
    const { timing, refused, lost } = listening(server);
    await everythingHappened();
    expect(refused).toEqual(['session_expired']);
    expect(timing.nextIn).toBeNull();
    expect(lost).toEqual([]);
  });

  test('waits as long as a busy server asks', async () => {
    const server = new FakeServer();
    server.refuseStream = () => json(problem('rate_limited', 'Slower.', { retryAfterSeconds: 9 }), 429);
    const { timing, lost } = listening(server);
    await everythingHappened();
    expect(lost).toEqual(['Slower.']);
    expect(timing.nextIn).toBe(9000);
  });

  test('tells nothing after it was stopped', async () => {
    const { server, timing, heard, lost, stream } = listening();
    await everythingHappened();
    stream.stop();
    server.tell(event(1));
    await timing.advance(60_000);
    expect(heard).toEqual([]);
    expect(lost).toEqual([]);
    expect(server.openings).toHaveLength(1);
  });
});

test('the wait before a try never passes its bounds', () => {
  fc.assert(
    fc.property(fc.nat({ max: 60 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, chance) => {
      const delay = retryDelay(attempt, () => chance);
      expect(delay).toBeGreaterThanOrEqual(attempt === 0 ? 0 : 500);
      expect(delay).toBeLessThanOrEqual(30_000);
    }),
  );
});
