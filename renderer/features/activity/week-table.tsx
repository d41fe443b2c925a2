import { useTranslation } from 'react-i18next';
import type { ActivityWeek } from '../../../shared/contract/activity';
import { dayOf, twoUnits } from '../../format/time';
import { ENDINGS, endedIn } from './endings';

/** The plots in numbers, newest week first. */
export function WeekTable({ weeks }: { weeks: readonly ActivityWeek[] }) {
  const { t } = useTranslation();
  return (
    <section className="week-table">
      <h2 id="week-table">{t('activity.numbers')}</h2>
      <table aria-labelledby="week-table">
        <thead>
          <tr>
            <th scope="col">{t('activity.weekOf')}</th>
            <th scope="col">{t('activity.started')}</th>
            {ENDINGS.map((ending) => (
              <th key={ending} scope="col">
                {t(`activity.ended.${ending}`)}
              </th>
            ))}
            <th scope="col">{t('activity.median')}</th>
            <th scope="col">{t('activity.slowest')}</th>
          </tr>
        </thead>
        <tbody>
          {[...weeks].reverse().map((week) => (
            <tr key={week.from}>
              <th scope="row">{dayOf(Date.parse(week.from))}</th>
              <td>{week.started}</td>
              {ENDINGS.map((ending) => (
                <td key={ending}>{endedIn(week, ending)}</td>
              ))}
              <td>{week.waited ? twoUnits(week.waited.medianMs) : '–'}</td>
              <td>{week.waited ? twoUnits(week.waited.slowestMs) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
