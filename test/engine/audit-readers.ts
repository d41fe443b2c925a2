import type { Grants } from '../../shared/contract/organization';
import { BTC_ADDRESS_2, BTC_DESTINATION, on, type Person } from './organization-under-test';
import { treasury, type Treasury } from './treasury';

export interface Audited extends Treasury {
  /** The second account, which only the Owner and Hal see. */
  second: string;
  /** View on Manage Policies, and nothing else. */
  vera: Person;
  /** View on Manage Policies and Manage Access, and on withdrawals of the first account. */
  theo: Person;
  /** A completed withdrawal of each account. */
  onMain: string;
  onSecond: string;
}

/** A run on two accounts, and readers who may see some of it. */
export async function audited(): Promise<Audited> {
  const opened = await treasury();
  const { org, ann, bob, cy } = opened;
  const { owner } = org;
  const second = (await owner.initiate('account.create', { name: 'Second' })).result?.accountId ?? '';
  await org.deposit('BTC', '5', '=cmd()', second);
  await org.usableAddress({ ...BTC_DESTINATION, address: BTC_ADDRESS_2, label: 'Elsewhere' }, second);
  await org.invite('Hal', on('withdrawals', 'execute'));
  const view = (workflow: 'policies' | 'access'): Grants['workflows'][number] => ({
    workflow,
    permissions: ['view'],
  });
  const vera = await org.invite('Vera', { workflows: [view('policies')] });
  const theo = await org.invite('Theo', {
    workflows: [
      view('policies'),
      view('access'),
      { workflow: 'withdrawals', accountId: org.main as never, permissions: ['view'] },
    ],
  });
  const onMain = (await opened.withdraw(ann)).id;
  await bob.approve(onMain);
  const elsewhere = (await owner.ok('accounts.addresses', { id: second })).items[0]?.id ?? '';
  const onSecond = (
    await ann.initiate(
      'withdrawal.crypto.create',
      { asset: 'BTC', amount: '0.125', addressId: elsewhere },
      { accountId: second as never },
    )
  ).id;
  await cy.approve(onSecond);
  for (const person of [owner, vera, theo]) await person.signIn();
  return { ...opened, second, vera, theo, onMain, onSecond };
}
