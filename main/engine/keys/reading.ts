import type { AccountId } from '../../../shared/contract/primitives';
import { ASSETS } from '../../../shared/domain/assets';
import { authorizeServiceUser } from '../../../shared/domain/authorize';
import { isRefusal, refuse, type Refusal } from '../../../shared/domain/refusal';
import { balancesOf, presentAddress } from '../present/records';
import { accountIn, type KeyHandler, type KeyInUse } from './parts';

/** The key's account, if the Service User may do one of these things there. */
function accountFor(from: KeyInUse, ...actions: readonly string[]): AccountId | Refusal {
  const accountId = accountIn(from);
  if (isRefusal(accountId)) return accountId;
  const answers = actions.map((action) => authorizeServiceUser(from.serviceUser, action, accountId));
  return answers.some(({ allowed }) => allowed)
    ? accountId
    : refuse('permission_denied', answers[0]?.detail ?? '');
}

/** Destinations are for whoever may read withdrawals, and for whoever may start them. */
const DESTINATIONS = ['withdrawals.view', 'withdrawals.initiate'] as const;

export const keyBalances: KeyHandler<'balances'> = (engine, _input, from) => {
  const accountId = accountFor(from, 'query');
  return isRefusal(accountId) ? accountId : balancesOf(engine.journal.state, accountId);
};

export const keyAssets: KeyHandler<'assets'> = (_engine, { asset }, from) => {
  const accountId = accountFor(from, ...DESTINATIONS);
  return isRefusal(accountId)
    ? accountId
    : ASSETS.filter(({ code }) => asset === undefined || code === asset);
};

export const keyAddresses: KeyHandler<'addresses'> = (engine, { asset }, from) => {
  const accountId = accountFor(from, ...DESTINATIONS);
  if (isRefusal(accountId)) return accountId;
  const now = engine.journal.now();
  return [...engine.journal.state.addresses.values()]
    .filter((address) => address.accountId === accountId && !address.removed)
    .filter((address) => asset === undefined || address.asset === asset)
    .sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : a.addedAt - b.addedAt))
    .map((address) => presentAddress(address, now));
};
