import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ledgerOf, verdictOf } from '../engine/forged-ledger';
import { HOUR } from '../engine/organization-under-test';
import { krakenTreasury, newBot, newKey, type KrakenTreasury } from './kraken-treasury';
import { StreamClient } from './stream-client';

let made: KrakenTreasury;
let bob: { token: string };

beforeAll(async () => {
  made = await krakenTreasury();
});
afterAll(async () => {
  const { server, engine, store } = made;
  expect(server.logged).toEqual([]);
  expect(verdictOf(ledgerOf(store))).toMatchObject({ ok: true, notJudged: 0 });
  await server.close();
  await engine.close();
});
beforeEach(() => {
  bob = { token: made.bob.token ?? '' };
});

/** Bob decides over /v1, as from a desktop. */
async function decide(decision: 'approve' | 'reject', id: string) {
  const read = await made.server.send('GET', `/v1/requests/${id}`, bob);
  const body = {
    digest: read.json.digest as string,
    stepUp: { totp: made.bob.code() },
    ...(decision === 'reject' ? { reason: 'Not today' } : {}),
  };
  return made.server.send('POST', `/v1/requests/${id}/${decision}`, { ...bob, body });
}

describe('a bot withdraws', () => {
  test('it waits in people’s queues, a member approves, and the bot sees it succeed', async () => {
    const { bot, org } = made;
    const stream = await StreamClient.open(made.server.port, { token: bob.token });
    const refid = await bot.withdraw('1.25');
    await stream.has('request.created');
    stream.close();

    const queue = await made.server.send('GET', '/v1/requests?view=mine-to-decide', bob);
    expect(queue.json.items).toMatchObject([
      {
        id: refid,
        operation: 'withdrawal.crypto.create',
        status: 'pending',
        initiator: {
          kind: 'service-user',
          displayName: 'Payout bot',
          keyId: bot.keyId,
          custodianId: org.owner.id,
        },
        view: { initiator: { key: { label: 'Nightly', custodian: { displayName: 'Olga' } } } },
      },
    ]);
    expect(await bot.status(refid)).toBe('Initial onhold');
    expect(await bot.result('BalanceEx')).toMatchObject({ XXBT: { balance: '10', hold_trade: '1.25' } });

    expect((await decide('approve', refid)).json).toMatchObject({ status: 'completed' });
    expect(await bot.status(refid)).toBe('Success');
    expect(await bot.result('Balance')).toEqual({ XXBT: '8.75' });
  });

  test('nobody’s Execute, and no toggle that is off, lets it through without people', async () => {
    const refid = await made.bot.withdraw('0.5');
    const detail = await made.bob.ok('requests.get', { id: refid });
    expect(detail).toMatchObject({ status: 'pending', queuedBecause: 'service_user', requiredApprovals: 1 });
    // The custodian, even as the Owner, may not decide what their key signed; they may cancel it.
    expect(await made.org.owner.ok('requests.get', { id: refid })).toMatchObject({
      canDecide: false,
      cannotDecideBecause: 'self_approval',
    });
    await made.org.owner.ok('requests.cancel', { id: refid });
    expect(await made.bot.status(refid)).toBe('Failure canceled');
  });

  test('rejected', async () => {
    const refid = await made.bot.withdraw();
    expect((await decide('reject', refid)).json).toMatchObject({ status: 'rejected' });
    expect(await made.bot.status(refid)).toBe('Failure canceled');
  });

  test('cancelled by the bot itself', async () => {
    const { bot, bob: person } = made;
    const refid = await bot.withdraw();
    const held = await bot.result('BalanceEx');
    expect(held).toMatchObject({ XXBT: { hold_trade: '1' } });
    // Of another asset it isn’t.
    expect(await bot.refused('WithdrawCancel', { asset: 'ETH', refid })).toBe(
      'EFunding:Unknown reference id',
    );
    expect(await bot.result('WithdrawCancel', { asset: 'XBT', refid })).toBe(true);
    expect(await bot.status(refid)).toBe('Failure canceled');
    expect(await bot.result('BalanceEx')).toMatchObject({ XXBT: { hold_trade: '0' } });
    const detail = await person.ok('requests.get', { id: refid });
    expect(detail).toMatchObject({ status: 'cancelled', cancellation: { by: bot.serviceUserId } });
    expect(detail.timeline.at(-1)).toMatchObject({
      kind: 'cancelled',
      by: { id: bot.serviceUserId, displayName: 'Payout bot' },
    });
    // There is nothing left to cancel, and nothing happens.
    expect(await bot.result('WithdrawCancel', { asset: 'XBT', refid })).toBe(false);
  });

  test('expired', async () => {
    const refid = await made.bot.withdraw();
    made.clock.advance(72 * HOUR);
    expect(await made.bot.status(refid)).toBe('Failure canceled');
    for (const person of [made.org.owner, made.ann, made.bob]) await person.signIn();
  });

  test('failed, where its destination is gone when it is approved', async () => {
    const { bot, org } = made;
    const adding = { asset: 'BTC', network: 'bitcoin', label: 'Short-lived' };
    const addressId = await org.usableAddress({ ...adding, address: '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2' });
    const { refid } = await bot.result('Withdraw', { asset: 'XXBT', key: 'Short-lived', amount: '1' });
    await org.owner.initiate('address.remove', { addressId });
    bob = { token: made.bob.token ?? '' };
    expect((await decide('approve', refid as string)).json).toMatchObject({ status: 'failed' });
    expect(await bot.status(refid as string)).toBe('Failure');
  });

  test('the ledger says by whom, with which key and from where', async () => {
    const refid = await made.bot.withdraw('0.1');
    const { items } = await made.org.owner.ok('audit.list', { limit: 3 });
    expect(items).toMatchObject([
      { type: 'key.used', payload: { keyId: made.bot.keyId, address: '127.0.0.1' } },
      { type: 'ledger.posted' },
      {
        type: 'request.created',
        requestId: refid,
        actor: made.bot.serviceUserId,
        actorName: 'Payout bot',
        device: 'API key “Nightly”',
      },
    ]);
    await made.bot.result('WithdrawCancel', { refid });
  });
});

