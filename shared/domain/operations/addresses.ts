import type { AccountId, MemberId } from '../../contract/primitives';
import type { ParamsOf } from '../../contract/requests';
import { assetOf } from '../assets';
import { addressOf, checkBankDestination, checkCryptoAddress, comparableAddress } from '../destinations';
import { must } from '../must';
import { policyOf } from '../policies';
import { fault, isRefusal, refuse, type Refusal } from '../refusal';
import type { Address, RequestResult, State } from '../state';
import type { Work } from '../work';
import type { Applied, OperationRule } from './rule';

const HOUR = 3_600_000;

interface Destination {
  asset: string;
  network: Address['network'];
  address: string;
  label: string;
}

/** Labels are unique per account and asset (§4), and so is what they stand for. */
function alreadyThere(state: State, accountId: AccountId | null, wanted: Destination): Refusal | null {
  for (const address of state.addresses.values()) {
    if (address.accountId !== accountId || address.removed || address.asset !== wanted.asset) continue;
    if (address.label === wanted.label)
      return refuse(
        'conflict',
        `This account has a ${wanted.asset} address called “${wanted.label}” already.`,
      );
    if (
      address.network === wanted.network &&
      comparableAddress(address.network, address.address) ===
        comparableAddress(wanted.network, wanted.address)
    )
      return refuse('conflict', `This address is on the whitelist already, as “${address.label}”.`);
  }
  return null;
}

function add(
  work: Work,
  request: Applied<unknown>,
  destination: Destination & Pick<Address, 'memo' | 'bic' | 'beneficiary'>,
  approvedByOthers: boolean,
): RequestResult {
  const id = work.ids.next('adr') as Address['id'];
  // Approved by others: usable at once. Alone: after the hold hours in force now; later changes never move it (§10).
  const holdHours = approvedByOthers ? 0 : (policyOf(work.state, 'addresses').addressHoldHours ?? 0);
  const usableFrom = work.now + holdHours * HOUR;
  work.record({
    type: 'address.added',
    address: {
      ...destination,
      id,
      accountId: must(request.accountId, 'account'),
      addedBy: request.initiatorId as MemberId,
      addedAt: work.now,
      addedByRequestId: request.id,
      addedByRequestNumber: request.number,
      usableFrom,
      removed: false,
      completedWithdrawals: 0,
    },
  });
  return { addressId: id, usableFrom };
}

const cryptoDestination = (params: ParamsOf<'address.crypto.add'>): Destination => params;
const bankDestination = (params: ParamsOf<'address.fiat.add'>): Destination => ({
  asset: params.asset,
  network: 'bank',
  address: params.iban,
  label: params.label,
});

export const addressCryptoAdd: OperationRule<ParamsOf<'address.crypto.add'>> = {
  resolve({ params }) {
    const asset = assetOf(params.asset);
    if (!asset) return fault('params.asset', 'This asset isn’t in the registry.');
    return checkCryptoAddress(asset, params.network, params.address) ?? params;
  },
  precondition: (state, _now, accountId, params) => alreadyThere(state, accountId, cryptoDestination(params)),
  view: ({ params }) => ({
    params: {
      asset: params.asset,
      network: params.network,
      address: params.address,
      label: params.label,
      ...(params.memo === undefined ? {} : { memo: params.memo }),
    },
  }),
  apply: (work, request, approvedByOthers) =>
    add(
      work,
      request,
      {
        asset: request.params.asset,
        network: request.params.network,
        address: request.params.address,
        label: request.params.label,
        memo: request.params.memo ?? null,
        bic: null,
        beneficiary: null,
      },
      approvedByOthers,
    ),
};

export const addressFiatAdd: OperationRule<ParamsOf<'address.fiat.add'>> = {
  resolve({ params }) {
    const asset = assetOf(params.asset);
    if (!asset) return fault('params.asset', 'This asset isn’t in the registry.');
    const destination = checkBankDestination(asset, params.iban, params.bic);
    return isRefusal(destination) ? destination : { ...params, iban: destination.iban };
  },
  precondition: (state, _now, accountId, params) => alreadyThere(state, accountId, bankDestination(params)),
  view: ({ params }) => ({
    params: {
      asset: params.asset,
      network: 'bank',
      address: params.iban,
      label: params.label,
      beneficiary: params.beneficiary,
      ...(params.bic === undefined ? {} : { bic: params.bic }),
    },
  }),
  apply: (work, request, approvedByOthers) =>
    add(
      work,
      request,
      {
        ...bankDestination(request.params),
        memo: null,
        bic: request.params.bic ?? null,
        beneficiary: request.params.beneficiary,
      },
      approvedByOthers,
    ),
};

export const addressRemove: OperationRule<ParamsOf<'address.remove'>> = {
  accountOf: (state, params) => state.addresses.get(params.addressId)?.accountId ?? null,
  resolve({ state, accountId, params }) {
    const address = state.addresses.get(params.addressId);
    return address && address.accountId === accountId
      ? params
      : refuse('not_found', 'This account’s whitelist has no such address.');
  },
  precondition(state, _now, _accountId, params) {
    return addressOf(state, params.addressId).removed
      ? refuse('conflict', 'This address was removed already.')
      : null;
  },
  view({ state, params }) {
    const { id, asset, network, address, label } = addressOf(state, params.addressId);
    return { params: { id, asset, network, address, label } };
  },
  apply(work, request) {
    work.record({ type: 'address.removed', addressId: request.params.addressId });
    return { addressId: request.params.addressId };
  },
};
