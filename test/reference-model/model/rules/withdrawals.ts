// §10: withdrawals go to a usable address of the same account and asset; the hold is the amount.
import { rule } from '../rule';
import { balanceOf, mint, refuse } from '../state';

export interface WithdrawalParams {
  asset: string;
  amount: string;
  addressId: string;
}

export const withdrawal = rule<WithdrawalParams>({
  workflow: 'withdrawals',
  unknown: (o, { addressId }, r) =>
    !o.addresses.some((address) => address.id === addressId && address.accountId === r.accountId),
  change(o, { asset, amount, addressId }, r) {
    const address = o.addresses.find((a) => a.id === addressId);
    const usable = address !== undefined && !address.removed && address.usableFrom <= o.now;
    if (!usable || address.asset !== asset) return refuse('address_not_usable');
    const balance = balanceOf(o, r.accountId ?? '', asset);
    if (!r.held) {
      if (balance.available < BigInt(amount)) return refuse('insufficient_balance');
      balance.available -= BigInt(amount);
      balance.held += BigInt(amount);
      r.held = true;
    }
    balance.held -= BigInt(amount);
    r.held = false;
    r.result = { postingId: mint(o, 'pst') };
    return null;
  },
});
