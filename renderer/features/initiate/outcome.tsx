import { CircleCheck, OctagonX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { WORKFLOWS } from '../../../shared/contract/organization';
import type { DryRun } from '../../../shared/contract/requests';
import { useProblemText } from '../../ui/problem-text';
import { OpenSlots } from '../request/signature-line';
import type { Preview } from './use-dry-run';

const isKnownWarning = (warning: string): warning is 'too_few_approvers' | 'no_spare_approver' =>
  warning === 'too_few_approvers' || warning === 'no_spare_approver';

/** A warning of the engine in words; one about coverage names its workflow behind a colon. */
function useWarningWords(): (warning: string) => string {
  const { t } = useTranslation();
  return (warning) => {
    if (isKnownWarning(warning)) return t(`initiate.warning.${warning}`);
    const uncovered = WORKFLOWS.find((workflow) => warning === `uncovered:${workflow}`);
    return uncovered === undefined
      ? warning
      : t('initiate.warning.uncovered', { workflow: t(`people.workflow.${uncovered}`) });
  };
}

function Queues({ dryRun }: { dryRun: DryRun }) {
  const { t } = useTranslation();
  const { eligibleApprovers: people, requiredApprovals: needed } = dryRun;
  const [only] = people;
  return (
    <>
      <p>
        <b>
          {people.length === 1 && only
            ? t('initiate.waitsForOne', { name: only.displayName })
            : t('initiate.waits', { count: needed })}
        </b>{' '}
        <span className="mid">
          {people.length === 1 ? '' : people.map((person) => person.displayName).join(', ')}
        </span>
      </p>
      <div className="sign lines" role="list">
        <OpenSlots people={people} count={needed} isAfterMe={false} />
      </div>
      {dryRun.queuedBecause ? (
        <p className="who-can">
          {t('initiate.waitsBecause', { because: t(`request.because.${dryRun.queuedBecause}`) })}
          {dryRun.queuedBecause === 'ring_change' ? ` ${t('request.becauseMore.ring_change')}` : null}
        </p>
      ) : null}
    </>
  );
}

function Known({ dryRun, completesText }: { dryRun: DryRun; completesText: string }) {
  const { t } = useTranslation();
  const warningWords = useWarningWords();
  if (dryRun.outcome === 'refuse') {
    const why = dryRun.detail ?? (dryRun.code ? t(`problems.${dryRun.code}`) : '');
    return (
      <div className="outcome-line">
        <OctagonX className="i t-bad" />
        <p>
          <b className="t-bad">{t('initiate.refused')}</b>
          <span className="mid block">{why}</span>
        </p>
      </div>
    );
  }
  return (
    <>
      {dryRun.outcome === 'complete' ? (
        <div className="outcome-line">
          <CircleCheck className="i t-ok" />
          <p>
            <b>{t('initiate.completes')}</b>
            <span className="mid block">{completesText}</span>
          </p>
        </div>
      ) : (
        <Queues dryRun={dryRun} />
      )}
      {dryRun.warnings.map((warning) => (
        <div key={warning} className="note risk gap">
          <TriangleAlert className="i i-sm" />
          <span>{warningWords(warning)}</span>
        </div>
      ))}
    </>
  );
}

interface OutcomeProps {
  preview: Preview;
  /** Said while something is missing. */
  fillText: string;
  /** What completing at once means here. */
  completesText: string;
}

/** What will happen, worked out by the engine before anything is sent. Room is kept, so that nothing jumps. */
export function Outcome({ preview, fillText, completesText }: OutcomeProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  return (
    <section className="sect outcome-box" aria-live="polite" aria-busy={preview.state === 'checking'}>
      <h3 className="h">{t('initiate.outcome')}</h3>
      {preview.state === 'incomplete' ? <p className="dim">{fillText}</p> : null}
      {preview.state === 'checking' ? (
        <p className="dim outcome-line">
          <i className="spin" aria-hidden="true" />
          {t('initiate.checking')}
        </p>
      ) : null}
      {preview.state === 'known' ? <Known dryRun={preview.dryRun} completesText={completesText} /> : null}
      {preview.state === 'failed' ? (
        <div className="outcome-line">
          <OctagonX className="i t-bad" />
          <p>
            <b className="t-bad">{t('initiate.refused')}</b>
            <span className="mid block">{textOf(preview.problem)}</span>
          </p>
        </div>
      ) : null}
    </section>
  );
}
