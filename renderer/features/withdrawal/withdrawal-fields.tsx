import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { assetOf } from '../../../shared/domain/assets';
import type { AccountView, AddressView } from '../../../shared/contract/money';
import type { AccountId, AddressId } from '../../../shared/contract/primitives';
import { chunkAddress } from '../../format/address';
import type { AmountFault } from '../../format/amount';
import { twoUnits } from '../../format/time';
import { useNow } from '../../stores/clock-store';
import { editWithdrawal, type WithdrawalDraft } from '../../stores/withdrawal-draft';
import { amountText } from '../../ui/amount';
import { ChoiceSelect } from '../../ui/choice-select';

interface FieldsProps {
  draft: WithdrawalDraft;
  accounts: readonly AccountView[];
  addresses: readonly AddressView[] | null;
  available: string | null;
  fault: AmountFault | null;
}

function DestinationField({
  draft,
  addresses,
  account,
}: {
  draft: WithdrawalDraft;
  addresses: readonly AddressView[] | null;
  account: AccountView | null;
}) {
  const { t } = useTranslation();
  const now = useNow();
  const fitting = (addresses ?? []).filter((one) => one.asset === draft.asset);
  const isKnownEmpty = addresses !== null && draft.asset !== null && fitting.length === 0;
  return (
    <ChoiceSelect
      label={t('withdrawal.destination')}
      placeholder={t('withdrawal.chooseDestination')}
      isLarge
      isDisabled={draft.asset === null || fitting.length === 0}
      value={draft.addressId}
      choices={fitting.map((one) => ({
        id: one.id,
        label: one.label,
        detail: <span className="mono">{chunkAddress(one.address).join(' ')}</span>,
        isDisabled: !one.usable,
        ...(one.usable
          ? {}
          : { aside: t('withdrawal.usableIn', { span: twoUnits(Date.parse(one.usableFrom) - now) }) }),
      }))}
      onChange={(id) => editWithdrawal({ addressId: id as AddressId })}
      help={
        isKnownEmpty ? (
          <p className="help">
            {t('withdrawal.noDestination', { asset: draft.asset ?? '', account: account?.name ?? '' })}
          </p>
        ) : null
      }
    />
  );
}

function AmountField({
  draft,
  available,
  fault,
  account,
}: {
  draft: WithdrawalDraft;
  available: string | null;
  fault: AmountFault | null;
  account: AccountView | null;
}) {
  const { t } = useTranslation();
  const id = useId();
  const asset = draft.asset ?? '';
  const help =
    fault === null
      ? available === null
        ? ''
        : t('withdrawal.available', { amount: amountText(available, asset) })
      : t(`withdrawal.fault.${fault}`, {
          asset,
          count: assetOf(asset)?.decimals ?? 0,
          account: account?.name ?? '',
          amount: available === null ? '' : amountText(available, asset),
        });
  return (
    <div className="field">
      <label htmlFor={id}>{t('withdrawal.amount')}</label>
      <div className="input lg" data-invalid={fault === null ? undefined : ''}>
        <input
          id={id}
          className="bare grow amount-input"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          disabled={draft.asset === null}
          value={draft.amount}
          aria-invalid={fault === null ? undefined : true}
          aria-describedby={`${id}-help`}
          onFocus={(event) => event.target.select()}
          onChange={(event) => editWithdrawal({ amount: event.target.value })}
        />
        <span className="dim small">{asset}</span>
      </div>
      <p
        id={`${id}-help`}
        className={fault === null ? 'help num' : 'help bad num'}
        role={fault === null ? undefined : 'alert'}
      >
        {help}
      </p>
    </div>
  );
}

/** Account, asset, destination, amount, note: each narrows what the next one offers. */
export function WithdrawalFields({ draft, accounts, addresses, available, fault }: FieldsProps) {
  const { t } = useTranslation();
  const noteId = useId();
  const account = accounts.find((one) => one.id === draft.accountId) ?? null;
  const balances = account?.balances ?? [];
  return (
    <div className="form-grid">
      <ChoiceSelect
        label={t('withdrawal.account')}
        placeholder={t('withdrawal.chooseAccount')}
        isLarge
        autoFocus={draft.accountId === null}
        value={draft.accountId}
        choices={accounts.map((one) => ({ id: one.id, label: one.name }))}
        onChange={(id) => editWithdrawal({ accountId: id as AccountId })}
      />
      <ChoiceSelect
        label={t('withdrawal.asset')}
        placeholder={t('withdrawal.chooseAsset')}
        isLarge
        isDisabled={account === null}
        value={draft.asset}
        choices={balances.map((one) => ({
          id: one.asset,
          label: one.asset,
          aside: (
            <span className="amt">
              {t('withdrawal.available', { amount: amountText(one.available, one.asset) })}
            </span>
          ),
          detail: assetOf(one.asset)?.name,
        }))}
        onChange={(asset) => editWithdrawal({ asset })}
      />
      <DestinationField draft={draft} addresses={addresses} account={account} />
      <AmountField draft={draft} available={available} fault={fault} account={account} />
      <div className="field full">
        <label htmlFor={noteId}>{t('initiate.note')}</label>
        <input
          id={noteId}
          className="input lg"
          maxLength={200}
          value={draft.note}
          onChange={(event) => editWithdrawal({ note: event.target.value })}
        />
      </div>
    </div>
  );
}
