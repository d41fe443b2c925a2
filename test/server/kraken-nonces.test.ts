import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../main/engine';
import { ledgerOf, verdictOf } from '../engine/forged-ledger';
import { Bot, krakenTreasury, newBot, serveBots, unchangedBy, type KrakenTreasury } from './kraken-treasury';

const PAYOUT = { asset: 'XBT', key: 'Cold storage', amount: '1' };

let made: KrakenTreasury;

beforeAll(async () => {
  made = await krakenTreasury();
});
afterAll(async () => {
  expect(made.server.logged).toEqual([]);
  expect(verdictOf(ledgerOf(made.store))).toMatchObject({ ok: true });
  await made.end();
});

/** Opens databases on the disk, or several organizations. */
const SLOW_MS = 30_000;

describe('nonces', () => {
  test('one is good once, and nothing below it ever again', async () => {
    const { bot } = made;
    const nonce = bot.nextNonce();
    expect(await bot.ask('Withdraw', PAYOUT, { nonce })).toMatchObject({ error: [] });
    for (const again of [nonce, String(Number(nonce) - 1), '1', '0'])
      expect(await unchangedBy(made, () => bot.refused('Withdraw', PAYOUT, { nonce: again }))).toBe(
        'EAPI:Invalid nonce',
      );
  });

  test('two calls with one nonce at the same time: one of them counts', async () => {
    const { bot } = made;
    const nonce = bot.nextNonce();
    const both = await Promise.all([1, 2, 3, 4].map(() => bot.ask('Withdraw', PAYOUT, { nonce })));
    expect(both.filter(({ error }) => error.length === 0)).toHaveLength(1);
    expect(both.flatMap(({ error }) => error)).toEqual(Array(3).fill('EAPI:Invalid nonce'));
  });

  test('a refused call has used its nonce up too', async () => {
    const { bot } = made;
    const nonce = bot.nextNonce();
    expect(await bot.refused('Withdraw', { ...PAYOUT, amount: '1000000' }, { nonce })).toBe(
      'EFunding:Insufficient funds',
    );
    expect(await bot.refused('Withdraw', PAYOUT, { nonce })).toBe('EAPI:Invalid nonce');
  });

  test.each([
    ['none', ''],
    ['a word', 'soon'],
    ['negative', '-1'],
    ['a fraction', '99999.5'],
    ['an exponent', '1e9'],
    ['with a sign', '+99999'],
    ['beyond 64 bits', String(2n ** 64n)],
    ['a million digits', '9'.repeat(200_000)],
    ['other digits', '１２３４５６'],
  ])('%s is no nonce', async (_what, nonce) => {
    const { bot } = made;
    expect(await unchangedBy(made, () => bot.refused('Withdraw', PAYOUT, { nonce }))).toBe(
      'EAPI:Invalid nonce',
    );
  });

  test('the highest one ends a key', async () => {
    const ending = await newBot(made.org, made.server, { name: 'Ending' });
    const nonce = String(2n ** 64n - 1n);
    expect(await ending.ask('Balance', {}, { nonce })).toMatchObject({ error: [] });
    expect(await ending.refused('Balance', {}, { nonce })).toBe('EAPI:Invalid nonce');
  });
});

test(
  'a replayed call is refused after a restart too, and the bot goes on from where it was',
  async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-kraken-'));
    const on = await krakenTreasury({}, { databaseFile: path.join(folder, 'ledger.sqlite') });
    const nonce = on.bot.nextNonce();
    expect(await on.bot.ask('Withdraw', PAYOUT, { nonce })).toMatchObject({ error: [] });
    await on.end();
    const engine = await openEngine(on.options);
    const server = await serveBots(engine, () => on.clock.now());
    const { keyId, serviceUserId, apiKey, secret } = on.bot;
    const bot = new Bot(server, keyId, serviceUserId, apiKey, secret);
    expect(await bot.refused('Withdraw', PAYOUT, { nonce })).toBe('EAPI:Invalid nonce');
    const next = { nonce: String(Number(nonce) + 1) };
    expect((await bot.ask('WithdrawStatus', {}, next)).result).toHaveLength(1);
    await server.close();
    await engine.close();
    fs.rmSync(folder, { recursive: true });
  },
  SLOW_MS,
);
