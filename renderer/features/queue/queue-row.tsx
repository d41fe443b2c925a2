import { Clock, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RequestRow } from '../../../shared/contract/requests';
import { exactTime } from '../../format/time';
import { useNow } from '../../stores/clock-store';
import { Pips } from '../../ui/pips';
import { useTimeWords } from '../../ui/relative-time';
import { statusIcon } from '../../ui/status-chip';
import { OPERATION_ICON } from '../request/operation-icon';
import { useRequestWords, useStarterName } from '../request/use-request-words';
import { isClosingSoon } from './group-rows';

function RowTime({ row }: { row: RequestRow }) {
  const now = useNow();
  const words = useTimeWords();
  if (isClosingSoon(row, now) && row.expiresAt !== undefined) {
    const ends = Date.parse(row.expiresAt);
    return (
      <span className="end num t-risk" title={exactTime(ends)}>
        <Clock className="i i-xs" />
        {words.left(ends - now)}
      </span>
    );
  }
  const created = Date.parse(row.createdAt);
  return (
    <span className="end num" title={exactTime(created)}>
      {words.span(now - created)}
    </span>
  );
}

function RowProgress({ row }: { row: RequestRow }) {
  const { t } = useTranslation();
  return (
    <span className="end">
      {row.riskCount > 0 ? (
        <span className="flag" title={t('queue.risks', { count: row.riskCount })}>
          <TriangleAlert className="i i-xs" />
          {row.riskCount}
          <span className="sr">{t('queue.risks', { count: row.riskCount })}</span>
        </span>
      ) : null}
      <Pips
        signed={row.validApprovals}
        needed={row.requiredApprovals}
        isRejected={row.status === 'rejected'}
      />
    </span>
  );
}

/** A row that was decided keeps its place, quietly, until the list is left. */
function QuietRow({ row, label }: { row: RequestRow; label: string }) {
  const { t } = useTranslation();
  const now = useNow();
  const words = useTimeWords();
  const requestWords = useRequestWords()(row.view, true);
  const Icon = statusIcon(row.status);
  const ago = words.ago(now - Date.parse(row.endedAt ?? row.createdAt));
  return (
    <>
      <Icon className="i" />
      <span className="r1 clip">{requestWords.title}</span>
      <span className="end">{label}</span>
      <span className="r2 clip">{requestWords.second}</span>
      <RowProgress row={row} />
      <span className="r3 clip">{t('queue.closedLine', { status: t(`status.${row.status}`), ago })}</span>
    </>
  );
}

/** The three lines of a row (design README, List row). `isQuiet`: it no longer belongs to the view. */
export function QueueRow({ row, isQuiet }: { row: RequestRow; isQuiet: boolean }) {
  const { t } = useTranslation();
  const now = useNow();
  const words = useTimeWords();
  const starterOf = useStarterName();
  const isEnded = row.status !== 'pending' && row.status !== 'approved';
  const requestWords = useRequestWords()(row.view, isEnded);
  if (isQuiet && row.status !== 'pending') return <QuietRow row={row} label={t('queue.decided')} />;
  const Icon = OPERATION_ICON[row.operation];
  const ago = words.ago(now - Date.parse(row.createdAt));
  const isClosing = isClosingSoon(row, now);
  const name = starterOf(row.view);
  const third = isEnded
    ? t('queue.endedLine', {
        name,
        status: t(`status.${row.status}`),
        ago: words.ago(now - Date.parse(row.endedAt ?? row.createdAt)),
      })
    : isQuiet && row.myDecision === 'approved'
      ? t('queue.signed')
      : isClosing
        ? t('queue.startedBy', { name, ago })
        : name;
  return (
    <>
      <Icon className="i" />
      <span className="r1 clip">{requestWords.title}</span>
      <RowTime row={row} />
      <span className="r2 clip">{requestWords.second}</span>
      <RowProgress row={row} />
      <span className="r3 clip">{third}</span>
    </>
  );
}
