import { create } from 'zustand';
import type { AccountView } from '../../shared/contract/money';
import type { Problem } from '../../shared/contract/problem';
import { call, problemOf } from '../api/bridge';
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
    const accounts: AccountView[] = [];
    let cursor: string | undefined;
    do {
      const page = await call('accounts.list', { limit: 200, ...(cursor === undefined ? {} : { cursor }) });
      accounts.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    useAccounts.setState({ accounts, problem: null });
  } catch (error) {
    useAccounts.setState({ problem: problemOf(error) });
  }
}
