import { ChartColumn, OctagonX } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Activity } from '../../../shared/contract/activity';
import { loadActivity, useActivity } from '../../stores/activity-store';
import { useNow } from '../../stores/clock-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { useProblemText } from '../../ui/problem-text';
import { QueueAge } from './queue-age';
import { WeekColumns } from './week-columns';
import { WeekTable } from './week-table';
import { WeekWaits } from './week-waits';

const isEmpty = ({ weeks, oldestPendingAt }: Activity): boolean =>
  oldestPendingAt === null &&
  weeks.every(({ started, ended }) => started + Object.values(ended).reduce((a, b) => a + b, 0) === 0);

/** How the work goes: how long people wait, what was decided week by week, how old the queue is. */
export function ActivityScreen() {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { activity, problem } = useActivity();
  const now = useNow();
  useEffect(() => void loadActivity(now), [now]);
  return (
    <main className="page">
      <header className="bar ruled edge">
        <h1>{t('activity.title')}</h1>
      </header>
      {problem ? (
        <Banner
          icon={OctagonX}
          isBad
          title={t('activity.failed')}
          action={<Button onPress={() => void loadActivity(now)}>{t('action.tryAgain')}</Button>}
        >
          {textOf(problem)}
        </Banner>
      ) : null}
      {activity === null ? null : isEmpty(activity) ? (
        <EmptyState icon={ChartColumn} title={t('activity.none')} text={t('activity.noneText')} />
      ) : (
        <section className="activity" tabIndex={0} aria-label={t('activity.title')}>
          <div className="plots">
            <WeekWaits weeks={activity.weeks} />
            <WeekColumns weeks={activity.weeks} />
            <QueueAge activity={activity} />
          </div>
          <WeekTable weeks={activity.weeks} />
        </section>
      )}
    </main>
  );
}
