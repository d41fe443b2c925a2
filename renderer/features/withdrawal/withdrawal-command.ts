import { assetOf } from '../../../shared/domain/assets';
import { amountFault, normalizeTypedAmount, type AmountFault } from '../../format/amount';
import type { WithdrawalDraft } from '../../stores/withdrawal-draft';
import type { InitiateCommand } from '../initiate/initiate-command';

/** What is wrong with the amount of a draft, as far as the page can tell; null while nothing is typed. */
export function draftAmountFault(draft: WithdrawalDraft, available: string | null): AmountFault | null {
  if (draft.amount.trim() === '' || draft.asset === null) return null;
  return amountFault(normalizeTypedAmount(draft.amount), assetOf(draft.asset)?.decimals ?? 18, available);
}

/** The command that a complete draft stands for; null while something is missing or can’t be a number. Overdraw is the engine’s to refuse. */
export function commandOf(draft: WithdrawalDraft): InitiateCommand | null {
  const { accountId, asset, addressId, amount, note } = draft;
  if (accountId === null || asset === null || addressId === null || amount.trim() === '') return null;
  const fault = draftAmountFault(draft, null);
  if (fault !== null) return null;
  const said = note.trim();
  return {
    operation: assetOf(asset)?.kind === 'fiat' ? 'withdrawal.fiat.create' : 'withdrawal.crypto.create',
    accountId,
    params: { asset, amount: normalizeTypedAmount(amount), addressId },
    ...(said === '' ? {} : { note: said }),
  };
}
