import { Check, Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Workflow } from '../../../shared/contract/organization';
import type { PolicyView } from '../../../shared/contract/policies';

const STAGES = ['bootstrap', 'configure', 'enforce', 'locked'] as const;

/** Where a workflow stands on the way from Bootstrap to Lock; the step that may follow is dashed. */
export function StageLine({ workflow, stage }: { workflow: Workflow; stage: PolicyView['stage'] }) {
  const { t } = useTranslation();
  const at = STAGES.indexOf(stage);
  const isLocked = stage === 'locked';
  return (
    <ol
      className={isLocked ? 'stages locked' : 'stages'}
      aria-label={t('policies.stages', { workflow: t(`policies.workflow.${workflow}`) })}
    >
      {STAGES.map((one, index) => {
        const kind = index < at ? 'was' : index === at ? 'now' : index === at + 1 ? 'next' : '';
        const words = one === 'locked' && !isLocked ? t('policies.stage.lock') : t(`policies.stage.${one}`);
        return (
          <li key={one} className={kind} aria-current={index === at ? 'step' : undefined}>
            {index < at ? <Check className="i i-xs" /> : null}
            {isLocked && index === at ? <Lock className="i i-xs" /> : null}
            {words}
            {kind === 'was' || kind === 'next' ? (
              <span className="sr">{t(kind === 'was' ? 'policies.passed' : 'policies.nextStage')}</span>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}
