import { create } from 'zustand';
import type { AccountView } from '../../shared/contract/money';
import type { Problem } from '../../shared/contract/problem';
import { call, problemOf } from '../api/bridge';
import { everyPage } from './every-page';
import { onForget } from './forget';

interface AccountsStore {
  accounts: readonly AccountView[] | null;
  problem: Problem | null;
}
const nothing: AccountsStore = { accounts: null, problem: null };
export const useAccounts = create<AccountsStore>(() => nothing);
onForget(() => useAccounts.setState(nothing));

/** Loads every account the person may see, page by page. */
export async function loadAccounts(): Promise<void> {
  try {
    const accounts = await everyPage((page) => call('accounts.list', page));
    useAccounts.setState({ accounts, problem: null });
  } catch (error) {
    useAccounts.setState({ problem: problemOf(error) });
  }
}
