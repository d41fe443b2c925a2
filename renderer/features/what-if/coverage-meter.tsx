import { useTranslation } from 'react-i18next';
import type { CoverageView } from '../../../shared/contract/coverage';

/** How many approvers are missing at the worst place; 0 where it is covered. */
export function missingOf(coverage: CoverageView): number {
  return Math.max(0, -(coverage.spare ?? 0));
}

/** In a word: how many are to spare, or missing. */
export function CoverageWord({ coverage }: { coverage: CoverageView }) {
  const { t } = useTranslation();
  const { ok, spare } = coverage;
  if (spare === undefined)
    return ok ? (
      <span className="t-ok small">{t('policies.cover.ok')}</span>
    ) : (
      <span className="t-bad small">{t('policies.cover.notOk')}</span>
    );
  if (spare === null) return <span className="dim small">{t('policies.cover.quiet')}</span>;
  if (spare < 0) return <span className="t-bad small">{t('policies.cover.missing', { count: -spare })}</span>;
  return spare === 0 ? (
    <span className="t-risk small">{t('policies.cover.noSpare')}</span>
  ) : (
    <span className="t-ok small">{t('policies.cover.spare', { count: spare })}</span>
  );
}

const MANY = 6;

/** People as segments: filled are needed, a tick is the threshold, outlined are to spare, hatched are missing. */
export function CoverageMeter({ required, coverage }: { required: number; coverage: CoverageView }) {
  const { t } = useTranslation();
  const { spare } = coverage;
  if (spare === null || spare === undefined) return null;
  const missing = Math.min(required, missingOf(coverage));
  const label =
    missing > 0
      ? t('policies.cover.meterMissing', { needed: required, missing })
      : t('policies.cover.meter', { needed: required, spare });
  const segments = (count: number, kind: string) =>
    Array.from({ length: Math.min(count, MANY + 4) }, (_, index) => (
      <i key={`${kind}${String(index)}`} className={kind} />
    ));
  return (
    <div className="meter" role="img" aria-label={label}>
      {segments(required - missing, 'need')}
      {segments(missing, 'miss')}
      <i className="gap" />
      {segments(Math.max(0, Math.min(spare, MANY)), 'spare')}
    </div>
  );
}
