import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAllowedFrom } from '../../main/engine/auth/allowed-addresses';
import { isSignedBy } from '../../main/engine/auth/signed-message';
import { parametersIn } from '../../main/server/kraken/parameters';
import { messageToSign, signatureIn } from '../../main/server/kraken/signature';
import { BTC_ADDRESS } from '../engine/organization-under-test';
import { krakenTreasury, newBot, type KrakenTreasury } from './kraken-treasury';

describe('Kraken’s published example', () => {
  const secret = 'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==';
  const body = 'nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25';
  const published =
    '4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==';
  const message = messageToSign('/0/private/AddOrder', '1616492376594', body);

  test('has the signature that it says', () => {
    expect(createHmac('sha512', Buffer.from(secret, 'base64')).update(message).digest('base64')).toBe(
      published,
    );
    expect(isSignedBy(secret, message, signatureIn(published))).toBe(true);
  });

  test('has no other', () => {
    expect(isSignedBy(secret, message, signatureIn(published.replace('4/d', '4/e')))).toBe(false);
    expect(isSignedBy(secret, message, signatureIn(published.slice(0, -4)))).toBe(false);
    expect(isSignedBy(secret, message, signatureIn(undefined))).toBe(false);
    const other = messageToSign('/0/private/AddOrder', '1616492376595', body);
    expect(isSignedBy(secret, other, signatureIn(published))).toBe(false);
  });
});

test('an allow list holds addresses and networks of both families', () => {
  expect(isAllowedFrom([], 'unknown')).toBe(true);
  const list = ['192.0.2.7', '198.51.100.0/24', '2001:db8:1::/48', '::1'];
  const allowed = ['192.0.2.7', '198.51.100.255', '2001:db8:1:2::9', '::1', '::1%lo'];
  const others = ['192.0.2.8', '198.51.101.0', '2001:db8:2::1', 'fe80::1%eth0', 'unknown', '', 'local'];
  expect(allowed.filter((address) => isAllowedFrom(list, address))).toEqual(allowed);
  expect(others.filter((address) => isAllowedFrom(list, address))).toEqual([]);
});

