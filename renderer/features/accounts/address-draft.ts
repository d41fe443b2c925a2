import type { AccountId } from '../../../shared/contract/primitives';
import type { Network } from '../../../shared/contract/money';
import { assetOf } from '../../../shared/domain/assets';
import type { InitiateCommand } from '../initiate/initiate-command';

export interface AddressDraft {
  asset: string | null;
  network: Network | null;
  address: string;
  label: string;
  memo: string;
  iban: string;
  bic: string;
  beneficiary: string;
}
export const emptyAddress: AddressDraft = {
  asset: null,
  network: null,
  address: '',
  label: '',
  memo: '',
  iban: '',
  bic: '',
  beneficiary: '',
};

/** Another asset brings its first network; what was typed for the other kind of destination stays out of the command. */
export function withAsset(draft: AddressDraft, asset: string): AddressDraft {
  return { ...draft, asset, network: assetOf(asset)?.networks[0] ?? null };
}

/** The command that a complete draft stands for; null while something is missing. */
export function addressCommand(draft: AddressDraft, accountId: AccountId): InitiateCommand | null {
  const asset = assetOf(draft.asset ?? '');
  const label = draft.label.trim();
  if (!asset || label === '') return null;
  const optional = (name: string, value: string) => (value.trim() === '' ? {} : { [name]: value.trim() });
  if (asset.kind === 'fiat') {
    const iban = draft.iban.trim();
    const beneficiary = draft.beneficiary.trim();
    if (iban === '' || beneficiary === '') return null;
    return {
      operation: 'address.fiat.add',
      accountId,
      params: { asset: asset.code, iban, beneficiary, label, ...optional('bic', draft.bic) },
    };
  }
  const address = draft.address.trim();
  if (draft.network === null || address === '') return null;
  return {
    operation: 'address.crypto.add',
    accountId,
    params: {
      asset: asset.code,
      network: draft.network,
      address,
      label,
      ...optional('memo', draft.memo),
    },
  };
}
