import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/contract/money';
import { assetOf, ASSETS } from '../../../shared/domain/assets';
import { call } from '../../api/bridge';
import { amountFault, normalizeTypedAmount } from '../../format/amount';
import { loadAccounts } from '../../stores/accounts-store';
import { Sentence } from '../../strings/sentence';
import { Amount, amountText } from '../../ui/amount';
import { announce } from '../../ui/announcer';
import { ChoiceSelect } from '../../ui/choice-select';
import { faultsByPath } from '../../ui/field-faults';
import { useProblemText } from '../../ui/problem-text';
import { TextField } from '../../ui/text-field';
import { StepUpDialog } from '../initiate/step-up-dialog';
import { useConfirmedCall } from '../initiate/use-confirmed-call';

interface DepositDialogProps {
  account: AccountView;
  onClose: () => void;
}

/** Records what came in: the Owner alone, with a second factor (§10). */
export function DepositDialog({ account, onClose }: DepositDialogProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [asset, setAsset] = useState<string | null>(account.balances?.[0]?.asset ?? null);
  const [typed, setTyped] = useState('');
  const [reference, setReference] = useState('');
  const { confirmation, isWorking, problem, run } = useConfirmedCall();

  const amount = normalizeTypedAmount(typed);
  const decimals = assetOf(asset ?? '')?.decimals ?? 18;
  const fault = typed.trim() === '' ? null : amountFault(amount, decimals, null);
  const faults = faultsByPath(problem);
  const hasAmount = asset !== null && amount !== '' && fault === null;
  const isSound = hasAmount && reference.trim() !== '';
  const amountWords =
    fault === null
      ? faults.get('amount')
      : t(`withdrawal.fault.${fault}`, {
          asset: asset ?? '',
          count: decimals,
          account: account.name,
          amount,
        });

  const record = async () => {
    if (asset === null) return;
    const posting = await run((sent) =>
      call('ledger.deposit', {
        accountId: account.id,
        asset,
        amount,
        reference: reference.trim(),
        ...sent,
      }),
    );
    if (posting === null) return;
    void loadAccounts();
    // The screen shows it; only who can't see that is told.
    announce(
      t('accounts.deposit.recorded', {
        amount: amountText(posting.amount, posting.asset),
        account: account.name,
      }),
    );
    onClose();
  };
  return (
    <StepUpDialog
      title={t('accounts.deposit.title')}
      submitText={t('accounts.deposit.submit')}
      confirmation={confirmation}
      isWorking={isWorking}
      isSound={isSound}
      problem={problem}
      message={problem && faults.size === 0 ? t('accounts.deposit.failed', { why: textOf(problem) }) : null}
      onClose={onClose}
      onSubmit={() => void record()}
    >
      <p className="say">
        <Sentence
          text={t('accounts.deposit.say')}
          parts={{
            amount: hasAmount ? (
              <Amount value={amount} asset={asset} />
            ) : (
              <span className="blank-word">{t('accounts.deposit.blank')}</span>
            ),
            account: <b>{account.name}</b>,
          }}
        />
      </p>
      <p className="mid lead-text">{t('accounts.deposit.text')}</p>
      <div className="form-grid">
        <ChoiceSelect
          label={t('accounts.deposit.asset')}
          placeholder={t('withdrawal.chooseAsset')}
          isLarge
          autoFocus
          value={asset}
          choices={ASSETS.map(({ code: id, name }) => ({ id, label: id, aside: name }))}
          onChange={setAsset}
        />
        <TextField
          label={t('accounts.deposit.amount')}
          inputMode="decimal"
          maxLength={60}
          isMono
          value={typed}
          error={amountWords}
          end={<span className="dim small">{asset}</span>}
          onChange={(event) => setTyped(event.target.value)}
        />
        <TextField
          isFull
          label={t('accounts.deposit.reference')}
          help={t('accounts.deposit.referenceHelp')}
          value={reference}
          error={faults.get('reference')}
          onChange={(event) => setReference(event.target.value)}
        />
      </div>
    </StepUpDialog>
  );
}