describe('bodies', () => {
  const given = (body: string, type = 'application/json') => {
    const { parameters, isSound } = parametersIn(body, type);
    return isSound ? Object.fromEntries(parameters) : null;
  };

  test('as JSON say the same as a form, numbers to the last digit', () => {
    expect(
      given('{"nonce": 1616492376594000001, "amount": 12345678901234567.00000001, "key": "a \\"1\\" : b"}'),
    ).toEqual({
      nonce: '1616492376594000001',
      amount: '12345678901234567.00000001',
      key: 'a "1" : b',
    });
    expect(given('{"cursor":true,"n":-1.5e+3}', 'application/json; charset=utf-8')).toEqual({
      cursor: 'true',
      n: '-1.5e+3',
    });
    expect(given('nonce=1&key=a+%22b%22', 'application/x-www-form-urlencoded; charset=utf-8')).toEqual({
      nonce: '1',
      key: 'a "b"',
    });
  });

  test.each([
    '',
    '[]',
    'null',
    '1',
    '"nonce"',
    '{"nonce":1,}',
    '{"nonce":1}{',
    '{"nonce":[1]}',
    '{"nonce":{"a":1}}',
    '{"nonce":null}',
    '{"nonce":1,"nonce":2}',
    '{"nonce":1,"\\u006eonce":2}',
    '{"__proto__":{"nonce":1}}',
    `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    `{"a":${'"\\'.repeat(60_000)}`,
  ])('%.40s is refused', (body) => {
    expect(given(body)).toBeNull();
  });

  test('of another kind are refused, and keep the nonce where it can be read', () => {
    expect(given('nonce=1', 'text/plain')).toBeNull();
    const twice = parametersIn('{"nonce":1,"a":1,"a":2}', 'application/json');
    expect([twice.isSound, twice.parameters.get('nonce')]).toEqual([false, '1']);
  });
});

describe('what bots are told', () => {
  let made: KrakenTreasury;
  beforeAll(async () => {
    made = await krakenTreasury();
  });
  afterAll(async () => {
    expect(made.server.logged).toEqual([]);
    await made.end();
  });
  const told = async (path: string) => (await made.server.send('GET', `/0/public/${path}`)).json;

  test('the time, and that the server answers', async () => {
    const at = new Date(made.clock.now());
    expect(await told('Time')).toEqual({
      error: [],
      result: {
        unixtime: Math.floor(at.getTime() / 1000),
        rfc1123: expect.stringMatching(/^Mon, 05 Jan 26 \d\d:\d\d:\d\d \+0000$/),
      },
    });
    expect(await told('SystemStatus')).toEqual({
      error: [],
      result: { status: 'online', timestamp: `${at.toISOString().slice(0, 19)}Z` },
    });
    const reply = await made.server.send('GET', '/0/public/Time');
    expect(reply.headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  });

  test('assets and pairs, all or those asked for, posted or got', async () => {
    expect((await told('Assets?asset=XBT,ZEUR')).result).toEqual({
      XXBT: { aclass: 'currency', altname: 'XBT', decimals: 8, display_decimals: 5, status: 'enabled' },
      ZEUR: { aclass: 'currency', altname: 'EUR', decimals: 2, display_decimals: 2, status: 'enabled' },
    });
    const posted = await made.server.send('POST', '/0/public/Assets', {
      raw: 'asset=BTC',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(Object.keys(posted.json.result)).toEqual(['XXBT']);
    expect(Object.keys((await told('Assets')).result)).toContain('USDC');
    expect(await told('Assets?asset=DOGE')).toEqual({ error: ['EQuery:Unknown asset'] });
    expect(await told('Assets?asset=XBT&asset=ETH')).toEqual({ error: ['EGeneral:Invalid arguments'] });
    expect((await told('AssetPairs?pair=XBTUSD')).result).toMatchObject({
      XXBTZUSD: { altname: 'XBTUSD', base: 'XXBT', quote: 'ZUSD', pair_decimals: 2, lot_decimals: 8 },
    });
    // Nothing is traded here, and the pairs say so.
    const pairs = Object.values<{ status: string }>((await told('AssetPairs')).result);
    expect(new Set(pairs.map(({ status }) => status))).toEqual(new Set(['cancel_only']));
    expect(await told('AssetPairs?pair=__proto__')).toEqual({ error: ['EQuery:Unknown asset pair'] });
  });

  test('where a withdrawal may go, and what it would come to', async () => {
    const { bot } = made;
    expect(await bot.result('WithdrawMethods', { asset: 'USDT' })).toEqual([
      { asset: 'USDT', method: 'Ethereum', network: 'Ethereum', minimum: '0.000001' },
    ]);
    expect(await bot.result('WithdrawMethods')).toHaveLength(9);
    const known = {
      address: BTC_ADDRESS,
      asset: 'XXBT',
      method: 'Bitcoin',
      key: 'Cold storage',
      verified: true,
    };
    expect(await bot.result('WithdrawAddresses')).toEqual([known]);
    expect(await bot.result('WithdrawAddresses', { asset: 'XBT', key: 'Cold storage' })).toEqual([known]);
    expect(await bot.result('WithdrawAddresses', { method: 'Litecoin' })).toEqual([]);
    expect(await bot.result('WithdrawInfo', { asset: 'XBT', key: 'Cold storage', amount: '0.50' })).toEqual({
      method: 'Bitcoin',
      limit: '10',
      amount: '0.5',
      fee: '0',
    });
    expect(await bot.result('WithdrawStatus')).toEqual([]);
  });

  test('an address that is on hold can’t be sent to yet, and says so', async () => {
    const { org, bot } = made;
    await org.setPolicy('addresses', { addressHoldHours: 24 });
    const params = {
      asset: 'LTC',
      network: 'litecoin',
      label: 'New',
      address: 'LaMT348PWRnrqeeWArpwQPbuanpXDZGEUz',
    };
    await org.owner.initiate('address.crypto.add', params, { accountId: org.main as never });
    await org.deposit('LTC', '5');
    expect(await bot.result('WithdrawAddresses', { verified: 'false' })).toMatchObject([
      { key: 'New', verified: false },
    ]);
    expect(await bot.refused('Withdraw', { asset: 'LTC', key: 'New', amount: '1' })).toBe(
      'EFunding:Unknown withdraw key',
    );
  });

  test('JSON does as well as a form, amounts as numbers too', async () => {
    const { bot } = made;
    const headers = { 'content-type': 'application/json' };
    const body = '{"nonce":"NONCE","asset":"XBT","key":"Cold storage","amount":1.25}';
    const { result } = await bot.ask('Withdraw', body, { headers });
    expect(await bot.status(result.refid as string)).toBe('Initial onhold');
    expect(await bot.refused('Withdraw', body.replace('}', ',"amount":2}'), { headers })).toBe(
      'EGeneral:Invalid arguments',
    );
  });

  test('lists in pages, by asset and by time', async () => {
    const bot = await newBot(made.org, made.server, { name: 'Pages' });
    const started: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      made.clock.advance(1_000);
      started.unshift(await bot.withdraw('0.01'));
    }
    const ids = (items: { refid: string }[]) => items.map(({ refid }) => refid);
    expect(ids(await bot.result('WithdrawStatus'))).toEqual(started);
    const seen: string[] = [];
    for (let cursor: string | null = 'true'; cursor !== null;) {
      const page = await bot.result('WithdrawStatus', { cursor, limit: '2' });
      seen.push(...ids(page.withdrawals));
      cursor = page.next_cursor as string | null;
    }
    expect(seen).toEqual(started);
    expect(await bot.result('WithdrawStatus', { asset: 'LTC' })).toEqual([]);
    const [newest, second] = await bot.result('WithdrawStatus');
    const at = { start: String(second.time), end: String(newest.time) };
    expect(ids(await bot.result('WithdrawStatus', at))).toContain(second.refid);
    expect(await bot.result('WithdrawStatus', { end: '1' })).toEqual([]);
  });

  test('when a key was used last, for those who may see keys', async () => {
    const { org, bot, clock } = made;
    clock.advance(5_000);
    await bot.result('Balance');
    const used = new Date(clock.now()).toISOString();
    clock.advance(5_000);
    await bot.refused('Balance', {}, { secret: 'AAAA' });
    const { keys } = await org.owner.ok('serviceUsers.get', { id: bot.serviceUserId });
    expect(keys).toMatchObject([{ id: bot.keyId, lastUsedAt: used }]);
  });
});
