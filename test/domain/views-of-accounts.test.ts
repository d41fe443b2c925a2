import { it } from 'vitest';
import type { AccountId } from '../../shared/contract/primitives';
import type { Operation } from '../../shared/contract/requests';
import { balanceKey, type Address, type State } from '../../shared/domain/state';
import { drawnOrganization, grantsOf, MAIN, SECOND } from './drawn-organization';
import { DESK, expectShown, NONE, ON_ALL, type Shown } from './shown-to-approvers';

const IBAN = 'DE89370400440532013000';
const COLD = {
  id: 'adr_main',
  label: 'Cold storage',
  address: 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
  network: 'bitcoin',
};
const NEW = { asset: 'BTC', network: 'bitcoin', address: '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2', label: 'New' };
const BANK = { asset: 'EUR', iban: 'DE89 3704 0044 0532 0130 00', beneficiary: 'ACME', label: 'New' };
const BANK_SHOWN = { asset: 'EUR', network: 'bank', address: IBAN, label: 'New', beneficiary: 'ACME' };
const DESKS = { id: DESK.id, name: 'Desk' };
const onMain = grantsOf(['withdrawals@main approve', 'access view']);
const ON_MAIN = {
  workflows: [
    { workflow: 'access', permissions: ['view'] },
    { workflow: 'withdrawals', account: 'main', accountId: MAIN, permissions: ['approve'] },
  ],
  accounts: [],
};

/** Main has an account at a bank too, and a second address that takes a memo. */
function organization(): State {
  const state = drawnOrganization();
  state.roles.set(DESK.id, DESK);
  state.balances.set(balanceKey(MAIN, 'EUR'), { available: 100_000n, held: 0n });
  const cold = state.addresses.get(COLD.id as Address['id']);
  if (!cold) throw new Error('main has no address');
  const also = (id: string, more: Partial<Address>): void => {
    state.addresses.set(id as Address['id'], { ...cold, id: id as Address['id'], ...more });
  };
  also('adr_memo', { label: 'With a memo', memo: '17' });
  const bank = { asset: 'EUR', network: 'bank', address: IBAN, beneficiary: 'ACME' } as const;
  also('adr_bank', { ...bank, label: 'Bank', bic: 'COBADEFFXXX' });
  return state;
}

const shown: [Operation, object, Shown, AccountId?][] = [
  ['account.create', { name: 'New' }, { params: { name: 'New' } }],
  [
    'account.rename',
    { accountId: SECOND, name: 'New' },
    { params: { account: { id: SECOND, name: 'second' }, name: 'New' } },
  ],
  ['address.crypto.add', NEW, { params: NEW }, MAIN],
  ['address.crypto.add', { ...NEW, memo: '17' }, { params: { ...NEW, memo: '17' } }, MAIN],
  ['address.fiat.add', BANK, { params: BANK_SHOWN }, SECOND],
  [
    'address.fiat.add',
    { ...BANK, bic: 'COBADEFFXXX' },
    { params: { ...BANK_SHOWN, bic: 'COBADEFFXXX' } },
    SECOND,
  ],
  ['address.remove', { addressId: COLD.id }, { params: { ...COLD, asset: 'BTC' } }, MAIN],
  [
    'withdrawal.crypto.create',
    { asset: 'BTC', amount: '1.50', addressId: COLD.id },
    { params: { asset: 'BTC', amount: '1.5', destination: COLD } },
    MAIN,
  ],
  [
    'withdrawal.crypto.create',
    { asset: 'BTC', amount: '1', addressId: 'adr_memo' },
    {
      params: {
        asset: 'BTC',
        amount: '1',
        destination: { ...COLD, id: 'adr_memo', label: 'With a memo', memo: '17' },
      },
    },
    MAIN,
  ],
  [
    'withdrawal.fiat.create',
    { asset: 'EUR', amount: '10', addressId: 'adr_bank' },
    {
      params: {
        asset: 'EUR',
        amount: '10.00',
        destination: {
          id: 'adr_bank',
          label: 'Bank',
          address: IBAN,
          network: 'bank',
          bic: 'COBADEFFXXX',
          beneficiary: 'ACME',
        },
      },
    },
    MAIN,
  ],
  ['role.save', { name: 'New', grants: onMain }, { params: { name: 'New' }, before: NONE, after: ON_MAIN }],
  [
    'role.save',
    { roleId: DESK.id, baseVersion: 1, name: 'New', grants: onMain },
    { params: { name: 'New', role: DESKS }, before: ON_ALL, after: ON_MAIN },
  ],
  ['role.delete', { roleId: DESK.id }, { params: { role: DESKS }, before: ON_ALL, after: null }],
];

it.each(shown)('%s of %j', (operation, params, expected, accountId) => {
  expectShown(organization(), operation, params, expected, accountId);
});
