import { HardDrive, Lock, OctagonX, TriangleAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import type { PolicyView } from '../../../shared/contract/policies';
import type { DryRun } from '../../../shared/contract/requests';
import { useDesktop } from '../../stores/desktop-store';
import { loadPolicies, neededWhenLocked, usePolicies } from '../../stores/policies-store';
import { showScreen } from '../../stores/screen-store';
import { Dialog } from '../../ui/dialog';
import { TypedConfirmation } from '../../ui/typed-confirmation';
import { useOneCall } from '../../ui/use-one-call';
import type { InitiateCommand } from '../initiate/initiate-command';
import { Outcome } from '../initiate/outcome';
import { ProposalFooter } from '../initiate/proposal-footer';
import { useProposal } from '../initiate/use-proposal';
import { LockChanges } from './lock-changes';
import { LockConditions } from './lock-conditions';
import { changedHolders, groundKey, lockChanges, type LockGround } from './lock-ground';
import { PowerHolders } from './power-holders';

const NO_SPARE = 'no_spare_approver';
/** What is said above already isn't said twice. */
const otherWarnings = ({ warnings }: DryRun) => warnings.filter((warning) => warning !== NO_SPARE);

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
  const [kept, setTyped] = useState({ on: '', text: '' });
  const [first, setFirst] = useState<LockGround | null>(null);
  const isLocal = useDesktop((state) => state.desktop?.profile?.kind !== 'remote');
  const command = useMemo<InitiateCommand>(
    () => ({ operation: 'policy.lock', params: { workflow, baseVersion: version } }),
    [workflow, version],
  );
  const { isWorking, run } = useOneCall();
  const asked = useProposal(command);
  const proposal = { ...asked, isSending: asked.isSending || isWorking };
  const { dryRun, preview } = proposal;
  const missing = dryRun?.missing ?? [];
  const canGoOn = dryRun !== null && dryRun.outcome !== 'refuse';
  // Other reasons to refuse than the conditions are told by the outcome itself.
  const isOtherRefusal = preview.state === 'failed' || (dryRun?.outcome === 'refuse' && missing.length === 0);
  const ground = dryRun === null ? null : { policy, neededForLocked, dryRun };
  if (first === null && ground !== null) setFirst(ground);
  const on = ground === null ? '' : groundKey(ground);
  const changes = first === null || ground === null ? [] : lockChanges(first, ground);
  // Words typed before something changed were typed for something else.
  const typed = kept.on === on ? kept.text : '';
  const isTyped = typed.trim().toLowerCase() === phrase;

  const submit = async () => {
    // What is locked is what was looked at: where it isn't so any more, nothing is sent.
    const [now] = await Promise.all([proposal.askAgain(), loadPolicies()]);
    const { policies } = usePolicies.getState();
    const standing = policies.find((one) => one.workflow === workflow);
    if (now.state !== 'known' || !standing) return;
    const again = { policy: standing, neededForLocked: neededWhenLocked(policies), dryRun: now.dryRun };
    if (groundKey(again) !== on) return;
    const isMade = (await proposal.submit()) !== null;
    void loadPolicies();
    if (isMade) onClose();
    else void proposal.askAgain();
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
              <TypedConfirmation phrase={phrase} value={typed} onChange={(text) => setTyped({ on, text })} />
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
            onSubmit={() => void run(submit)}
          />
        </>
      }
    >
      <p className="mid lock-lead">
        {t(session.member.owner ? 'policies.lock.leadYou' : 'policies.lock.lead')}{' '}
        <b>{t('policies.lock.cannotUndo')}</b> {t('policies.lock.unlocking', { count: neededForLocked })}
      </p>
      <LockChanges changes={changes} />
      {dryRun === null || isOtherRefusal ? (
        <Outcome
          preview={preview}
          fillText={t('policies.lock.fill')}
          completesText={t('policies.lock.completesText')}
        />
      ) : (
        <>
          {dryRun.warnings.includes(NO_SPARE) ? (
            <div className="note risk gap">
              <TriangleAlert className="i i-sm" />
              <span>{t('policies.lock.noSpare')}</span>
            </div>
          ) : null}
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
          {isLocal ? (
            <div className="note gap">
              <HardDrive className="i i-sm" />
              <span>{t('policies.lock.thisComputer')}</span>
            </div>
          ) : null}
          {dryRun.holders ? (
            <PowerHolders
              workflow={workflow}
              required={policy.requiredApprovals}
              holders={dryRun.holders}
              changed={changedHolders(changes)}
            />
          ) : null}
          {dryRun.outcome === 'queue' ? (
            <Outcome
              preview={{ state: 'known', dryRun: { ...dryRun, warnings: otherWarnings(dryRun) } }}
              fillText=""
              completesText=""
            />
          ) : null}
        </>
      )}
      <p className="form-message t-bad small" role="alert">
        {proposal.message ?? ''}
      </p>
    </Dialog>
  );
}
