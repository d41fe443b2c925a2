import { useTranslation } from 'react-i18next';
import type { CoverageView } from '../../../shared/contract/coverage';
import { listOfNames } from '../../format/list';
import { spareOf, type Pair } from './coverage-pairs';
import { useNames } from './use-names';

const SHOWN_SHORTFALLS = 2;

/** What the meter comes to in a sentence: where it is tightest, or what could never finish. */
export function CoverageText({ coverage, tightest }: { coverage: CoverageView; tightest: Pair | null }) {
  const { t } = useTranslation();
  const { personOf, placeOf } = useNames();
  const { ok, spare, shortfalls } = coverage;
  if (spare === undefined)
    return (
      <p>
        {ok ? t('policies.cover.okText') : t('policies.cover.notOkText')} {t('policies.cover.hidden')}
      </p>
    );
  if (spare === null) return <p>{t('policies.cover.quietText')}</p>;
  if (!ok) {
    const shown = (shortfalls ?? []).slice(0, SHOWN_SHORTFALLS);
    const more = (shortfalls ?? []).length - shown.length;
    return (
      <p>
        {shown
          .map((one) =>
            t('policies.cover.shortfall', {
              place: placeOf(one.accountId),
              name: personOf(one.initiatorId),
              eligible: one.eligible,
              required: one.required,
            }),
          )
          .join(' ')}{' '}
        {more > 0 ? t('policies.cover.moreShortfalls', { count: more }) : ''}
      </p>
    );
  }
  // The pair explains the number only where it comes to the same.
  if (tightest === null || spareOf(tightest) !== spare)
    return (
      <p>{spare === 0 ? t('policies.cover.noSpareText') : t('policies.cover.spareText', { count: spare })}</p>
    );
  const names = tightest.approvers.map(personOf);
  const key = names.length === 1 ? 'allMustOne' : names.length === 2 ? 'allMustTwo' : 'allMustMany';
  return (
    <p>
      {t('policies.cover.tightest', {
        place: placeOf(tightest.accountId),
        name: personOf(tightest.initiatorId),
      })}
      {spare === 0 ? ` ${t(`policies.cover.${key}`, { names: listOfNames(names) })}` : ''}
    </p>
  );
}
