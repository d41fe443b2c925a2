import { create } from 'zustand';
import type { AccountId, AddressId } from '../../shared/contract/primitives';
import { onForget } from './forget';

export interface WithdrawalDraft {
  accountId: AccountId | null;
  asset: string | null;
  addressId: AddressId | null;
  /** As typed; normalized where it is judged or sent. */
  amount: string;
  note: string;
}
export const emptyDraft: WithdrawalDraft = {
  accountId: null,
  asset: null,
  addressId: null,
  amount: '',
  note: '',
};

interface WithdrawalDraftStore {
  isOpen: boolean;
  draft: WithdrawalDraft;
}
export const useWithdrawalDraft = create<WithdrawalDraftStore>(() => ({ isOpen: false, draft: emptyDraft }));
onForget(() => useWithdrawalDraft.setState({ isOpen: false, draft: emptyDraft }));

export function openWithdrawal(): void {
  useWithdrawalDraft.setState({ isOpen: true });
}

/** Closes the form; what was typed stays until it is sent or the session ends. */
export function closeWithdrawal(): void {
  useWithdrawalDraft.setState({ isOpen: false });
}

export function resetWithdrawal(): void {
  useWithdrawalDraft.setState({ isOpen: false, draft: emptyDraft });
}

/** Changes the draft; what no longer fits (an asset of another account, an address of another asset) falls away. */
export function editWithdrawal(change: Partial<WithdrawalDraft>): void {
  const { draft } = useWithdrawalDraft.getState();
  const next = { ...draft, ...change };
  if (change.accountId !== undefined && change.accountId !== draft.accountId) {
    next.asset = change.asset ?? null;
    next.addressId = null;
  } else if (change.asset !== undefined && change.asset !== draft.asset) {
    next.addressId = null;
  }
  useWithdrawalDraft.setState({ draft: next });
}
