import { describe, expect, it } from 'vitest';
import {
  BTC_ADDRESS,
  HOUR,
  MINUTE,
  newOrganization,
  onWithdrawals,
  type OrganizationUnderTest,
  type Person,
} from './organization-under-test';

async function treasury(): Promise<{
  org: OrganizationUnderTest;
  addressId: string;
  ann: Person;
  bob: Person;
  cy: Person;
}> {
  const org = await newOrganization();
  await org.deposit('BTC', '10');
  const ann = await org.invite('Ann', onWithdrawals('initiate'));
  const bob = await org.invite('Bob', onWithdrawals('approve'));
  const cy = await org.invite('Cy', onWithdrawals('approve', 'initiate'));
  const added = await org.owner.initiate(
    'address.crypto.add',
    { asset: 'BTC', network: 'bitcoin', address: BTC_ADDRESS, label: 'Cold storage' },
    { accountId: org.main as never },
  );
  // The hold of the new address runs out; so did everybody's session meanwhile.
  org.clock.advance(25 * HOUR);
  for (const person of [org.owner, ann, bob, cy]) await person.signIn();
  org.clock.advance(6 * MINUTE);
  return { org, addressId: added.result?.addressId ?? '', ann, bob, cy };
}

const withdrawal = (addressId: string, amount = '1.5'): object => ({ asset: 'BTC', amount, addressId });

describe('a withdrawal from start to end', () => {
  it('waits for approval, refuses its initiator, and completes with somebody else’s', async () => {
    const { org, addressId, ann, bob } = await treasury();
    const request = await ann.initiate('withdrawal.crypto.create', withdrawal(addressId), {
      accountId: org.main as never,
      note: 'For the auditors',
    });
    expect(request).toMatchObject({
      status: 'pending',
      queuedBecause: 'no_execute',
      requiredApprovals: 1,
      view: { params: { destination: { address: BTC_ADDRESS } }, note: 'For the auditors' },
    });
    const held = await org.owner.ok('accounts.list');
    expect(held.items[0]?.balances).toEqual([{ asset: 'BTC', total: '10', available: '8.5', held: '1.5' }]);

    expect(await ann.refused('requests.approve', { id: request.id, digest: request.digest })).toMatchObject({
      code: 'permission_denied',
    });
    const done = await bob.approve(request.id, 'Matches the memo');
    expect(done).toMatchObject({ status: 'completed', approvals: [{ displayName: 'Bob', valid: true }] });
    const after = await org.owner.ok('accounts.list');
    expect(after.items[0]?.balances).toEqual([{ asset: 'BTC', total: '8.5', available: '8.5', held: '0' }]);
    expect(await bob.refused('requests.approve', { id: request.id, digest: request.digest })).toMatchObject({
      code: 'not_pending',
    });
  });

  it('never lets anybody approve their own, whatever they hold', async () => {
    const { org, addressId, cy, bob } = await treasury();
    const request = await cy.initiate('withdrawal.crypto.create', withdrawal(addressId), {
      accountId: org.main as never,
    });
    const approval = { id: request.id, digest: request.digest };
    expect(await cy.refused('requests.approve', approval)).toMatchObject({ code: 'self_approval' });
    expect(await cy.refused('requests.reject', { ...approval, reason: 'no' })).toMatchObject({
      code: 'self_approval',
    });
    expect(await bob.refused('requests.approve', { ...approval, digest: 'f'.repeat(64) })).toMatchObject({
      code: 'stale_view',
    });
    expect((await bob.ok('requests.get', { id: request.id })).status).toBe('pending');
  });

  it('refuses overdraw, too many decimals, a new address and an unknown account', async () => {
    const { org, addressId, ann } = await treasury();
    const start = (params: object, accountId = org.main): Promise<{ code: string; detail: string }> =>
      ann.refused('requests.create', { operation: 'withdrawal.crypto.create', params, accountId });
    expect(await start(withdrawal(addressId, '10.00000001'))).toMatchObject({
      code: 'insufficient_balance',
      detail: 'Main has 10 BTC available.',
    });
    expect(await start(withdrawal(addressId, '1.000000001'))).toMatchObject({ code: 'validation_failed' });
    expect(await start(withdrawal(addressId, '0'))).toMatchObject({ code: 'validation_failed' });
    expect(await start(withdrawal(addressId), 'acc_0000')).toMatchObject({ code: 'not_found' });
    expect(await start(withdrawal('adr_0000'))).toMatchObject({ code: 'not_found' });
  });

  it('expires at its time, releases the hold, and answers not_pending afterwards', async () => {
    const { org, addressId, ann, bob } = await treasury();
    const request = await ann.initiate('withdrawal.crypto.create', withdrawal(addressId), {
      accountId: org.main as never,
    });
    org.clock.advance(72 * HOUR);
    await bob.signIn();
    expect(await bob.refused('requests.approve', { id: request.id, digest: request.digest })).toMatchObject({
      code: 'not_pending',
    });
    expect(await bob.ok('requests.get', { id: request.id })).toMatchObject({ status: 'expired' });
    await org.owner.signIn();
    const accounts = await org.owner.ok('accounts.list');
    expect(accounts.items[0]?.balances).toEqual([{ asset: 'BTC', total: '10', available: '10', held: '0' }]);
  });

  it('completes at once for a holder of Execute, but only with a fresh second factor', async () => {
    const { org, addressId } = await treasury();
    const input = {
      operation: 'withdrawal.crypto.create',
      params: withdrawal(addressId),
      accountId: org.main,
    };
    expect(await org.owner.refused('requests.create', input)).toMatchObject({
      code: 'second_factor_required',
    });
    expect(
      await org.owner.refused('requests.create', { ...input, stepUp: { totp: '000000' } }),
    ).toMatchObject({
      code: 'second_factor_invalid',
    });
    const done = await org.owner.ok('requests.create', { ...input, stepUp: { totp: org.owner.code() } });
    expect(done).toMatchObject({ status: 'completed', requiredApprovals: 0 });
  });
});
