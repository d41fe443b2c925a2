import type { PostingId } from '../../contract/primitives';
import type { ParamsOf } from '../../contract/requests';
import { assetOf } from '../assets';
import { formatAmount, NO_BALANCE, parseAmount, type MinorUnits } from '../money';
import { fault, isRefusal, refuse } from '../refusal';
import { balanceKey } from '../state';
import type { OperationRule } from './rule';

type WithdrawalParams = ParamsOf<'withdrawal.crypto.create'>;

function units(params: WithdrawalParams): MinorUnits {
  const asset = assetOf(params.asset);
  const amount = asset ? parseAmount(params.amount, asset.decimals, 'params.amount') : null;
  if (amount === null || isRefusal(amount))
    throw new Error('a withdrawal was stored with an amount that isn’t one');
  return amount;
}

/** Withdrawals of one kind of asset; both kinds differ in nothing else (§10). */
function withdrawalsOf(kind: 'crypto' | 'fiat'): OperationRule<ParamsOf<'withdrawal.crypto.create'>> {
  return {
    resolve({ state, accountId, params }) {
      const asset = assetOf(params.asset);
      if (!asset) return fault('params.asset', 'This asset isn’t in the registry.');
      if (asset.kind !== kind) return fault('params.asset', `${asset.code} isn’t a ${kind} asset.`);
      const amount = parseAmount(params.amount, asset.decimals, 'params.amount');
      if (isRefusal(amount)) return amount;
      const address = state.addresses.get(params.addressId);
      if (!address || address.accountId !== accountId)
        return refuse('not_found', 'This account’s whitelist has no such address.');
      return { ...params, amount: formatAmount(amount, asset.decimals, asset.kind) };
    },
    precondition(state, now, accountId, params, held) {
      const address = state.addresses.get(params.addressId);
      if (!address || address.removed) return refuse('address_not_usable', 'This address was removed.');
      if (address.asset !== params.asset)
        return refuse('address_not_usable', `“${address.label}” is an address for ${address.asset}.`);
      if (address.usableFrom > now)
        return refuse('address_not_usable', `“${address.label}” is new and can’t be used yet.`);
      if (held || accountId === null) return null;
      const { available } = state.balances.get(balanceKey(accountId, params.asset)) ?? NO_BALANCE;
      if (units(params) <= available) return null;
      const asset = assetOf(params.asset);
      const left = formatAmount(available, asset?.decimals ?? 0, asset?.kind);
      const account = state.accounts.get(accountId)?.name ?? 'The account';
      return refuse('insufficient_balance', `${account} has ${left} ${params.asset} available.`);
    },
    hold: (params) => ({ asset: params.asset, amount: units(params) }),
    view({ state, params }) {
      const address = state.addresses.get(params.addressId);
      return {
        params: {
          asset: params.asset,
          amount: params.amount,
          destination: address
            ? {
                id: address.id,
                label: address.label,
                address: address.address,
                network: address.network,
                ...(address.memo === null ? {} : { memo: address.memo }),
                ...(address.bic === null ? {} : { bic: address.bic }),
                ...(address.beneficiary === null ? {} : { beneficiary: address.beneficiary }),
              }
            : null,
        },
      };
    },
    apply(work, request) {
      if (request.accountId === null) throw new Error('a withdrawal without an account');
      const id = work.ids.next('pst') as PostingId;
      work.record({
        type: 'ledger.posted',
        posting: {
          id,
          accountId: request.accountId,
          asset: request.params.asset,
          kind: 'withdrawal',
          amount: units(request.params),
          at: work.now,
          reference: null,
          requestId: request.id,
        },
      });
      return { postingId: id };
    },
  };
}

export const withdrawalCrypto = withdrawalsOf('crypto');
export const withdrawalFiat = withdrawalsOf('fiat');
