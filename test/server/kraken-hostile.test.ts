import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LARGEST_BODY } from '../../main/server/request-input';
import { projectionsOf } from '../engine/engine-with-store';
import { ledgerOf, verdictOf } from '../engine/forged-ledger';
import { krakenTreasury, unchangedBy, type Bot, type KrakenTreasury } from './kraken-treasury';

const PAYOUT = { asset: 'XBT', key: 'Cold storage', amount: '1' };

let made: KrakenTreasury;
let before: Record<string, unknown[]>;

beforeAll(async () => {
  made = await krakenTreasury();
});
afterAll(async () => {
  expect(made.server.logged).toEqual([]);
  expect(verdictOf(ledgerOf(made.store))).toMatchObject({ ok: true });
  await made.end();
});

describe('signatures', () => {
  test.each<[string, Parameters<Bot['refused']>[2], string]>([
    ['another secret', { secret: Buffer.alloc(64, 7).toString('base64') }, 'EAPI:Invalid signature'],
    ['an empty one', { headers: { 'api-sign': '' } }, 'EAPI:Invalid signature'],
    ['a short one', { headers: { 'api-sign': 'AAAA' } }, 'EAPI:Invalid signature'],
    ['no base64', { headers: { 'api-sign': '%%%%' } }, 'EAPI:Invalid signature'],
    ['one for another endpoint', { signedPath: '/0/private/Balance' }, 'EAPI:Invalid signature'],
    ['an unknown key', { headers: { 'api-key': 'A'.repeat(56) } }, 'EAPI:Invalid key'],
    ['an empty key', { headers: { 'api-key': '' } }, 'EAPI:Invalid key'],
    ['an endless key', { headers: { 'api-key': 'A'.repeat(8_000) } }, 'EAPI:Invalid key'],
  ])('%s', async (_what, sent, error) => {
    const { bot } = made;
    expect(await unchangedBy(made, () => bot.refused('Withdraw', PAYOUT, sent))).toBe(error);
  });

  test('a body that differs from what was signed, by one digit or by where a parameter ends', async () => {
    const { bot } = made;
    for (const [signed, sent] of [
      ['nonce=NONCE&asset=XBT&key=Cold+storage&amount=1', 'asset=XBT&key=Cold+storage&amount=9'],
      ['nonce=NONCE&asset=XBT&key=Cold+storage&amount=1', 'asset=XBT&key=Cold%20storage&amount=1'],
    ] as const) {
      const nonce = bot.nextNonce();
      const call = () => bot.refused('Withdraw', signed, { nonce, body: `nonce=${nonce}&${sent}` });
      expect(await unchangedBy(made, call)).toBe('EAPI:Invalid signature');
    }
  });

  test('a key without its own header, and without being posted', async () => {
    const { server } = made;
    const post = await server.send('POST', '/0/private/Balance', { raw: 'nonce=1' });
    expect(post.json).toEqual({ error: ['EAPI:Invalid key'] });
    const get = await server.send('GET', '/0/private/Balance', { headers: { 'api-key': made.bot.apiKey } });
    expect(get.json).toEqual({ error: ['EAPI:Invalid key'] });
  });

  test('/v1 knows no API keys', async () => {
    const { server, bot } = made;
    for (const headers of [
      { authorization: `Bearer ${bot.apiKey}` },
      { 'api-key': bot.apiKey, 'api-sign': bot.sign('/v1/accounts', '1', '') },
    ])
      expect((await server.send('GET', '/v1/accounts', { headers })).json).toMatchObject({
        code: 'unauthenticated',
      });
  });
});

