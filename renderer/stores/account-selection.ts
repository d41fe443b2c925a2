import { create } from 'zustand';
import type { AccountId } from '../../shared/contract/primitives';
import { onForget } from './forget';
import { keepsPlace } from './kept';

interface AccountSelection {
  selectedId: AccountId | null;
}
export const useAccountSelection = create<AccountSelection>(() => ({ selectedId: null }));
onForget(() => useAccountSelection.setState({ selectedId: null }));
keepsPlace(() => useAccountSelection.getState().selectedId, selectAccount);

export function selectAccount(selectedId: AccountId | null): void {
  useAccountSelection.setState({ selectedId });
}
