import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../../shared/contract/policies';
import { loadPolicies } from '../../stores/policies-store';
import { Sentence } from '../../strings/sentence';
import type { InitiateCommand } from '../initiate/initiate-command';
import { ProposalDialog } from '../initiate/proposal-dialog';

/** Unlocking is never done, it is asked for: others decide (§7). */
export function UnlockDialog({ policy, onClose }: { policy: PolicyView; onClose: () => void }) {
  const { t } = useTranslation();
  const { workflow, version } = policy;
  const name = t(`policies.workflow.${workflow}`);
  const command = useMemo<InitiateCommand>(
    () => ({ operation: 'policy.unlock', params: { workflow, baseVersion: version } }),
    [workflow, version],
  );
  return (
    <ProposalDialog
      title={t('policies.unlock.title', { workflow: name })}
      say={<Sentence text={t('policies.unlock.say')} parts={{ what: <b>{name}</b> }} />}
      command={command}
      words={{ start: t('policies.unlock.start'), complete: t('policies.unlock.complete') }}
      completesText={t('policies.unlock.completesText')}
      fillText={t('policies.unlock.fill')}
      onClose={onClose}
      onDone={() => {
        void loadPolicies();
        onClose();
      }}
    >
      <p className="mid lock-lead">{t('policies.unlock.text')}</p>
    </ProposalDialog>
  );
}
