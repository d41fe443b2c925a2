import { useTranslation } from 'react-i18next';
import { NETWORKS, type Network } from '../../../shared/contract/money';
import { assetOf, ASSETS } from '../../../shared/domain/assets';
import { ChoiceSelect } from '../../ui/choice-select';
import { TextField } from '../../ui/text-field';
import { withAsset, type AddressDraft } from './address-draft';

interface AddressFieldsProps {
  draft: AddressDraft;
  onChange: (draft: AddressDraft) => void;
  faultOf: (field: string) => string | undefined;
}

function CryptoFields({ draft, onChange, faultOf }: AddressFieldsProps) {
  const { t } = useTranslation();
  const networks = assetOf(draft.asset ?? '')?.networks ?? [];
  const only = networks.length === 1 ? networks[0] : undefined;
  return (
    <>
      <ChoiceSelect
        label={t('accounts.address.network')}
        isLarge
        isDisabled={networks.length < 2}
        help={
          <p className="help">
            {only === undefined
              ? ''
              : t('accounts.address.onlyNetwork', {
                  asset: draft.asset ?? '',
                  network: t(`network.${only}`),
                })}
          </p>
        }
        value={draft.network}
        choices={NETWORKS.filter((one) => networks.includes(one)).map((id) => ({
          id,
          label: t(`network.${id}`),
        }))}
        onChange={(network) => onChange({ ...draft, network: network as Network })}
      />
      <TextField
        isFull
        isMono
        label={t('accounts.address.address')}
        maxLength={120}
        value={draft.address}
        error={faultOf('address')}
        onChange={(event) => onChange({ ...draft, address: event.target.value })}
      />
      <LabelField draft={draft} onChange={onChange} faultOf={faultOf} />
      <TextField
        label={t('accounts.address.memo')}
        value={draft.memo}
        error={faultOf('memo')}
        onChange={(event) => onChange({ ...draft, memo: event.target.value })}
      />
    </>
  );
}

function BankFields({ draft, onChange, faultOf }: AddressFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        label={t('accounts.address.beneficiary')}
        value={draft.beneficiary}
        error={faultOf('beneficiary')}
        onChange={(event) => onChange({ ...draft, beneficiary: event.target.value })}
      />
      <TextField
        isMono
        label={t('accounts.address.iban')}
        maxLength={60}
        value={draft.iban}
        error={faultOf('iban')}
        onChange={(event) => onChange({ ...draft, iban: event.target.value })}
      />
      <TextField
        isMono
        label={t('accounts.address.bic')}
        maxLength={11}
        value={draft.bic}
        error={faultOf('bic')}
        onChange={(event) => onChange({ ...draft, bic: event.target.value })}
      />
      <LabelField draft={draft} onChange={onChange} faultOf={faultOf} />
    </>
  );
}

function LabelField({ draft, onChange, faultOf }: AddressFieldsProps) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t('accounts.address.label')}
      help={t('accounts.address.labelHelp')}
      value={draft.label}
      error={faultOf('label')}
      onChange={(event) => onChange({ ...draft, label: event.target.value })}
    />
  );
}

/** The asset decides what a destination is made of: a network and an address, or a bank account. */
export function AddressFields(props: AddressFieldsProps) {
  const { t } = useTranslation();
  const { draft, onChange } = props;
  const isBank = assetOf(draft.asset ?? '')?.kind === 'fiat';
  return (
    <div className="form-grid">
      <ChoiceSelect
        label={t('accounts.address.asset')}
        placeholder={t('withdrawal.chooseAsset')}
        isLarge
        autoFocus
        value={draft.asset}
        choices={ASSETS.map(({ code, name }) => ({ id: code, label: code, aside: name }))}
        onChange={(asset) => onChange(withAsset(draft, asset))}
      />
      {isBank ? <BankFields {...props} /> : <CryptoFields {...props} />}
    </div>
  );
}
