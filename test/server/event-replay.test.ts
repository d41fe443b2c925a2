import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onWithdrawals, type Person } from '../engine/organization-under-test';
import type { Message, StreamClient } from './stream-client';
import { watchedTreasury, type WatchedTreasury } from './watched-treasury';

const RUNS = Number(process.env['REPLAY_RUNS'] ?? 25);

/** What a run does, one after the other; `gone` breaks a connection and `back` takes it up again. */
const step = fc.constantFrom(
  'withdraw',
  'withdraw',
  'approve',
  'reject',
  'cancel',
  'policy',
  'together',
  'gone',
  'gone',
  'back',
  'back',
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Somebody whose connection breaks and comes back, with everything they were told. */
class Wanderer {
  readonly told: Message[] = [];
  #stream: StreamClient | null = null;
  #lastId: string;

  constructor(
    private readonly here: WatchedTreasury,
    private readonly person: Person,
    from: string,
  ) {
    this.#lastId = from;
  }

  async back(): Promise<void> {
    this.#stream ??= await this.here.watch(this.person, { lastEventId: this.#lastId });
  }

  /** The connection breaks in the middle of whatever it was about to bring. */
  gone(): void {
    const stream = this.#stream;
    if (stream === null) return;
    this.#stream = null;
    stream.close();
    this.told.push(...stream.messages);
    this.#lastId = stream.lastId ?? this.#lastId;
  }

  async until(event: (message: Message) => boolean): Promise<void> {
    await this.back();
    await this.#stream?.until(({ messages }) => messages.some(event));
    this.gone();
  }
}

async function act(here: WatchedTreasury, what: Step, pending: string[]): Promise<void> {
  const id = pending[0];
  if (what === 'withdraw') pending.push((await here.withdraw(here.ann, '0.01')).id);
  if (what === 'policy') await here.org.setPolicy('withdrawals', { expiresAfterHours: 24 });
  if (what === 'together') {
    // Commands of one moment share a transaction.
    here.clock.advance(30_000);
    const made = await Promise.all([1, 2, 3].map(() => small(here)));
    pending.push(...made);
  }
  if (id === undefined || !['approve', 'reject', 'cancel'].includes(what)) return;
  pending.shift();
  if (what === 'approve') await here.cy.approve(id);
  if (what === 'reject') await here.cy.reject(id, 'Not now');
  if (what === 'cancel') await here.ann.ok('requests.cancel', { id });
}

async function small({ ann, addressId, org }: WatchedTreasury): Promise<string> {
  const params = { asset: 'BTC', amount: '0.01', addressId };
  const input = { operation: 'withdrawal.crypto.create', params, accountId: org.main };
  return ((await ann.ok('requests.create', input)) as { id: string }).id;
}

test(
  'whoever comes and goes is told everything once and in order, as who never left',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const here = await watchedTreasury();
        try {
          const steady = await here.watch(here.bob);
          await steady.until(({ startedAt }) => startedAt !== null);
          const wanderer = new Wanderer(here, here.bob, steady.startedAt ?? '');
          const pending: string[] = [];
          for (const what of steps) {
            if (what === 'back') await wanderer.back();
            else if (what === 'gone') wanderer.gone();
            else await act(here, what, pending);
          }
          const last = await here.withdraw();
          const isLast = ({ data }: Message): boolean => data.requestId === last.id;
          await steady.until(({ messages }) => messages.some(isLast));
          await wanderer.until(isLast);
          const upTo = (messages: readonly Message[], id: string) =>
            messages
              .filter((message) => Number(message.id) <= Number(id))
              .map(({ id: each, event }) => [each, event]);
          const end = wanderer.told.at(-1)?.id ?? '';
          await steady.until(({ lastId }) => Number(lastId) >= Number(end));
          expect(upTo(wanderer.told, end)).toEqual(upTo(steady.messages, end));
          expect(wanderer.told.length).toBeGreaterThan(0);
          expect(here.server.logged).toEqual([]);
        } finally {
          await here.end();
        }
      }),
      { numRuns: RUNS },
    );
  },
);

test('a grant that comes and goes repeats and reorders nothing', async () => {
  const here = await watchedTreasury();
  const first = await here.watch(here.bob);
  await first.until(({ startedAt }) => startedAt !== null);
  const wanderer = new Wanderer(here, here.bob, first.startedAt ?? '');
  for (let round = 0; round < 4; round += 1) {
    await wanderer.back();
    await here.withdraw(here.ann, '0.01');
    if (round % 2 === 0) wanderer.gone();
    await here.org.regrant(here.bob, round % 2 === 0 ? { workflows: [] } : onWithdrawals('approve'));
    await here.withdraw(here.ann, '0.01');
    wanderer.gone();
  }
  const last = await here.withdraw(here.ann, '0.01');
  await wanderer.until(({ data }) => data.requestId === last.id);
  const ids = wanderer.told.map(({ id }) => Number(id));
  expect(ids).toEqual([...new Set(ids)].sort((one, other) => one - other));
  await here.end();
});