describe('what a key sees', () => {
  test('its own requests, not another key’s, of the same Service User neither', async () => {
    const { org, server, bot } = made;
    const other = await newBot(org, server, { name: 'Other bot' });
    const second = await newKey(org, server, bot.serviceUserId);
    const refid = await bot.withdraw();
    for (const stranger of [other, second]) {
      expect(await stranger.result('WithdrawStatus')).toEqual([]);
      expect(await stranger.refused('WithdrawCancel', { refid })).toBe('EFunding:Unknown reference id');
    }
    expect(await bot.status(refid)).toBe('Initial onhold');
    const persons = await made.withdraw();
    expect(await bot.refused('WithdrawCancel', { refid: persons.id })).toBe('EFunding:Unknown reference id');
    await made.ann.ok('requests.cancel', { id: persons.id });
    await bot.result('WithdrawCancel', { refid });
  });

  test('its account alone', async () => {
    const { org, server } = made;
    const created = await org.owner.initiate('account.create', { name: 'Reserve' });
    const reserve = created.result?.accountId ?? '';
    await org.deposit('EUR', '500', 'opening', reserve);
    const both = await newBot(org, server, {
      name: 'Two accounts',
      accountIds: [org.main, reserve],
      key: { accountId: reserve },
    });
    expect(await both.result('Balance')).toEqual({ ZEUR: '500.00' });
    expect(await both.result('WithdrawAddresses')).toEqual([]);
    const asked = { asset: 'XBT', key: 'Cold storage', amount: '1' };
    expect(await both.refused('Withdraw', asked)).toBe('EFunding:Unknown withdraw key');
    // A key made when there was one account doesn’t choose between the two that there are by now.
    const { bot } = made;
    const before = await org.owner.ok('serviceUsers.get', { id: bot.serviceUserId });
    expect(await bot.result('Balance')).toMatchObject({ XXBT: expect.any(String) });
    const change = { serviceUserId: bot.serviceUserId, scopes: ['query', 'withdraw'] };
    await org.owner.initiate('service-user.permissions.change', {
      ...change,
      accountIds: [org.main, reserve],
      baseVersion: before.version,
    });
    expect(await bot.refused('Balance')).toBe('EGeneral:Permission denied');
    expect(await bot.refused('Withdraw', asked)).toBe('EGeneral:Permission denied');
    expect(await bot.ask('WithdrawStatus')).toMatchObject({ error: [] });
    const after = await org.owner.ok('serviceUsers.get', { id: bot.serviceUserId });
    await org.owner.initiate('service-user.permissions.change', {
      ...change,
      accountIds: [org.main],
      baseVersion: after.version,
    });
  });
});
