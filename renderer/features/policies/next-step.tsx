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
  /** Opens the lock dialog. */
  onLock: () => void;
}

function TowardsLock({ policy, onLock }: NextStepProps) {
  const { t } = useTranslation();
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
        {policy.stage === 'configure' ? (
          <span className="mid block">
            {t(policy.coverage.ok ? 'policies.next.configure' : 'policies.next.configureShort')}
          </span>
        ) : null}
        <span className={policy.stage === 'configure' ? `${words.tone} sentence` : words.tone}>
          {words.text}
        </span>
      </span>
    </>
  );
}

/** What comes next for a workflow, and which condition for it is missing (§8). */
export function NextStep({ policy, onLock }: NextStepProps) {
  const { t } = useTranslation();
  if (policy.stage === 'bootstrap')
    return (
      <>
        <Button icon={UsersRound} onPress={() => showScreen('people')}>
          {t('policies.next.toPeople')}
        </Button>
        <span className="small mid next-words">{t('policies.next.bootstrap')}</span>
      </>
    );
  return <TowardsLock policy={policy} onLock={onLock} />;
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
