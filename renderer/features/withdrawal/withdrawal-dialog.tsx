import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import { normalizeTypedAmount } from '../../format/amount';
import { useAccounts } from '../../stores/accounts-store';
import { closeWithdrawal, useWithdrawalDraft } from '../../stores/withdrawal-draft';
import { Sentence } from '../../strings/sentence';
import { AddressChunks } from '../../ui/address-chunks';
import { Amount } from '../../ui/amount';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { FreshStepUp, StepUpField, useStepUpLeft } from '../request/step-up';
import { Outcome } from './outcome';
import { useAddresses } from './use-addresses';
import { useDryRun } from './use-dry-run';
import { useSubmitWithdrawal } from './use-submit-withdrawal';
import { commandOf, draftAmountFault } from './withdrawal-command';
import { WithdrawalFields } from './withdrawal-fields';

/** Accounts on which this person may start withdrawals, and whose balances they see. */
function useOfferedAccounts(session: SessionView) {
  const accounts = useAccounts((state) => state.accounts);
  return useMemo(() => {
    const entries = session.may.initiate.filter((one) => one.workflow === 'withdrawals');
    const isOffered = (id: string) => entries.some((one) => one.accountId === null || one.accountId === id);
    return (accounts ?? []).filter((account) => account.balances !== undefined && isOffered(account.id));
  }, [accounts, session]);
}

/** New withdrawal: what would happen stands first and last, the form between. */
export function WithdrawalDialog({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const draft = useWithdrawalDraft((state) => state.draft);
  const accounts = useOfferedAccounts(session);
  const addresses = useAddresses(draft.accountId);
  const command = useMemo(() => commandOf(draft), [draft]);
  const preview = useDryRun(command);
  const left = useStepUpLeft(session.stepUpUntil);
  const [code, setCode] = useState('');
  const submitRef = useRef<HTMLButtonElement>(null);
  const { isSending, message, submit } = useSubmitWithdrawal();

  const account = accounts.find((one) => one.id === draft.accountId);
  const available = account?.balances?.find((one) => one.asset === draft.asset)?.available ?? null;
  const fault = draftAmountFault(draft, available);
  const to = addresses?.find((one) => one.id === draft.addressId);
  const dryRun = preview.state === 'known' ? preview.dryRun : null;
  const needsCode = dryRun?.stepUpRequired === true && left === 0;
  const isReady = command !== null && fault === null && dryRun !== null && dryRun.outcome !== 'refuse';
  const amount = normalizeTypedAmount(draft.amount);
  const hasAmount = draft.asset !== null && draftAmountFault(draft, null) === null && amount !== '';
  const blank = (words: string) => <span className="blank-word">{words}</span>;
  const words =
    dryRun?.outcome === 'complete'
      ? t('withdrawal.submitComplete')
      : dryRun?.outcome === 'queue'
        ? t('withdrawal.submitQueue')
        : t('withdrawal.submit');

  return (
    <Dialog
      isOpen
      onClose={closeWithdrawal}
      title={t('withdrawal.title')}
      footer={
        <>
          {dryRun?.stepUpRequired && left > 0 ? <FreshStepUp left={left} /> : null}
          {needsCode ? (
            <StepUpField code={code} onCode={setCode} onComplete={() => submitRef.current?.focus()} />
          ) : null}
          <span className="grow" />
          <Button isLarge onPress={closeWithdrawal}>
            {t('action.cancel')}
          </Button>
          <Button
            ref={submitRef}
            kind="primary"
            isLarge
            isPending={isSending}
            isDisabled={!isReady || (needsCode && code.length < 6)}
            onPress={() => {
              if (command)
                void submit(command, needsCode ? code : null).then((isFine) => (isFine ? null : setCode('')));
            }}
          >
            {words}
          </Button>
        </>
      }
    >
      <p className="say">
        <Sentence
          text={t('withdrawal.say')}
          parts={{
            amount:
              hasAmount && draft.asset !== null ? (
                <Amount value={amount} asset={draft.asset} />
              ) : (
                blank(t('withdrawal.blankAmount'))
              ),
            from: account ? <b>{account.name}</b> : blank(t('withdrawal.blankFrom')),
            to: to ? <b>{to.label}</b> : blank(t('withdrawal.blankTo')),
          }}
        />
      </p>
      <div className="addr-room">
        {to ? (
          <div className="addr">
            <AddressChunks address={to.address} />
            <span className="dim small nowrap">{t(`network.${to.network}`)}</span>
          </div>
        ) : null}
      </div>
      <WithdrawalFields
        draft={draft}
        accounts={accounts}
        addresses={addresses}
        available={available}
        fault={fault}
      />
      <Outcome preview={preview} />
      <p className="form-message t-bad small" role="alert">
        {message ?? ''}
      </p>
    </Dialog>
  );
}