describe('parameters', () => {
  const invalid = 'EGeneral:Invalid arguments';
  beforeEach(() => {
    before = projectionsOf(made.store);
  });

  test.each([
    ['one twice', 'nonce=NONCE&asset=XBT&key=Cold+storage&amount=1&amount=2', invalid],
    ['the nonce twice', 'nonce=NONCE&nonce=99999999&asset=XBT&key=Cold+storage&amount=1', invalid],
    ['no amount', 'nonce=NONCE&asset=XBT&key=Cold+storage', invalid],
    ['no key', 'nonce=NONCE&asset=XBT&amount=1', invalid],
    ['no asset', 'nonce=NONCE&key=Cold+storage&amount=1', invalid],
    ['an amount of nothing', 'nonce=NONCE&asset=XBT&key=Cold+storage&amount=0', invalid],
    ['a negative amount', 'nonce=NONCE&asset=XBT&key=Cold+storage&amount=-1', invalid],
    ['an exponent upwards', 'nonce=NONCE&asset=XBT&key=Cold+storage&amount=1e3', invalid],
    ['an exponent below the smallest unit', 'nonce=NONCE&asset=XBT&key=Cold+storage&amount=1e-9', invalid],
    ['an exponent of nothing', 'nonce=NONCE&asset=XBT&key=Cold+storage&amount=1e-0', invalid],
    ['more decimals than there are', 'nonce=NONCE&asset=XBT&key=Cold+storage&amount=0.123456789', invalid],
    ['an endless amount', `nonce=NONCE&asset=XBT&key=Cold+storage&amount=${'9'.repeat(100_000)}`, invalid],
    ['an unknown asset', 'nonce=NONCE&asset=DOGE&key=Cold+storage&amount=1', 'EFunding:Unknown asset'],
    ['a name of every object', 'nonce=NONCE&asset=__proto__&key=x&amount=1', 'EFunding:Unknown asset'],
    ['an unknown key', 'nonce=NONCE&asset=XBT&key=constructor&amount=1', 'EFunding:Unknown withdraw key'],
    [
      'a key of another asset',
      'nonce=NONCE&asset=LTC&key=Cold+storage&amount=1',
      'EFunding:Unknown withdraw key',
    ],
    [
      'the label in capitals',
      'nonce=NONCE&asset=XBT&key=COLD+STORAGE&amount=1',
      'EFunding:Unknown withdraw key',
    ],
    ['too much', 'nonce=NONCE&asset=XBT&key=Cold+storage&amount=100000', 'EFunding:Insufficient funds'],
    [
      'another address than the key’s',
      'nonce=NONCE&asset=XBT&key=Cold+storage&amount=1&address=1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2',
      'EFunding:Invalid withdrawal address',
    ],
  ])('%s', async (_what, body, error) => {
    expect(await made.bot.refused('Withdraw', body)).toBe(error);
    expect(projectionsOf(made.store)).toEqual(before);
  });

  test('a refid that is nobody’s', async () => {
    const { bot } = made;
    expect(await bot.refused('WithdrawCancel', { asset: 'XBT' })).toBe(invalid);
    for (const refid of ['', 'x', 'req_1', `req_${'0'.repeat(24)}`, '__proto__', 'x'.repeat(10_000)])
      expect(await bot.refused('WithdrawCancel', { asset: 'XBT', refid })).toBe(
        'EFunding:Unknown reference id',
      );
  });

  test.each([
    { limit: '0' },
    { limit: '501' },
    { limit: 'x' },
    { start: 'yesterday' },
    { end: '-1' },
    { cursor: 'x' },
    { cursor: '__proto__' },
  ])('a list of %o', async (parameters) => {
    expect(await made.bot.refused('WithdrawStatus', parameters as Record<string, string>)).toBe(invalid);
  });

  test('parameters in the query, which nobody signed', async () => {
    expect(await made.bot.refused('Withdraw', PAYOUT, { query: '?amount=5' })).toBe(invalid);
    expect(projectionsOf(made.store)).toEqual(before);
  });

  test('bodies of other kinds, and huge ones', async () => {
    const { bot } = made;
    const body = 'nonce=NONCE&asset=XBT&key=Cold+storage&amount=1';
    const typed = (type: string) => bot.refused('Withdraw', body, { headers: { 'content-type': type } });
    for (const type of ['text/plain', 'multipart/form-data', 'application/xml', 'application/jsonp'])
      expect(await typed(type)).toBe('EAPI:Invalid signature');
    expect(await bot.refused('Withdraw', `${body}&x=${'y'.repeat(LARGEST_BODY)}`)).toBe(invalid);
    const utf16 = Buffer.from(body, 'utf16le');
    const reply = await made.server.send('POST', '/0/private/Withdraw', {
      raw: Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]),
      headers: { 'api-key': bot.apiKey, 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(reply.json).toEqual({ error: [invalid] });
    expect(projectionsOf(made.store)).toEqual(before);
  });

  test('paths that are none of Kraken’s', async () => {
    const { server, bot } = made;
    for (const path of [
      '/0',
      '/0/',
      '/0/public',
      '/0/public/Ticker',
      '/0/public/__proto__',
      '/0/private/constructor',
      '/0/private/withdraw',
      '/0/private/Withdraw/',
      '/0/private//Withdraw',
      '/0/private/With%64raw',
      '/0/private/AddOrder',
      '/0/Withdraw',
    ])
      expect((await server.send('POST', path, { raw: '' })).json).toEqual({
        error: ['EGeneral:Unknown method'],
      });
    expect(await bot.refused('AddOrder', PAYOUT)).toBe('EGeneral:Unknown method');
    expect((await server.send('DELETE', '/0/public/Time')).json).toEqual({
      error: ['EGeneral:Unknown method'],
    });
    expect((await server.send('GET', '/00/public/Time')).json).toMatchObject({ code: 'not_found' });
  });
});
