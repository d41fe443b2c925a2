import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grants, MemberView } from '../../../shared/contract/organization';
import { firstNameOf } from '../../format/person';
import { keepAccessDraft } from '../../stores/access-drafts';
import { useAccounts } from '../../stores/accounts-store';
import { loadMembers } from '../../stores/members-store';
import { Sentence } from '../../strings/sentence';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/text-field';
import type { InitiateCommand } from '../initiate/initiate-command';
import { Outcome } from '../initiate/outcome';
import { ProposalFooter } from '../initiate/proposal-footer';
import { useProposal } from '../initiate/use-proposal';
import { PowerList } from './power-list';

interface ChangeDialogProps {
  member: MemberView;
  before: Grants;
  after: Grants;
  command: InitiateCommand;
  onClose: () => void;
}

/** Submits a draft: what the member could do before and after, what will happen, and the second factor. */
export function ChangeDialog({ member, before, after, command, onClose }: ChangeDialogProps) {
  const { t } = useTranslation();
  const accounts = useAccounts((state) => state.accounts) ?? [];
  const [note, setNote] = useState('');
  const full = useMemo<InitiateCommand>(() => {
    const said = note.trim();
    return { ...command, ...(said === '' ? {} : { note: said }) };
  }, [command, note]);
  const proposal = useProposal(full);

  const submit = async () => {
    const made = await proposal.submit();
    if (made === null) return;
    keepAccessDraft(member.id, null);
    void loadMembers();
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('request.kind.member.permissions.change')}
      footer={
        <ProposalFooter
          proposal={proposal}
          words={{ start: t('people.changeStart'), complete: t('people.changeComplete') }}
          onCancel={onClose}
          onSubmit={() => void submit()}
        />
      }
    >
      <p className="say">
        <Sentence text={t('request.say.access')} parts={{ name: <b>{member.displayName}</b> }} />
      </p>
      <section className="sect">
        <h3 className="h">{t('people.could', { name: firstNameOf(member.displayName) })}</h3>
        <PowerList before={before} after={after} accounts={accounts} />
      </section>
      <div className="form-grid">
        <TextField
          isFull
          label={t('initiate.note')}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <Outcome
        preview={proposal.preview}
        fillText={t('people.changeFill')}
        completesText={t('people.changeCompletesText')}
      />
      <p className="form-message t-bad small" role="alert">
        {proposal.message ?? ''}
      </p>
    </Dialog>
  );
}
