import { useTranslation } from 'react-i18next';
import type { ActivityWeek } from '../../../shared/contract/activity';
import { dayOf } from '../../format/time';
import { columnAt, PLOT, WeekPlot } from './week-plot';
import { ENDINGS, endedIn, type Ending } from './endings';

const total = (week: ActivityWeek): number => ENDINGS.reduce((sum, ending) => sum + endedIn(week, ending), 0);

function Column({
  week,
  index,
  weeks,
  top,
}: {
  week: ActivityWeek;
  index: number;
  weeks: number;
  top: number;
}) {
  const { t } = useTranslation();
  const { x, width } = columnAt(index, weeks);
  let y = PLOT.height;
  const said = ENDINGS.map((ending) => `${t(`activity.ended.${ending}`)} ${String(endedIn(week, ending))}`);
  return (
    <g>
      <title>{`${dayOf(Date.parse(week.from))}: ${said.join(', ')}`}</title>
      <rect className="slot" x={x} width={width} y={0} height={PLOT.height} />
      {ENDINGS.map((ending) => {
        const height = (endedIn(week, ending) / top) * PLOT.height;
        y -= height;
        return height === 0 ? null : (
          <rect key={ending} className={`bar-${ending}`} x={x} width={width} y={y} height={height} />
        );
      })}
    </g>
  );
}

function Legend() {
  const { t } = useTranslation();
  return (
    <ul className="plot-legend">
      {ENDINGS.map((ending: Ending) => (
        <li key={ending}>
          <i className={`bar-${ending}`} aria-hidden="true" />
          {t(`activity.ended.${ending}`)}
        </li>
      ))}
    </ul>
  );
}

/** How many requests were decided each week, and what became of the others. */
export function WeekColumns({ weeks }: { weeks: readonly ActivityWeek[] }) {
  const { t } = useTranslation();
  const top = Math.max(1, ...weeks.map(total));
  const latest = weeks.at(-1);
  return (
    <WeekPlot
      title={t('activity.decisions')}
      summary={t('activity.decisionsText', { count: latest ? total(latest) : 0 })}
      top={String(top)}
      from={weeks[0]?.from ?? ''}
      legend={<Legend />}
    >
      {weeks.map((week, index) => (
        <Column key={week.from} week={week} index={index} weeks={weeks.length} top={top} />
      ))}
    </WeekPlot>
  );
}
