import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { selectAccount } from '../../stores/account-selection';
import { loadAccounts } from '../../stores/accounts-store';
import { refreshSession } from '../../stores/desktop-store';
import { useKept } from '../../stores/kept';
import { Sentence } from '../../strings/sentence';
import { Dialog } from '../../ui/dialog';
import { faultsByPath } from '../../ui/field-faults';
import { TextField } from '../../ui/text-field';
import type { InitiateCommand } from '../initiate/initiate-command';
import { Outcome } from '../initiate/outcome';
import { ProposalFooter } from '../initiate/proposal-footer';
import { useProposal } from '../initiate/use-proposal';

/** Creates an account, or asks for it. */
export function NewAccountDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useKept('new-account.name', '');
  const said = name.trim();
  const command = useMemo<InitiateCommand | null>(
    () => (said === '' ? null : { operation: 'account.create', params: { name: said } }),
    [said],
  );
  const proposal = useProposal(command);
  const submit = async () => {
    const made = await proposal.submit();
    if (made === null) return;
    if (made.result?.accountId !== undefined) {
      selectAccount(made.result.accountId);
      void loadAccounts();
      // What may be started is told account by account.
      void refreshSession();
    }
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('accounts.account.title')}
      footer={
        <ProposalFooter
          proposal={proposal}
          words={{ start: t('accounts.account.start'), complete: t('accounts.account.complete') }}
          onCancel={onClose}
          onSubmit={() => void submit()}
        />
      }
    >
      <p className="say">
        <Sentence
          text={t('accounts.account.say')}
          parts={{
            name:
              said === '' ? <span className="blank-word">{t('accounts.account.blank')}</span> : <b>{said}</b>,
          }}
        />
      </p>
      <div className="form-grid">
        <TextField
          isFull
          autoFocus
          label={t('accounts.account.name')}
          help={t('accounts.account.help')}
          value={name}
          error={faultsByPath(proposal.problem, 'params.').get('name')}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <Outcome
        preview={proposal.preview}
        fillText={t('accounts.account.fill')}
        completesText={t('accounts.account.completesText')}
      />
      <p className="form-message t-bad small" role="alert">
        {proposal.message ?? ''}
      </p>
    </Dialog>
  );
}
