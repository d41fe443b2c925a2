import { useTranslation } from 'react-i18next';
import type { Activity } from '../../../shared/contract/activity';
import { DAY, HOUR } from '../../format/time';
import { useNow } from '../../stores/clock-store';
import { useTimeWords } from '../../ui/relative-time';

/** What is pending now, by how long it has waited. */
export function QueueAge({ activity: { queueAge, oldestPendingAt } }: { activity: Activity }) {
  const { t } = useTranslation();
  const { span } = useTimeWords();
  const now = useNow();
  const most = Math.max(1, ...queueAge.map(({ count }) => count));
  const nameOf = (underMs: number | null, index: number): string => {
    if (underMs === null) {
      const before = queueAge[index - 1]?.underMs ?? 0;
      return t('activity.overDays', { count: Math.round(before / DAY) });
    }
    return underMs < DAY
      ? t('activity.underHours', { count: Math.round(underMs / HOUR) })
      : t('activity.underDays', { count: Math.round(underMs / DAY) });
  };
  return (
    <section className="plot" aria-labelledby="queue-age">
      <div className="plot-head">
        <h2 id="queue-age">{t('activity.age')}</h2>
        <p>
          {oldestPendingAt === null
            ? t('activity.ageNone')
            : t('activity.ageText', { span: span(now - Date.parse(oldestPendingAt)) })}
        </p>
      </div>
      <dl className="ages">
        {queueAge.map(({ underMs, count }, index) => (
          <div key={underMs}>
            <dt>{nameOf(underMs, index)}</dt>
            <dd>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect className="slot" width="100" height="10" />
                <rect
                  className={underMs === null && count > 0 ? 'bar-old' : 'bar-median'}
                  width={(count / most) * 100}
                  height="10"
                />
              </svg>
              <span>{count}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
