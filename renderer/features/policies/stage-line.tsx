import { Check, Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../../shared/contract/policies';

const STAGES = ['bootstrap', 'configure', 'enforce', 'locked'] as const;

/** Where a workflow stands on the way from Bootstrap to Lock; the step that may follow is dashed. */
export function StageLine({ policy }: { policy: PolicyView }) {
  const { t } = useTranslation();
  const { workflow, stage, othersApprove, alwaysRequireApproval } = policy;
  const at = STAGES.indexOf(stage);
  // A tick says that a step's substance is there, not only that a later one was taken.
  const isDone = (one: (typeof STAGES)[number]) =>
    one === 'enforce' ? alwaysRequireApproval : stage === 'locked' || othersApprove;
  const isLocked = stage === 'locked';
  return (
    <ol
      className={isLocked ? 'stages locked' : 'stages'}
      aria-label={t('policies.stages', { workflow: t(`policies.workflow.${workflow}`) })}
    >
      {STAGES.map((one, index) => {
        const kind =
          index < at
            ? isDone(one)
              ? 'was'
              : 'skipped'
            : index === at
              ? 'now'
              : index === at + 1
                ? 'next'
                : '';
        const words = one === 'locked' && !isLocked ? t('policies.stage.lock') : t(`policies.stage.${one}`);
        return (
          <li key={one} className={kind} aria-current={index === at ? 'step' : undefined}>
            {kind === 'was' ? <Check className="i i-xs" /> : null}
            {isLocked && index === at ? <Lock className="i i-xs" /> : null}
            {words}
            {kind === 'skipped' ? (
              <span className="stage-note" title={isLocked ? t('policies.skippedText') : undefined}>
                {t(isLocked ? 'policies.skipped' : 'policies.open')}
                {isLocked ? <span className="sr">. {t('policies.skippedText')}</span> : null}
              </span>
            ) : null}
            {kind === 'was' || kind === 'next' ? (
              <span className="sr">{t(kind === 'was' ? 'policies.passed' : 'policies.nextStage')}</span>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}
