import { describe, expect, it } from 'vitest';
import type { AccountId } from '../../shared/contract/primitives';
import type { Operation } from '../../shared/contract/requests';
import { ruleOf } from '../../shared/domain/operations';
import { balanceKey, type Address, type State } from '../../shared/domain/state';
import { aMember, drawnOrganization, MAIN, NOW, SECOND, started, workOn } from './drawn-organization';
import { approved, comesTo, faultsOf } from './what-it-comes-to';

const BTC = { asset: 'BTC', network: 'bitcoin', address: '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2', label: 'New' };
const LTC = { asset: 'LTC', network: 'litecoin', address: 'LaMT348PWRnrqeeWArpwQPbuanpXDZGEUz' };
const EUR = { asset: 'EUR', iban: 'DE89 3704 0044 0532 0130 00', beneficiary: 'ACME', label: 'New' };
const IN_USE = 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq';

const idOf = (id: string) => id as Address['id'];
function changeAddress(state: State, change: Partial<Address>, id = 'adr_main', as = id): void {
  const address = state.addresses.get(idOf(id));
  if (address) state.addresses.set(idOf(as), { ...address, id: idOf(as), ...change });
}
/** With this about main's address, or about one more beside it. */
function withAddress(change: Partial<Address>, as = 'adr_main'): State {
  const state = drawnOrganization();
  changeAddress(state, change, 'adr_main', as);
  return state;
}

describe('an address', () => {
  const adds = (params: object, state = drawnOrganization(), operation: Operation = 'address.crypto.add') =>
    comesTo(state, 'owner', operation, params, MAIN);

  it('has a label of its own among those of its account and asset', () => {
    expect(adds(BTC)).toBe('completes');
    expect(adds({ ...BTC, label: 'Cold storage' })).toBe('conflict');
    expect(adds({ ...LTC, label: 'Cold storage' })).toBe('completes');
    expect(adds({ ...BTC, label: 'Cold storage' }, withAddress({ removed: true }))).toBe('completes');
    expect(adds({ ...BTC, label: 'Cold storage' }, withAddress({ accountId: SECOND }))).toBe('completes');
  });

  it('stands on the whitelist once, however it is written', () => {
    expect(adds({ ...BTC, address: IN_USE })).toBe('conflict');
    expect(adds({ ...BTC, address: IN_USE.toUpperCase() })).toBe('conflict');
    expect(adds({ ...BTC, address: IN_USE }, withAddress({ removed: true }))).toBe('completes');
    // The same characters on another network are another destination.
    expect(adds({ ...BTC, address: IN_USE }, withAddress({ network: 'litecoin' }))).toBe('completes');
    const bank = { asset: 'EUR', network: 'bank', address: 'DE89370400440532013000' } as const;
    expect(adds(EUR, withAddress(bank), 'address.fiat.add')).toBe('conflict');
    expect(adds(EUR, drawnOrganization(), 'address.fiat.add')).toBe('completes');
  });

  it('is one of its asset', () => {
    const faults = (operation: Operation, params: object): unknown =>
      faultsOf(drawnOrganization(), 'owner', operation, params, MAIN);
    expect(faults('address.crypto.add', { ...BTC, asset: 'XYZ' })).toEqual(['params.asset']);
    expect(faults('address.crypto.add', { ...BTC, asset: 'EUR' })).toEqual(['params.asset']);
    expect(faults('address.crypto.add', { ...BTC, address: IN_USE.slice(1) })).toEqual(['params.address']);
    expect(faults('address.fiat.add', { ...EUR, asset: 'XYZ' })).toEqual(['params.asset']);
    expect(faults('address.fiat.add', { ...EUR, asset: 'BTC' })).toEqual(['params.asset']);
    expect(faults('address.fiat.add', { ...EUR, iban: 'DE00' })).toEqual(['params.iban']);
    expect(faults('address.fiat.add', { ...EUR, bic: 'NONE' })).toEqual(['params.bic']);
  });

  it('is removed once, from its own account', () => {
    const removes = (state: State, addressId: string, on: AccountId): string =>
      comesTo(state, 'owner', 'address.remove', { addressId }, on);
    expect(removes(drawnOrganization(), 'adr_main', MAIN)).toBe('completes');
    expect(removes(drawnOrganization(), 'adr_main', SECOND)).toBe('not_found');
    expect(removes(drawnOrganization(), 'adr_nowhere', MAIN)).toBe('not_found');
    expect(removes(withAddress({ removed: true }), 'adr_main', MAIN)).toBe('conflict');
  });

  it('that was added meanwhile isn’t added again', () => {
    const people = [aMember('ann', ['addresses initiate']), aMember('dan', ['addresses approve'])];
    const work = workOn(drawnOrganization({ people }));
    const waiting = started(work, 'ann', 'address.crypto.add', BTC, MAIN);
    started(work, 'owner', 'address.crypto.add', { ...BTC, label: 'Newer' }, MAIN);
    expect(approved(work, 'dan', waiting)).toMatchObject({ status: 'failed', failure: { code: 'conflict' } });
  });
});

describe('a withdrawal', () => {
  const ONE = { asset: 'BTC', amount: '1', addressId: 'adr_main' };
  const withdraws = (params: object, state = drawnOrganization()): string =>
    comesTo(state, 'owner', 'withdrawal.crypto.create', { ...ONE, ...params }, MAIN);

  it('is an amount of an asset of its kind', () => {
    const faults = (operation: Operation, params: object): unknown =>
      faultsOf(drawnOrganization(), 'owner', operation, { ...ONE, ...params }, MAIN);
    expect(faults('withdrawal.crypto.create', { asset: 'XYZ' })).toEqual(['params.asset']);
    expect(faults('withdrawal.crypto.create', { asset: 'EUR' })).toEqual(['params.asset']);
    expect(faults('withdrawal.fiat.create', {})).toEqual(['params.asset']);
    expect(faults('withdrawal.crypto.create', { amount: '0' })).toEqual(['params.amount']);
    expect(faults('withdrawal.crypto.create', { amount: '0.000000001' })).toEqual(['params.amount']);
  });

  it('goes to an address of its account and asset that is usable', () => {
    expect(withdraws({})).toBe('completes');
    expect(withdraws({ addressId: 'adr_second' })).toBe('not_found');
    expect(withdraws({ addressId: 'adr_nowhere' })).toBe('not_found');
    expect(withdraws({}, withAddress({ removed: true }))).toBe('address_not_usable');
    expect(withdraws({}, withAddress({ asset: 'LTC' }))).toBe('address_not_usable');
    expect(withdraws({}, withAddress({ usableFrom: NOW + 1 }))).toBe('address_not_usable');
  });

  it('is of no more than there is', () => {
    expect(withdraws({ amount: '10' })).toBe('completes');
    expect(withdraws({ amount: '10.00000001' })).toBe('insufficient_balance');
    const state = drawnOrganization();
    state.balances.delete(balanceKey(MAIN, 'BTC'));
    expect(withdraws({}, state)).toBe('insufficient_balance');
  });

  it('with an amount that isn’t one was never asked for, and holds nothing', () => {
    const hold = (amount: string): unknown =>
      ruleOf('withdrawal.crypto.create').hold?.({ ...ONE, amount } as never);
    expect(hold('1')).toEqual({ asset: 'BTC', amount: 100_000_000n });
    expect(() => hold('0')).toThrow('an amount that isn’t one');
  });
});
