import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectionsOf } from '../engine/engine-with-store';
import { ledgerOf, verdictOf } from '../engine/forged-ledger';
import { HOUR, on } from '../engine/organization-under-test';
import { accessTeam } from '../engine/treasury';
import { krakenTreasury, newBot, newKey, unchangedBy, type KrakenTreasury } from './kraken-treasury';

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

const SLOW_MS = 30_000;

describe('keys that don’t work', () => {
  test('from another address than the list says', async () => {
    const { org, server } = made;
    const away = await newBot(org, server, {
      name: 'Away',
      key: { ipAllowList: ['192.0.2.0/24', '2001:db8::/32'] },
    });
    expect(await unchangedBy(made, () => away.refused('Withdraw', PAYOUT))).toBe(
      'EGeneral:Permission denied',
    );
    const here = await newKey(org, server, away.serviceUserId, org.owner, { ipAllowList: ['127.0.0.0/8'] });
    expect(await here.ask('Balance')).toMatchObject({ error: [] });
  });

  test('expired, from that moment on', async () => {
    const { org, server, clock } = made;
    const expiresAt = new Date(clock.now() + 2 * HOUR).toISOString();
    const brief = await newBot(org, server, { name: 'Brief', key: { expiresAt } });
    expect(await brief.ask('Balance')).toMatchObject({ error: [] });
    clock.advance(Date.parse(expiresAt) - clock.now() - 1);
    expect(await brief.ask('Balance')).toMatchObject({ error: [] });
    clock.advance(1);
    expect(await unchangedBy(made, () => brief.refused('Withdraw', PAYOUT))).toBe('EAPI:Invalid key');
  });

  test('revoked, and of a disabled Service User', async () => {
    const { org, server } = made;
    const one = await newBot(org, server, { name: 'Short' });
    const other = await newKey(org, server, one.serviceUserId);
    const refid = await one.withdraw('0.1');
    await org.owner.initiate('service-user.key.revoke', { keyId: one.keyId });
    expect(await one.refused('Balance')).toBe('EAPI:Invalid key');
    // What it started goes on (§6).
    expect(await made.bob.ok('requests.get', { id: refid })).toMatchObject({ status: 'pending' });
    expect(await other.ask('Balance')).toMatchObject({ error: [] });
    await org.owner.initiate('service-user.disable', { serviceUserId: one.serviceUserId });
    expect(await other.refused('Balance')).toBe('EAPI:Invalid key');
    expect(await made.bob.ok('requests.get', { id: refid })).toMatchObject({
      status: 'cancelled',
      cancellation: { by: null, reason: 'service_user_disabled' },
    });
  });

  test('whose custodian is suspended, for so long', async () => {
    const { org, server } = made;
    const { dan } = await accessTeam(made);
    await org.regrant(dan, {
      workflows: [...on('access', 'execute').workflows, ...on('withdrawals', 'initiate').workflows],
    });
    const theirs = await newBot(org, server, { name: 'Dan’s', custodian: dan });
    const refid = await theirs.withdraw('0.1');
    const captured = theirs.nextNonce();
    await org.owner.initiate('member.suspend', { memberId: dan.id });
    expect(await theirs.refused('Withdraw', PAYOUT, { nonce: captured })).toBe('EAPI:Invalid key');
    await org.owner.initiate('member.reinstate', { memberId: dan.id });
    expect(await theirs.status(refid)).toBe('Failure canceled');
    // Told that its key doesn’t work, the bot thinks nothing of that call any more, and nobody can make it happen now.
    expect(await theirs.refused('Withdraw', PAYOUT, { nonce: captured })).toBe('EAPI:Invalid nonce');
  });

  test('that have another scope', async () => {
    const { org, server } = made;
    const reader = await newBot(org, server, { name: 'Reader', scopes: ['query'] });
    expect(await reader.ask('Balance')).toMatchObject({ error: [] });
    expect(await reader.ask('WithdrawAddresses')).toMatchObject({ error: [] });
    for (const endpoint of ['Withdraw', 'WithdrawInfo'])
      expect(await reader.refused(endpoint, PAYOUT)).toBe('EGeneral:Permission denied');
    // Not even whether there is such an address.
    expect(await reader.refused('Withdraw', { ...PAYOUT, key: 'x' })).toBe('EGeneral:Permission denied');
    const sender = await newBot(org, server, { name: 'Sender', scopes: ['withdraw'] });
    expect(await sender.refused('Balance')).toBe('EGeneral:Permission denied');
    expect(await sender.ask('WithdrawInfo', PAYOUT)).toMatchObject({ error: [] });
    const trader = await newBot(org, server, { name: 'Trader', scopes: ['trade', 'earn'] });
    for (const endpoint of ['Balance', 'BalanceEx', 'WithdrawMethods', 'WithdrawAddresses'])
      expect(await trader.refused(endpoint)).toBe('EGeneral:Permission denied');
  });

  test('refusals stand in the ledger, once a minute for each reason, however often somebody knocks', async () => {
    const { org, bot } = made;
    made.clock.advance(HOUR);
    const refusals = async () =>
      (await org.owner.ok('audit.list', { type: 'key.refused' })).items.filter(
        ({ payload }) => (payload as { keyId?: string } | undefined)?.keyId === bot.keyId,
      );
    const had = (await refusals()).length;
    for (let count = 0; count < 5; count += 1) await bot.refused('Balance', {}, { secret: 'AAAA' });
    for (let count = 0; count < 5; count += 1) await bot.refused('Balance', {}, { nonce: '0' });
    const [last, first] = await refusals();
    expect(last?.payload).toEqual({ keyId: bot.keyId, because: 'nonce', address: '127.0.0.1' });
    expect(first?.payload).toEqual({ keyId: bot.keyId, because: 'signature', address: '127.0.0.1' });
    expect(await refusals()).toHaveLength(had + 2);
    made.clock.advance(60_000);
    await bot.refused('Balance', {}, { nonce: '0' });
    expect(await refusals()).toHaveLength(had + 3);
  });
});

test(
  'one key is slowed down by itself, in Kraken’s words, and everybody by their address',
  async () => {
    let now = 0;
    const slow = await krakenTreasury({ limits: { callsPerKeyPerSecond: 1 }, now: () => now });
    const other = await newBot(slow.org, slow.server, { name: 'Other' });
    for (let count = 0; count < 10; count += 1)
      expect(await slow.bot.ask('Balance')).toMatchObject({ error: [] });
    const was = projectionsOf(slow.store);
    expect(await slow.bot.refused('Withdraw', PAYOUT)).toBe('EAPI:Rate limit exceeded');
    expect(projectionsOf(slow.store)).toEqual(was);
    expect(await other.ask('Balance')).toMatchObject({ error: [] });
    // Who only knows the key’s name can’t keep the bot from calling.
    now += 1_000;
    for (let count = 0; count < 20; count += 1) await slow.bot.refused('Balance', {}, { secret: 'AAAA' });
    expect(await slow.bot.ask('Balance')).toMatchObject({ error: [] });
    await slow.end();

    const busy = await krakenTreasury({ limits: { requestsPerSecond: 1 }, now: () => 0 });
    let reply = await busy.server.send('GET', '/0/public/Time');
    for (let count = 0; count < 200 && reply.json.error.length === 0; count += 1)
      reply = await busy.server.send('GET', '/0/public/Time');
    expect(reply.json).toEqual({ error: ['EAPI:Rate limit exceeded'] });
    await busy.end();
  },
  SLOW_MS,
);
