import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import { normalizeTypedAmount } from '../../format/amount';
import { loadAccounts, useAccounts } from '../../stores/accounts-store';
import { closeWithdrawal, resetWithdrawal, useWithdrawalDraft } from '../../stores/withdrawal-draft';
import { Sentence } from '../../strings/sentence';
import { AddressChunks } from '../../ui/address-chunks';
import { Amount } from '../../ui/amount';
import { Dialog } from '../../ui/dialog';
import { Outcome } from '../initiate/outcome';
import { ProposalFooter } from '../initiate/proposal-footer';
import { useProposal } from '../initiate/use-proposal';
import { useAddresses } from './use-addresses';
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
  const { addresses } = useAddresses(draft.accountId);
  const command = useMemo(() => commandOf(draft), [draft]);
  const proposal = useProposal(command);

  const account = accounts.find((one) => one.id === draft.accountId);
  const available = account?.balances?.find((one) => one.asset === draft.asset)?.available ?? null;
  const fault = draftAmountFault(draft, available);
  const to = addresses?.find((one) => one.id === draft.addressId);
  const amount = normalizeTypedAmount(draft.amount);
  const hasAmount = draft.asset !== null && draftAmountFault(draft, null) === null && amount !== '';
  const blank = (words: string) => <span className="blank-word">{words}</span>;

  const submit = async () => {
    const made = await proposal.submit(true);
    if (made === null) return;
    resetWithdrawal();
    void loadAccounts();
  };

  return (
    <Dialog
      isOpen
      onClose={closeWithdrawal}
      title={t('withdrawal.title')}
      footer={
        <ProposalFooter
          proposal={proposal}
          words={{ start: t('withdrawal.submit'), complete: t('withdrawal.submitComplete') }}
          isSound={fault === null}
          onCancel={closeWithdrawal}
          onSubmit={() => void submit()}
        />
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
      <Outcome
        preview={proposal.preview}
        fillText={t('withdrawal.fill')}
        completesText={t('withdrawal.completesText')}
      />
      <p className="form-message t-bad small" role="alert">
        {proposal.message ?? ''}
      </p>
    </Dialog>
  );
}
