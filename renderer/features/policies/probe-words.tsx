import { useTranslation } from 'react-i18next';
import type { ProbeOutcome } from '../../../shared/contract/what-if';

function isSame(a: ProbeOutcome, b: ProbeOutcome): boolean {
  const namesOf = ({ eligibleApprovers }: ProbeOutcome) => eligibleApprovers.map(({ id }) => id).join();
  return (
    a.outcome === b.outcome &&
    a.queuedBecause === b.queuedBecause &&
    a.requiredApprovals === b.requiredApprovals &&
    a.code === b.code &&
    a.depends === b.depends &&
    namesOf(a) === namesOf(b)
  );
}

interface ProbeWordsProps {
  outcome: ProbeOutcome;
  /** Who tries it. */
  name: string;
  /** What it was before the draft. */
  than?: ProbeOutcome;
}

/** What would come of it, and why, in a line each. */
export function ProbeWords({ outcome, name, than }: ProbeWordsProps) {
  const { t } = useTranslation();
  const head = () => {
    if (outcome.outcome === 'complete') return t('policies.try.completes');
    if (outcome.outcome === 'refuse') return t('policies.try.refused');
    return t('policies.try.waits', { count: outcome.requiredApprovals });
  };
  const isSameAsBefore = than !== undefined && isSame(than, outcome);
  const detail = (): string => {
    if (isSameAsBefore) return t('policies.try.same');
    if (outcome.outcome === 'complete') return t('policies.try.completesText', { name });
    if (outcome.outcome === 'refuse') return outcome.code ? t(`problems.${outcome.code}`) : '';
    const because = outcome.queuedBecause
      ? t('policies.try.waitsBecause', {
          because: t(`policies.try.because.${outcome.queuedBecause}`, { name }),
        })
      : '';
    const people = outcome.eligibleApprovers.length;
    if (people >= outcome.requiredApprovals) return because;
    const few =
      people === 0 ? t('policies.try.waitsNobody') : t('policies.try.waitsTooFew', { count: people });
    return `${because} ${few}`;
  };
  return (
    <span className="v">
      <b>{head()}</b>
      <small>
        {detail()}{' '}
        {isSameAsBefore || outcome.depends === undefined
          ? ''
          : t(`policies.try.depends.${outcome.depends}`, { name })}
      </small>
    </span>
  );
}
