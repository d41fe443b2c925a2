import { describe, expect, it } from 'vitest';
import { BTC_ADDRESS_2 } from './organization-under-test';
import { treasury } from './treasury';

describe('simulate', () => {
  it('takes every operation of an account, with the account or by what the parameters point at', async () => {
    const { org, addressId } = await treasury();
    const ask = (change: object) => org.owner.ok('simulate', { changes: [change] });
    const params = { asset: 'BTC', network: 'bitcoin', address: BTC_ADDRESS_2, label: 'Another' };
    const add = { operation: 'address.crypto.add', params };
    expect((await ask({ ...add, accountId: org.main })).refusedChange).toBeUndefined();
    expect((await ask(add)).refusedChange).toMatchObject({ index: 0, code: 'validation_failed' });
    expect((await ask({ ...add, accountId: 'acc_0' })).refusedChange).toMatchObject({ code: 'not_found' });
    const remove = { operation: 'address.remove', params: { addressId } };
    expect((await ask(remove)).refusedChange).toBeUndefined();
    const withdrawal = { asset: 'BTC', amount: '1', addressId };
    const withdraw = { operation: 'withdrawal.crypto.create', params: withdrawal };
    expect((await ask({ ...withdraw, accountId: org.main })).refusedChange).toBeUndefined();
    expect(
      (
        await ask({
          ...remove,
          operation: 'policy.lock',
          params: {
            workflow: 'access',
            baseVersion: 1,
          },
          accountId: org.main,
        })
      ).refusedChange,
    ).toMatchObject({ code: 'validation_failed' });
  });
});
