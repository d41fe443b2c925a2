import {
  ArrowUpNarrowWide,
  Ban,
  Check,
  Clock,
  Hourglass,
  Lock,
  OctagonX,
  Send,
  Undo2,
  X,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RequestDetail } from '../../../shared/contract/requests';
import { clockOrDay, exactTime } from '../../format/time';
import { useNow } from '../../stores/clock-store';
import { amountText } from '../../ui/amount';
import { shownOf } from './shown-params';

type Entry = RequestDetail['timeline'][number];

const LOOK: Record<Entry['kind'], { icon: LucideIcon; tone: string }> = {
  created: { icon: Send, tone: '' },
  held: { icon: Lock, tone: '' },
  approved: { icon: Check, tone: 't-ok' },
  rejected: { icon: X, tone: 't-bad' },
  cancelled: { icon: Ban, tone: '' },
  expired: { icon: Clock, tone: '' },
  authorized: { icon: Hourglass, tone: '' },
  completed: { icon: Check, tone: 't-ok' },
  failed: { icon: OctagonX, tone: 't-bad' },
  voided: { icon: Undo2, tone: 't-bad' },
  raised: { icon: ArrowUpNarrowWide, tone: 't-risk' },
};

function useEntryWords(): (entry: Entry, detail: RequestDetail) => string {
  const { t } = useTranslation();
  return (entry, detail) => {
    const initiatorName = detail.initiator.displayName;
    const name =
      entry.by?.displayName ?? (entry.kind === 'created' ? initiatorName : t('request.timeline.someone'));
    switch (entry.kind) {
      case 'created':
      case 'approved':
      case 'rejected':
      case 'voided':
        return t(`request.timeline.${entry.kind}`, { name });
      case 'raised':
        return t('request.timeline.raised', {
          count: entry.raised?.requiredApprovals ?? detail.requiredApprovals,
          version: entry.raised?.policyVersion ?? '',
          name,
        });
      case 'held': {
        const shown = shownOf(detail.view);
        const amount = shown.kind === 'withdrawal' ? amountText(shown.amount, shown.asset) : '';
        return t('request.timeline.held', { amount });
      }
      case 'cancelled':
        return entry.by ? t('request.timeline.cancelled', { name }) : t('request.timeline.cancelledBySystem');
      default:
        return t(`request.timeline.${entry.kind}`);
    }
  };
}

/** What happened, newest first. */
export function TimelineSection({ detail }: { detail: RequestDetail }) {
  const { t } = useTranslation();
  const now = useNow();
  const wordsOf = useEntryWords();
  const entries = detail.timeline
    .map((entry, index) => ({ entry, index, at: Date.parse(entry.at) }))
    .sort((a, b) => b.at - a.at || b.index - a.index);
  return (
    <section className="sect">
      <h3 className="h">{t('request.timeline.title')}</h3>
      <ol className="tl">
        {entries.map(({ entry, index, at }) => {
          const { icon: Icon, tone } = LOOK[entry.kind];
          return (
            <li key={index}>
              <span className="node">
                <Icon className={`i i-sm ${tone}`} />
              </span>
              <span>
                {wordsOf(entry, detail)}
                {entry.text === undefined ? null : <q className="sel">{entry.text}</q>}
              </span>
              <time dateTime={entry.at} title={exactTime(at)}>
                {clockOrDay(at, now)}
              </time>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
