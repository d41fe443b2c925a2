import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../../shared/contract/policies';
import { loadPolicies } from '../../stores/policies-store';
import { Sentence } from '../../strings/sentence';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/text-field';
import type { InitiateCommand } from '../initiate/initiate-command';
import { Outcome } from '../initiate/outcome';
import { ProposalFooter } from '../initiate/proposal-footer';
import { useProposal } from '../initiate/use-proposal';

/** Unlocking is never done, it is asked for: others decide (§7). */
export function UnlockDialog({ policy, onClose }: { policy: PolicyView; onClose: () => void }) {
  const { t } = useTranslation();
  const { workflow, version } = policy;
  const name = t(`policies.workflow.${workflow}`);
  const [note, setNote] = useState('');
  const command = useMemo<InitiateCommand>(() => {
    const said = note.trim();
    return {
      operation: 'policy.unlock',
      params: { workflow, baseVersion: version },
      ...(said === '' ? {} : { note: said }),
    };
  }, [workflow, version, note]);
  const proposal = useProposal(command);
  const submit = async () => {
    if ((await proposal.submit()) === null) return;
    void loadPolicies();
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('policies.unlock.title', { workflow: name })}
      footer={
        <ProposalFooter
          proposal={proposal}
          words={{ start: t('policies.unlock.start'), complete: t('policies.unlock.complete') }}
          onCancel={onClose}
          onSubmit={() => void submit()}
        />
      }
    >
      <p className="say">
        <Sentence text={t('policies.unlock.say')} parts={{ what: <b>{name}</b> }} />
      </p>
      <p className="mid lock-lead">{t('policies.unlock.text')}</p>
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
        fillText={t('policies.unlock.fill')}
        completesText={t('policies.unlock.completesText')}
      />
      <p className="form-message t-bad small" role="alert">
        {proposal.message ?? ''}
      </p>
    </Dialog>
  );
}
