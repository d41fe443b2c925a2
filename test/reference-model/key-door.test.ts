import { expect, it } from 'vitest';
import type { MemberId } from '../../shared/contract/primitives';
import { organizationWithStore } from '../engine/engine-with-store';
import { BTC_DESTINATION, onWithdrawals } from '../engine/organization-under-test';
import { initiateWithKey } from './key-door';

it('takes a key for one account there only, queues what it starts, and its custodian doesn’t decide it (§4)', async () => {
  const { org, engine } = await organizationWithStore();
  const { owner } = org;
  const anna = await org.invite('Anna', onWithdrawals('approve'));
  const second = (await owner.initiate('account.create', { name: 'Second' })).result?.accountId ?? '';
  const addressId = await org.usableAddress(BTC_DESTINATION);
  await org.deposit('BTC', '1');
  const accountIds = [org.main, second];
  const bot = await owner.initiate('service-user.create', { name: 'Bot', scopes: ['withdraw'], accountIds });
  const serviceUserId = bot.result?.serviceUserId ?? '';
  const keyFor = async (accountId: string) =>
    (await owner.initiate('service-user.key.create', { serviceUserId, label: accountId, accountId })).result
      ?.keyId ?? '';
  const params = { asset: 'BTC', amount: '0.5', addressId };
  const input = { operation: 'withdrawal.crypto.create', accountId: org.main, params };
  expect(await initiateWithKey(engine, await keyFor(second), input)).toMatchObject({
    problem: { code: 'permission_denied' },
  });
  const started = await initiateWithKey(engine, await keyFor(org.main), input);
  expect(started).toMatchObject({ value: { status: 'pending', queuedBecause: 'service_user' } });
  if (!started.ok) return;
  const { id, eligibleApprovers } = started.value;
  expect(eligibleApprovers.map((member) => member.id)).toEqual([anna.id as MemberId]);
  const refused = await owner.refused('requests.approve', await owner.decision(id));
  expect(refused.code).toBe('self_approval');
  expect(await anna.approve(id)).toMatchObject({ status: 'completed' });
});
