import { create } from 'zustand';
import type { AccountId } from '../../shared/contract/primitives';
import { onForget } from './forget';

interface AccountSelection {
  selectedId: AccountId | null;
}
export const useAccountSelection = create<AccountSelection>(() => ({ selectedId: null }));
onForget(() => useAccountSelection.setState({ selectedId: null }));

export function selectAccount(selectedId: AccountId | null): void {
  useAccountSelection.setState({ selectedId });
}
