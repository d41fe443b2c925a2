import { CircleCheck, OctagonX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DryRun } from '../../../shared/contract/requests';
import { useProblemText } from '../../ui/problem-text';
import { OpenSlot } from '../request/signature-line';
import type { Preview } from './use-dry-run';

function Queues({ dryRun }: { dryRun: DryRun }) {
  const { t } = useTranslation();
  const { eligibleApprovers: people, requiredApprovals: needed } = dryRun;
  const [only] = people;
  return (
    <>
      <p>
        <b>
          {people.length === 1 && only
            ? t('withdrawal.waitsForOne', { name: only.displayName })
            : t('withdrawal.waits', { count: needed })}
        </b>{' '}
        <span className="mid">
          {people.length === 1 ? '' : people.map((person) => person.displayName).join(', ')}
        </span>
      </p>
      <div className="sign lines" role="list">
        {Array.from({ length: Math.min(needed, 4) }, (_, index) => (
          <OpenSlot key={index} index={index} people={people} isAfterMe={false} />
        ))}
      </div>
      {dryRun.queuedBecause ? (
        <p className="who-can">
          {t('withdrawal.waitsBecause', { because: t(`request.because.${dryRun.queuedBecause}`) })}
        </p>
      ) : null}
    </>
  );
}

function Known({ dryRun }: { dryRun: DryRun }) {
  const { t } = useTranslation();
  if (dryRun.outcome === 'refuse') {
    const why = dryRun.detail ?? (dryRun.code ? t(`problems.${dryRun.code}`) : '');
    return (
      <div className="outcome-line">
        <OctagonX className="i t-bad" />
        <p>
          <b className="t-bad">{t('withdrawal.refused')}</b>
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
            <b>{t('withdrawal.completes')}</b>
            <span className="mid block">{t('withdrawal.completesText')}</span>
          </p>
        </div>
      ) : (
        <Queues dryRun={dryRun} />
      )}
      {dryRun.warnings.map((warning) => (
        <div key={warning} className="note risk gap">
          <TriangleAlert className="i i-sm" />
          <span>{warning}</span>
        </div>
      ))}
    </>
  );
}

/** What will happen, worked out by the engine before anything is sent. Room is kept, so that nothing jumps. */
export function Outcome({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  return (
    <section className="sect outcome-box" aria-live="polite" aria-busy={preview.state === 'checking'}>
      <h3 className="h">{t('withdrawal.outcome')}</h3>
      {preview.state === 'incomplete' ? <p className="dim">{t('withdrawal.fill')}</p> : null}
      {preview.state === 'checking' ? (
        <p className="dim outcome-line">
          <i className="spin" aria-hidden="true" />
          {t('withdrawal.checking')}
        </p>
      ) : null}
      {preview.state === 'known' ? <Known dryRun={preview.dryRun} /> : null}
      {preview.state === 'failed' ? (
        <div className="outcome-line">
          <OctagonX className="i t-bad" />
          <p>
            <b className="t-bad">{t('withdrawal.refused')}</b>
            <span className="mid block">{textOf(preview.problem)}</span>
          </p>
        </div>
      ) : null}
    </section>
  );
}
