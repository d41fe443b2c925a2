import type { AccountId } from '../contract/primitives';
import { must } from './must';
import type { Account, State } from './state';

/** The account that a resolved command names. */
export function accountOf(state: State, id: AccountId): Account {
  return must(state.accounts.get(id), 'account');
}
