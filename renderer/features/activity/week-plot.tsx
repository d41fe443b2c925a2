import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf } from '../../format/time';

/** Width and height that the shapes of a plot are drawn in; the picture stretches to the room it has. */
export const PLOT = { width: 100, height: 100 };

/** The share of a week's slot that its column fills, in the same measure. */
export function columnAt(index: number, weeks: number): { x: number; width: number } {
  const slot = PLOT.width / weeks;
  return { x: index * slot + slot * 0.18, width: slot * 0.64 };
}

/** One plot over weeks: what it shows, its highest value, and where the time begins and ends. */
export function WeekPlot({
  title,
  summary,
  top,
  from,
  children,
  legend,
}: {
  title: string;
  summary: string;
  top: string;
  from: string;
  children: ReactNode;
  legend?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <figure className="plot">
      <figcaption>
        <h2>{title}</h2>
        <p>{summary}</p>
      </figcaption>
      <div className="plot-area">
        <span className="plot-top" aria-hidden="true">
          {top}
        </span>
        <svg
          viewBox={`0 0 ${String(PLOT.width)} ${String(PLOT.height)}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {children}
        </svg>
      </div>
      <div className="plot-ends" aria-hidden="true">
        <span>{dayOf(Date.parse(from))}</span>
        <span>{t('activity.thisWeek')}</span>
      </div>
      {legend}
    </figure>
  );
}
