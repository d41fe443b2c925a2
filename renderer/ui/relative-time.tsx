import { useTranslation } from 'react-i18next';
import { exactTime, spanOf } from '../format/time';
import { useNow } from '../stores/clock-store';

type Words = ReturnType<typeof useTimeWords>;

/** Words for ages and spans, from the catalogue. */
export function useTimeWords() {
  const { t } = useTranslation();
  const span = (ms: number): string => {
    const { unit, count } = spanOf(ms);
    return unit === 'now' ? t('time.now') : t(`time.${unit}`, { count });
  };
  const ago = (ms: number): string => {
    const { unit, count } = spanOf(ms);
    if (unit === 'now') return t('time.agoNow');
    if (unit === 'minute') return t('time.agoMinute', { count });
    if (unit === 'hour') return t('time.agoHour', { count });
    return t('time.agoDay', { count });
  };
  const longAgo = (ms: number): string => {
    const { unit, count } = spanOf(ms);
    if (unit === 'now') return t('time.agoNow');
    if (unit === 'minute') return t('time.longMinute', { count });
    if (unit === 'hour') return t('time.longHour', { count });
    return t('time.agoDay', { count });
  };
  const left = (ms: number): string => (ms < 60_000 ? t('time.leftNow') : t('time.left', { span: span(ms) }));
  return { span, ago, longAgo, left };
}
export type TimeWords = Words;

/** A moment in words that keep up with the clock; the exact one stands in the title. */
export function RelativeTime({ at, as = 'ago' }: { at: string; as?: 'ago' | 'span' | 'longAgo' }) {
  const now = useNow();
  const words = useTimeWords();
  const moment = Date.parse(at);
  return (
    <time dateTime={at} title={exactTime(moment)}>
      {words[as](now - moment)}
    </time>
  );
}
