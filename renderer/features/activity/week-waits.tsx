import { useTranslation } from 'react-i18next';
import type { ActivityWeek } from '../../../shared/contract/activity';
import { dayOf, twoUnits } from '../../format/time';
import { columnAt, PLOT, WeekPlot } from './week-plot';

/** How long people waited for a decision: half of them less than the column, the slowest up to the line. */
export function WeekWaits({ weeks }: { weeks: readonly ActivityWeek[] }) {
  const { t } = useTranslation();
  const top = Math.max(1, ...weeks.map(({ waited }) => waited?.slowestMs ?? 0));
  const latest = [...weeks].reverse().find(({ waited }) => waited !== null)?.waited;
  return (
    <WeekPlot
      title={t('activity.waits')}
      summary={
        latest ? t('activity.waitsText', { span: twoUnits(latest.medianMs) }) : t('activity.waitsNone')
      }
      top={top === 1 ? '' : twoUnits(top)}
      from={weeks[0]?.from ?? ''}
      legend={
        <ul className="plot-legend">
          <li>
            <i className="bar-median" aria-hidden="true" />
            {t('activity.median')}
          </li>
          <li>
            <i className="bar-slowest" aria-hidden="true" />
            {t('activity.slowest')}
          </li>
        </ul>
      }
    >
      {weeks.map(({ from, waited }, index) => {
        const { x, width } = columnAt(index, weeks.length);
        const heightOf = (ms: number): number => Math.max(1, (ms / top) * PLOT.height);
        return (
          <g key={from}>
            <title>
              {waited === null
                ? t('activity.weekNone', { day: dayOf(Date.parse(from)) })
                : t('activity.weekWaited', {
                    day: dayOf(Date.parse(from)),
                    median: twoUnits(waited.medianMs),
                    slowest: twoUnits(waited.slowestMs),
                  })}
            </title>
            <rect className="slot" x={x} width={width} y={0} height={PLOT.height} />
            {waited === null ? null : (
              <>
                <rect
                  className="bar-slowest"
                  x={x}
                  width={width}
                  y={PLOT.height - heightOf(waited.slowestMs)}
                  height={heightOf(waited.slowestMs)}
                />
                <rect
                  className="bar-median"
                  x={x}
                  width={width}
                  y={PLOT.height - heightOf(waited.medianMs)}
                  height={heightOf(waited.medianMs)}
                />
              </>
            )}
          </g>
        );
      })}
    </WeekPlot>
  );
}
