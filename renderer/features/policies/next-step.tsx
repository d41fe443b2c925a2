import { Lock, LockOpen, UsersRound } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../../shared/contract/policies';
import type { DryRun } from '../../../shared/contract/requests';
import { showScreen } from '../../stores/screen-store';
import { Button } from '../../ui/button';
import { useProblemText } from '../../ui/problem-text';
import type { InitiateCommand } from '../initiate/initiate-command';
import { useDryRun } from '../initiate/use-dry-run';
import { commandOf, type DraftItem } from './draft-edits';

/** What the engine says of locking now, in a few words. */
function useLockWords(preview: ReturnType<typeof useDryRun>): { text: string; tone: string } {
  const { t } = useTranslation();
  const textOf = useProblemText();
  if (preview.state === 'failed')
    return { text: t('policies.next.refused', { why: textOf(preview.problem) }), tone: 'dim' };
  if (preview.state !== 'known') return { text: t('policies.next.checking'), tone: 'dim' };
  const { outcome, missing = [], warnings, code, detail }: DryRun = preview.dryRun;
  if (missing.length > 0) {
    const what = missing.map((one) => t(`policies.missing.${one}`)).join(', ');
    return { text: t('policies.next.missing', { count: missing.length, what }), tone: 'mid' };
  }
  if (outcome === 'refuse') {
    const why = detail ?? (code ? t(`problems.${code}`) : '');
    return { text: t('policies.next.refused', { why }), tone: 'mid' };
  }
  return warnings.includes('no_spare_approver')
    ? { text: t('policies.next.noSpare'), tone: 't-risk' }
    : { text: t('policies.next.ready'), tone: 't-ok' };
}

interface NextStepProps {
  policy: PolicyView;
  /** Bound by a lock elsewhere: giving or taking power here waits for others already (§7). */
  isInRing: boolean;
  isAnyLocked: boolean;
  /** Opens the lock dialog. */
  onLock: () => void;
}

/** What comes before locking, in a sentence; null where that is next. */
function useStepWords({ policy, isInRing, isAnyLocked }: Omit<NextStepProps, 'onLock'>): string | null {
  const { t } = useTranslation();
  if (isInRing) return t('policies.next.inRing');
  if (policy.stage === 'configure')
    return t(policy.coverage.ok ? 'policies.next.configure' : 'policies.next.configureShort');
  return isAnyLocked ? null : t('policies.next.reversible');
}

function TowardsLock({ policy, isInRing, isAnyLocked, onLock }: NextStepProps) {
  const { t } = useTranslation();
  const step = useStepWords({ policy, isInRing, isAnyLocked });
  const command = useMemo<InitiateCommand>(
    () => ({
      operation: 'policy.lock',
      params: { workflow: policy.workflow, baseVersion: policy.version },
    }),
    [policy.workflow, policy.version],
  );
  const words = useLockWords(useDryRun(command));
  return (
    <>
      <Button icon={Lock} onPress={onLock}>
        {t('policies.next.lock')}
      </Button>
      <span className="small next-words">
        {step === null ? null : <span className="mid block">{step}</span>}
        <span className={step === null ? words.tone : `${words.tone} sentence`}>{words.text}</span>
      </span>
    </>
  );
}

/** What comes next for a workflow, and which condition for it is missing (§8). */
export function NextStep(props: NextStepProps) {
  const { t } = useTranslation();
  const { policy, isAnyLocked } = props;
  if (!policy.othersApprove && !policy.locked)
    return (
      <>
        <Button icon={UsersRound} onPress={() => showScreen('people')}>
          {t('policies.next.toPeople')}
        </Button>
        <span className="small mid next-words">
          {t('policies.next.bootstrap')}
          {policy.stage === 'enforce' ? (
            <span className="block">
              {t(isAnyLocked ? 'policies.next.nobodyApproves' : 'policies.next.nobodyApprovesOff')}
            </span>
          ) : null}
        </span>
      </>
    );
  return <TowardsLock {...props} />;
}

interface LockedStepProps {
  /** How many others have to approve a change. */
  needed: number;
  isEditing: boolean;
  onEditing: (isEditing: boolean) => void;
  onUnlock: () => void;
}

/** On a locked policy: every way on is a request. */
export function LockedStep({ needed, isEditing, onEditing, onUnlock }: LockedStepProps) {
  const { t } = useTranslation();
  return (
    <>
      <Button onPress={() => onEditing(!isEditing)}>
        {t(isEditing ? 'policies.next.stopEditing' : 'policies.next.propose')}
      </Button>
      <Button kind="ghost" icon={LockOpen} onPress={onUnlock}>
        {t('policies.next.unlock')}
      </Button>
      <span className="small dim next-words sentence">{t('policies.next.locked', { count: needed })}</span>
    </>
  );
}

/** On a card with edits: what submitting them would do. */
export function DraftStep({ item }: { item: DraftItem }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const command = useMemo(() => commandOf(item.subject, item.draft), [item]);
  const preview = useDryRun(item.conflicts.length > 0 ? null : command);
  const words = () => {
    if (preview.state === 'failed') return t('policies.next.refuses', { why: textOf(preview.problem) });
    if (preview.state !== 'known') return '';
    const { outcome, requiredApprovals, code, detail } = preview.dryRun;
    if (outcome === 'complete') return t('policies.next.completes');
    if (outcome === 'queue') return t('policies.next.waits', { count: requiredApprovals });
    return t('policies.next.refuses', { why: detail ?? (code ? t(`problems.${code}`) : '') });
  };
  const isRefused =
    preview.state === 'failed' || (preview.state === 'known' && preview.dryRun.outcome === 'refuse');
  return (
    <span className={isRefused ? 'small t-bad next-words' : 'small mid next-words'} role="status">
      {words()}
    </span>
  );
}
