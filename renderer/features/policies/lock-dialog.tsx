import { HardDrive, Lock, OctagonX, TriangleAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import type { PolicyView } from '../../../shared/contract/policies';
import { useDesktop } from '../../stores/desktop-store';
import { loadPolicies } from '../../stores/policies-store';
import { showScreen } from '../../stores/screen-store';
import { Dialog } from '../../ui/dialog';
import { TypedConfirmation } from '../../ui/typed-confirmation';
import type { InitiateCommand } from '../initiate/initiate-command';
import { Outcome } from '../initiate/outcome';
import { ProposalFooter } from '../initiate/proposal-footer';
import { useProposal } from '../initiate/use-proposal';
import { LockConditions } from './lock-conditions';
import { PowerHolders } from './power-holders';

interface LockDialogProps {
  policy: PolicyView;
  /** How many approvals a change of a locked policy needs. */
  neededForLocked: number;
  session: SessionView;
  onClose: () => void;
}

/** The point of commitment: conditions, who will hold power, what can't be undone alone, and the words to type (§7, §8). */
export function LockDialog({ policy, neededForLocked, session, onClose }: LockDialogProps) {
  const { t } = useTranslation();
  const { workflow, version } = policy;
  const name = t(`policies.workflow.${workflow}`);
  const phrase = t('policies.lock.phrase', { workflow: name }).toLowerCase();
  const [typed, setTyped] = useState('');
  const isLocal = useDesktop((state) => state.desktop?.profile?.kind !== 'remote');
  const command = useMemo<InitiateCommand>(
    () => ({ operation: 'policy.lock', params: { workflow, baseVersion: version } }),
    [workflow, version],
  );
  const proposal = useProposal(command);
  const { dryRun, preview } = proposal;
  const missing = dryRun?.missing ?? [];
  const canGoOn = dryRun !== null && dryRun.outcome !== 'refuse';
  // Other reasons to refuse than the conditions are told by the outcome itself.
  const isOtherRefusal = preview.state === 'failed' || (dryRun?.outcome === 'refuse' && missing.length === 0);
  const isTyped = typed.trim().toLowerCase() === phrase;

  const submit = async () => {
    if ((await proposal.submit()) === null) return;
    void loadPolicies();
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      role="alertdialog"
      title={t('policies.lock.title', { workflow: name })}
      mark={
        <span className="lockmark">
          <Lock className="i i-lg" />
        </span>
      }
      footer={
        <>
          {canGoOn ? (
            <div className="confirm">
              <TypedConfirmation phrase={phrase} value={typed} onChange={setTyped} />
            </div>
          ) : null}
          <ProposalFooter
            proposal={proposal}
            words={{
              start: t('policies.lock.button', { workflow: name }),
              complete: t('policies.lock.button', { workflow: name }),
            }}
            isSound={isTyped}
            completeKind="ink"
            completeIcon={Lock}
            onCancel={onClose}
            onSubmit={() => void submit()}
          />
        </>
      }
    >
      <p className="mid lock-lead">
        {t(session.member.owner ? 'policies.lock.leadYou' : 'policies.lock.lead')}{' '}
        <b>{t('policies.lock.cannotUndo')}</b> {t('policies.lock.unlocking', { count: neededForLocked })}
      </p>
      {dryRun === null || isOtherRefusal ? (
        <Outcome
          preview={preview}
          fillText={t('policies.lock.fill')}
          completesText={t('policies.lock.completesText')}
        />
      ) : (
        <>
          <LockConditions
            missing={missing}
            shortfalls={dryRun.shortfalls ?? []}
            onGo={(screen) => {
              onClose();
              showScreen(screen);
            }}
          />
          {missing.length > 0 ? (
            <div className="note risk gap">
              <OctagonX className="i i-sm" />
              <span>{t('policies.lock.missingText', { count: missing.length })}</span>
            </div>
          ) : null}
          {dryRun.outcome === 'complete' && dryRun.warnings.includes('no_spare_approver') ? (
            <div className="note risk gap">
              <TriangleAlert className="i i-sm" />
              <span>{t('policies.lock.noSpare')}</span>
            </div>
          ) : null}
          {isLocal ? (
            <div className="note gap">
              <HardDrive className="i i-sm" />
              <span>{t('policies.lock.thisComputer')}</span>
            </div>
          ) : null}
          {dryRun.holders ? (
            <PowerHolders workflow={workflow} required={policy.requiredApprovals} holders={dryRun.holders} />
          ) : null}
          {dryRun.outcome === 'queue' ? <Outcome preview={preview} fillText="" completesText="" /> : null}
        </>
      )}
      <p className="form-message t-bad small" role="alert">
        {proposal.message ?? ''}
      </p>
    </Dialog>
  );
}
