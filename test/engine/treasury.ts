import type { EngineOptions } from '../../main/engine/options';
import type { RequestDetail } from '../../shared/contract/requests';
import { organizationWithStore, type OrganizationWithStore } from './engine-with-store';
import { BTC_DESTINATION, on, onWithdrawals, type Person } from './organization-under-test';

export interface Treasury extends OrganizationWithStore {
  addressId: string;
  /** Starts withdrawals. */
  ann: Person;
  /** Approve withdrawals. */
  bob: Person;
  cy: Person;
  withdraw(by?: Person, amount?: string): Promise<RequestDetail>;
  balance(): Promise<unknown>;
}

/** Ten BTC, one usable address, one initiator and two approvers of withdrawals. */
export async function treasury(over: Partial<EngineOptions> = {}): Promise<Treasury> {
  const opened = await organizationWithStore(over);
  const { org } = opened;
  await org.deposit('BTC', '10');
  const addressId = await org.usableAddress(BTC_DESTINATION);
  const ann = await org.invite('Ann', onWithdrawals('initiate'));
  const bob = await org.invite('Bob', onWithdrawals('approve'));
  const cy = await org.invite('Cy', onWithdrawals('approve'));
  return {
    ...opened,
    addressId,
    ann,
    bob,
    cy,
    withdraw: (by = ann, amount = '1') =>
      by.initiate(
        'withdrawal.crypto.create',
        { asset: 'BTC', amount, addressId },
        { accountId: org.main as never },
      ),
    balance: async () => (await org.owner.ok('accounts.list')).items[0]?.balances?.[0],
  };
}

/** Two more who may change and approve access. */
export async function accessTeam({ org }: OrganizationWithStore): Promise<{ dan: Person; eve: Person }> {
  return {
    dan: await org.invite('Dan', on('access', 'execute')),
    eve: await org.invite('Eve', on('access', 'approve')),
  };
}
