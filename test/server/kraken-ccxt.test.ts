import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BTC_ADDRESS, T0 } from '../engine/organization-under-test';
import { KrakenClient, type CcxtKraken } from './ccxt-kraken';
import { krakenTreasury, type KrakenTreasury } from './kraken-treasury';

let made: KrakenTreasury;
let client: CcxtKraken;

beforeAll(async () => {
  made = await krakenTreasury();
  await made.org.deposit('EUR', '2500.5');
  client = new KrakenClient({
    apiKey: made.bot.apiKey,
    secret: made.bot.secret,
    urls: { api: { public: made.server.url, private: made.server.url } },
    // Its own pace is Kraken's; two calls in one millisecond would have one nonce.
    rateLimit: 5,
  });
});
afterAll(async () => {
  expect(made.server.logged).toEqual([]);
  await made.end();
});

const payout = (amount: number | string, key = 'Cold storage') =>
  client.withdraw('BTC', amount as number, BTC_ADDRESS, undefined, { key });

describe('ccxt, as it comes, pointed here by its urls', () => {
  test('asks for time, status and what there is', async () => {
    expect(await client.fetchTime()).toBe(Math.floor(made.clock.now() / 1000) * 1000);
    expect(await client.fetchStatus()).toMatchObject({ status: 'ok' });
    const currencies = await client.fetchCurrencies();
    expect(currencies).toMatchObject({
      BTC: { id: 'XXBT', precision: 1e-8, active: true },
      EUR: { id: 'ZEUR', precision: 0.01 },
      ETH: { id: 'XETH', precision: 1e-18 },
      USDC: { id: 'USDC', precision: 1e-6 },
    });
    const markets = await client.loadMarkets();
    expect(markets['BTC/EUR']).toMatchObject({ id: 'XXBTZEUR', active: false, margin: false });
    expect(markets['USDC/CHF']).toMatchObject({ id: 'USDCCHF' });
  });

  test('sees balances', async () => {
    const balance = await client.fetchBalance();
    expect(balance['BTC']).toEqual({ free: 10, used: 0, total: 10 });
    expect(balance['EUR']).toEqual({ free: 2500.5, used: 0, total: 2500.5 });
  });

  test('withdraws, lists, and sees what people made of it', async () => {
    const { id } = await payout(0.75);
    const [waiting] = await client.fetchWithdrawals('BTC');
    expect(waiting).toMatchObject({
      id,
      currency: 'BTC',
      amount: 0.75,
      address: BTC_ADDRESS,
      status: 'pending',
      type: 'withdrawal',
      fee: { currency: 'BTC', cost: 0 },
      timestamp: Math.floor(made.clock.now() / 1000) * 1000,
    });
    expect((await client.fetchBalance())['BTC']).toEqual({ free: 9.25, used: 0.75, total: 10 });
    await made.bob.approve(id);
    expect(await client.fetchWithdrawals('BTC')).toMatchObject([{ id, status: 'ok' }]);
    expect((await client.fetchBalance())['BTC']).toEqual({ free: 9.25, used: 0, total: 9.25 });
  });

  test('cancels', async () => {
    const { id } = await payout('0.25');
    const cancelled = await client.privatePostWithdrawCancel({ asset: 'XXBT', refid: id });
    expect(cancelled).toMatchObject({ error: [], result: true });
    const listed = await client.fetchWithdrawals();
    expect(listed.find((each) => each.id === id)).toMatchObject({ status: 'failed' });
  });

  test('reads on page by page', async () => {
    const started = [];
    for (const amount of ['0.1', '0.2', '0.3']) {
      made.clock.advance(1_000);
      started.push((await payout(amount)).id);
    }
    const found = await client.fetchWithdrawals('BTC', T0, undefined, {
      paginate: true,
      paginationCalls: 10,
      limit: 2,
    });
    // ccxt leaves them in the order they came in.
    const inTime = (listed: typeof found): string[] =>
      [...listed].sort((one, other) => one.timestamp - other.timestamp).map(({ id }) => id);
    expect(inTime(found).slice(-3)).toEqual(started);
    expect(new Set(found.map(({ id }) => id)).size).toBe(5);
    expect(found).toHaveLength(5);
    const since = made.clock.now() - 1_500;
    const late = await client.fetchWithdrawals('BTC', since);
    expect(inTime(late)).toEqual(started.slice(1));
  });

  test('withdraws the smallest amounts, which it writes as floating point does', async () => {
    const { id } = await payout(0.00000012);
    expect(await made.bob.ok('requests.get', { id })).toMatchObject({ params: { amount: '0.00000012' } });
  });

  test('raises its own errors, by what the server says', async () => {
    await expect(payout(1, 'Nowhere')).rejects.toMatchObject({ name: 'InvalidAddress' });
    await expect(payout(1_000)).rejects.toThrow('EFunding:Insufficient funds');
    const stranger = new KrakenClient({
      apiKey: made.bot.apiKey,
      secret: Buffer.alloc(64, 1).toString('base64'),
      urls: client.urls,
      rateLimit: 5,
    });
    await expect(stranger.fetchBalance()).rejects.toThrow('EAPI:Invalid signature');
    stranger.apiKey = 'nobody';
    await expect(stranger.fetchBalance()).rejects.toMatchObject({ name: 'AuthenticationError' });
    await expect(client.fetchTicker('BTC/EUR')).rejects.toThrow('EGeneral:Unknown method');
  });
});
