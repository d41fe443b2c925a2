import { beforeEach, describe, expect, test } from 'vitest';
import { EngineHost } from '../../main/backend/local/engine-host';
import type { EngineLine, FromEngine, ToEngine } from '../../main/backend/local/engine-protocol';

/** The other end, in the test's hands. Like a real port it refuses what can't be cloned. */
class FakeLine implements EngineLine {
  sent: ToEngine[] = [];
  private hear: (message: FromEngine) => void = () => undefined;
  private tellStopped: (because: string) => void = () => undefined;

  send(message: ToEngine): void {
    this.sent.push(structuredClone(message));
  }
  onMessage(listener: (message: FromEngine) => void): void {
    this.hear = listener;
  }
  onStopped(listener: (because: string) => void): void {
    this.tellStopped = listener;
  }
  async stop(): Promise<void> {
    this.tellStopped('told to');
  }
  die(): void {
    this.tellStopped('segmentation fault');
  }
  answer(
    kind: ToEngine['kind'],
    answer: Extract<FromEngine, { kind: 'answer' }>['answer'] = { ok: true, value: null },
  ): void {
    const question = this.sent.filter((message) => message.kind === kind).at(-1);
    if (question === undefined || !('id' in question)) throw new Error(`nobody asked for ${kind}`);
    this.hear({ kind: 'answer', id: question.id, answer });
  }
  tell(message: FromEngine): void {
    this.hear(message);
  }
}

const setup = {
  databaseFile: ':memory:',
  passwordCost: { memoryKiB: 8, iterations: 1 },
  secretKey: new Uint8Array(32),
};
const caller = { token: 't', device: 'test', address: 'local' };

let lines: FakeLine[];
let told: string[];
let host: EngineHost;

beforeEach(async () => {
  lines = [];
  told = [];
  host = new EngineHost({
    start: () => {
      const line = new FakeLine();
      lines.push(line);
      return line;
    },
    onStopped: () => told.push('stopped'),
    onRestored: () => told.push('restored'),
    onGivenUp: ({ code }) => told.push(`given up: ${code}`),
    log: () => undefined,
  });
  const opening = host.open(setup);
  lines[0]?.answer('open');
  expect(await opening).toEqual({ ok: true, value: null });
});

const settled = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('answers find their calls, in whatever order they come', async () => {
  const [line] = lines;
  const first = host.call('session.get', {}, caller);
  const second = host.call('requests.counts', {}, caller);
  const ids = line?.sent.flatMap((message) => (message.kind === 'call' ? [message.id] : [])) ?? [];
  line?.tell({ kind: 'answer', id: ids[1] ?? 0, answer: { ok: true, value: 2 } });
  line?.tell({ kind: 'answer', id: ids[0] ?? 0, answer: { ok: true, value: 1 } });
  expect([await first, await second]).toEqual([
    { ok: true, value: 1 },
    { ok: true, value: 2 },
  ]);
});

test.each([
  ['a function', { f: () => 1 }],
  ['a proxy', new Proxy({}, {})],
  ['a symbol', Symbol('x')],
])('input that can’t cross (%s) is a refusal, not a throw', async (_what, input) => {
  expect(await host.call('session.get', input, caller)).toMatchObject({
    ok: false,
    problem: { code: 'validation_failed' },
  });
});

test('events reach their listener until it leaves', () => {
  const heard: unknown[] = [];
  const leave = host.subscribe('t', (event) => heard.push(event));
  const subscription =
    lines[0]?.sent.flatMap((message) => (message.kind === 'subscribe' ? [message.subscription] : []))[0] ?? 0;
  const event = { name: 'policy.changed', payload: { workflow: 'access' } } as const;
  lines[0]?.tell({ kind: 'event', subscription, event });
  leave();
  lines[0]?.tell({ kind: 'event', subscription, event });
  expect(heard).toEqual([event]);
  expect(lines[0]?.sent.at(-1)).toEqual({ kind: 'unsubscribe', subscription });
});

describe('when the other side dies', () => {
  test('what is pending is unavailable, the session is over first, and the same database is opened anew', async () => {
    const pending = host.call('requests.list', {}, caller);
    lines[0]?.die();
    expect(told).toEqual(['stopped']);
    expect(await pending).toMatchObject({ ok: false, problem: { code: 'unavailable' } });
    expect(lines[1]?.sent[0]).toMatchObject({ kind: 'open', setup });
    lines[1]?.answer('open');
    await settled();
    expect(told).toEqual(['stopped', 'restored']);
    const again = host.call('requests.list', {}, caller);
    lines[1]?.answer('call', { ok: true, value: [] });
    expect(await again).toEqual({ ok: true, value: [] });
  });

  test('while opening, it is tried again, and given up after three times within a minute', async () => {
    for (let time = 0; time < 4; time += 1) {
      lines.at(-1)?.die();
      await settled();
    }
    expect(lines).toHaveLength(4);
    expect(told.at(-1)).toBe('given up: unavailable');
    expect(await host.call('session.get', {}, caller)).toMatchObject({ problem: { code: 'unavailable' } });
  });

  test('and the database doesn’t open, it says so', async () => {
    lines[0]?.die();
    lines[1]?.answer('open', {
      ok: false,
      problem: { type: '', title: '', status: 503, code: 'unavailable', detail: '' },
    });
    await settled();
    expect(told).toEqual(['stopped', 'given up: unavailable']);
  });

  test('a late word of the dead line is not heard', async () => {
    lines[0]?.die();
    lines[1]?.answer('open');
    await settled();
    lines[0]?.die();
    expect(lines).toHaveLength(2);
  });
});

test('closing is no crash', async () => {
  const closing = host.close();
  lines[0]?.answer('close');
  await closing;
  await settled();
  expect(told).toEqual([]);
  expect(lines).toHaveLength(1);
});
