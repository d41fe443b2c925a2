import type { PostingId } from '../../contract/primitives';
import type { ParamsOf } from '../../contract/requests';
import type { AssetView } from '../../contract/money';
import { accountOf } from '../accounts';
import { assetOf } from '../assets';
import { addressOf } from '../destinations';
import { formatAmount, NO_BALANCE, parseAmount, type MinorUnits } from '../money';
import { must } from '../must';
import { fault, isRefusal, refuse, type Refusal } from '../refusal';
import { balanceKey } from '../state';
import type { OperationRule } from './rule';

type WithdrawalParams = ParamsOf<'withdrawal.crypto.create'>;

const amountOf = ({ amount }: WithdrawalParams, { decimals }: AssetView): MinorUnits | Refusal =>
  parseAmount(amount, decimals, 'params.amount');

/** The asset of parameters that were resolved. */
function withdrawn({ asset }: WithdrawalParams): AssetView {
  return must(assetOf(asset), 'asset');
}

function units(params: WithdrawalParams): MinorUnits {
  const amount = amountOf(params, withdrawn(params));
  if (isRefusal(amount)) throw new Error('a withdrawal was stored with an amount that isn’t one');
  return amount;
}

/** Withdrawals of one kind of asset; both kinds differ in nothing else (§10). */
function withdrawalsOf(kind: 'crypto' | 'fiat'): OperationRule<ParamsOf<'withdrawal.crypto.create'>> {
  return {
    resolve({ state, accountId, params }) {
      const asset = assetOf(params.asset);
      if (!asset) return fault('params.asset', 'This asset isn’t in the registry.');
      if (asset.kind !== kind) return fault('params.asset', `${asset.code} isn’t a ${kind} asset.`);
      const amount = amountOf(params, asset);
      if (isRefusal(amount)) return amount;
      const address = state.addresses.get(params.addressId);
      if (!address || address.accountId !== accountId)
        return refuse('not_found', 'This account’s whitelist has no such address.');
      return { ...params, amount: formatAmount(amount, asset.decimals, asset.kind) };
    },
    precondition(state, now, accountId, params, held) {
      const address = addressOf(state, params.addressId);
      if (address.removed) return refuse('address_not_usable', 'This address was removed.');
      if (address.asset !== params.asset)
        return refuse('address_not_usable', `“${address.label}” is an address for ${address.asset}.`);
      if (address.usableFrom > now)
        return refuse('address_not_usable', `“${address.label}” is new and can’t be used yet.`);
      if (held) return null;
      const account = accountOf(state, must(accountId, 'account'));
      const { available } = state.balances.get(balanceKey(account.id, params.asset)) ?? NO_BALANCE;
      if (units(params) <= available) return null;
      const { decimals } = withdrawn(params);
      const left = formatAmount(available, decimals, kind);
      return refuse('insufficient_balance', `${account.name} has ${left} ${params.asset} available.`);
    },
    hold: (params) => ({ asset: params.asset, amount: units(params) }),
    view({ state, params }) {
      const { id, label, address, network, memo, bic, beneficiary } = addressOf(state, params.addressId);
      return {
        params: {
          asset: params.asset,
          amount: params.amount,
          destination: {
            id,
            label,
            address,
            network,
            ...(memo === null ? {} : { memo }),
            ...(bic === null ? {} : { bic }),
            ...(beneficiary === null ? {} : { beneficiary }),
          },
        },
      };
    },
    apply(work, request) {
      const id = work.ids.next('pst') as PostingId;
      work.record({
        type: 'ledger.posted',
        posting: {
          id,
          accountId: must(request.accountId, 'account'),
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
