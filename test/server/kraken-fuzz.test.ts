import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectionsOf } from '../engine/engine-with-store';
import { krakenTreasury, type KrakenTreasury } from './kraken-treasury';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 2_000);
const ENOUGH_MS = 180_000;

const PRIVATE = [
  'Balance',
  'BalanceEx',
  'WithdrawMethods',
  'WithdrawAddresses',
  'WithdrawInfo',
  'Withdraw',
  'WithdrawStatus',
  'WithdrawCancel',
] as const;

let made: KrakenTreasury;
beforeAll(async () => {
  made = await krakenTreasury();
});
afterAll(async () => {
  expect(made.server.logged).toEqual([]);
  await made.end();
});

const text = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '1',
    '-1',
    '1e9',
    'true',
    '__proto__',
    'constructor',
    'XBT',
    'XXBT',
    'ZEUR',
    'Cold storage',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  fc.double().map(String),
);
const name = fc.oneof(
  fc.constantFrom(
    'nonce',
    'asset',
    'key',
    'amount',
    'address',
    'refid',
    'cursor',
    'limit',
    'start',
    'end',
    'pair',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const body = fc.oneof(
  fc.array(fc.tuple(name, text), { maxLength: 8 }).map((pairs) => new URLSearchParams(pairs).toString()),
  fc.array(fc.tuple(name, text), { maxLength: 8 }).map((pairs) => JSON.stringify(Object.fromEntries(pairs))),
  fc.json(),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const type = fc.constantFrom(
  'application/x-www-form-urlencoded',
  'application/json',
  'text/plain',
  'application/json; x',
);
const fuzzed = fc.record({
  method: fc.constantFrom('POST', 'POST', 'POST', 'GET', 'PUT', 'DELETE', 'HEAD'),
  kind: fc.constantFrom('private', 'private', 'private', 'public', 'Private', ''),
  endpoint: fc.oneof(
    fc.constantFrom(...PRIVATE, 'Time', 'SystemStatus', 'Assets', 'AssetPairs', 'AddOrder'),
    fc.string({ unit: 'binary', maxLength: 8 }).map((part) => encodeURIComponent(part)),
  ),
  query: fc.oneof(fc.constant(''), fc.constantFrom('?asset=%', '?nonce=1', '?asset=XBT&asset=XBT', '?%00')),
  body,
  type,
});

/** Everything but when keys were used: that is no decision. */
const state = (): string => JSON.stringify(projectionsOf(made.store));

test(
  'strangers get a typed answer, whatever they send, and change nothing',
  async () => {
    const before = state();
    const sign = fc.oneof(fc.constant(''), fc.base64String({ maxLength: 88 }));
    await fc.assert(
      fc.asyncProperty(
        fuzzed,
        sign,
        fc.boolean(),
        async ({ method, kind, endpoint, query, body, type }, sent, known) => {
          const reply = await made.server.send(method, `/0/${kind}/${endpoint}${query}`, {
            ...(method === 'GET' || method === 'HEAD' ? {} : { raw: body }),
            headers: { 'content-type': type, 'api-key': known ? made.bot.apiKey : 'A', 'api-sign': sent },
          });
          expect(reply.status).toBe(200);
          if (method === 'HEAD') return;
          const { error, result } = reply.json as { error: string[]; result?: unknown };
          expect(error.every((each) => /^E[A-Z][A-Za-z]+:[A-Z][a-z ]+$/.test(each))).toBe(true);
          expect(error.length === 0).toBe(result !== undefined);
          if (kind === 'private') expect(error).toHaveLength(1);
        },
      ),
      { numRuns: RUNS },
    );
    expect(state()).toBe(before);
  },
  ENOUGH_MS,
);

test(
  'whoever signs rightly gets a typed answer to any parameters, and withdraws nothing by chance',
  async () => {
    const before = state();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...PRIVATE),
        fc.array(fc.tuple(name, text), { maxLength: 6 }),
        async (endpoint, pairs) => {
          const { bot } = made;
          const nonce = bot.nextNonce();
          const others = pairs.filter(([each]) => each !== 'nonce');
          const sent = new URLSearchParams([['nonce', nonce], ...others]).toString();
          const { error, result } = await bot.ask(endpoint, sent, { nonce });
          expect(error.length === 0).toBe(result !== undefined);
          expect(error.every((each) => /^E(General|Funding):/.test(each))).toBe(true);
          expect(error).not.toContain('EGeneral:Internal error');
          if (endpoint === 'Withdraw' || endpoint === 'WithdrawCancel') expect(error).toHaveLength(1);
        },
      ),
      { numRuns: RUNS },
    );
    expect(state()).toBe(before);
  },
  ENOUGH_MS,
);
