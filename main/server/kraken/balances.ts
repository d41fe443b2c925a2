import { namesOf } from './asset-names';
import { endpoint } from './private-endpoint';

export const balance = endpoint({
  call: 'balances',
  input: () => ({}),
  result: (balances) => Object.fromEntries(balances.map(({ asset, total }) => [namesOf(asset).name, total])),
});

/** What withdrawals hold counts as held by trades, the only holds that Kraken's answer knows. */
export const balanceEx = endpoint({
  call: 'balances',
  input: () => ({}),
  result: (balances) =>
    Object.fromEntries(
      balances.map(({ asset, total, held }) => [namesOf(asset).name, { balance: total, hold_trade: held }]),
    ),
});
