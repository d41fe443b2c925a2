import { Check } from 'lucide-react';
import { Checkbox } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RequestRow } from '../../../shared/contract/requests';
import type { RequestId } from '../../../shared/contract/primitives';
import { exactTime } from '../../format/time';
import { useNow } from '../../stores/clock-store';
import { selectRequest } from '../../stores/queue-store';
import { useTimeWords } from '../../ui/relative-time';
import { StatusChip } from '../../ui/status-chip';
import type { Decision } from '../request/use-decision';
import { DestinationInFull } from '../request/destination-in-full';
import { numberOf, shownOf } from '../request/shown-params';
import { useRequestWords } from '../request/use-request-words';
import { destinationOf } from './set-outliers';

interface SetItemsProps {
  rows: readonly RequestRow[];
  ticked: ReadonlySet<RequestId>;
  /** What came of those that were decided here. */
  outcomes: ReadonlyMap<RequestId, Decision>;
  /** What came after the set was opened, and so nobody has looked at yet. */
  isNew: (row: RequestRow) => boolean;
  isBusy: boolean;
  onTick: (id: RequestId, isTicked: boolean) => void;
}

function Outcome({ row, decided }: { row: RequestRow; decided: Decision | undefined }) {
  const { t } = useTranslation();
  if (row.status !== 'pending') return <StatusChip status={row.status} />;
  const words =
    decided === 'reject'
      ? t('bulk.ended.rejected')
      : decided === 'approve' || row.myDecision === 'approved'
        ? t('bulk.ended.approved')
        : t('bulk.ended.decided');
  return <span className="small dim nowrap">{words}</span>;
}

function Item({ row, ...props }: { row: RequestRow } & Omit<SetItemsProps, 'rows'>) {
  const { t } = useTranslation();
  const now = useNow();
  const { span } = useTimeWords();
  const words = useRequestWords()(row.view);
  const number = numberOf(row);
  const created = Date.parse(row.createdAt);
  const isTicked = props.ticked.has(row.id);
  const isOpen = row.canDecide && row.status === 'pending';
  const shown = shownOf(row.view);
  return (
    <li className={isOpen ? 'set-item' : 'set-item off'}>
      {isOpen ? (
        <Checkbox
          className="check set-check"
          aria-label={t('bulk.tick', { number })}
          isSelected={isTicked}
          isDisabled={props.isBusy}
          onChange={(next) => props.onTick(row.id, next)}
        >
          <span className={isTicked ? 'cell on' : 'cell'} aria-hidden="true">
            <Check className="i" />
          </span>
        </Checkbox>
      ) : (
        <span className="set-check" />
      )}
      <span className="set-words">
        <span className="set-title">{words.title}</span>{' '}
        {row.view.note === null || row.view.note === '' ? null : <q className="small dim">{row.view.note}</q>}
      </span>
      {isOpen ? (
        <span className="small dim num nowrap" title={exactTime(created)}>
          {props.isNew(row) ? <b className="t-accent">{t('bulk.new')} </b> : null}
          {span(now - created)}
        </span>
      ) : (
        <Outcome row={row} decided={props.outcomes.get(row.id)} />
      )}
      <button
        type="button"
        className="link small"
        aria-label={t('bulk.open', { number })}
        onClick={() => selectRequest(row.id)}
      >
        {number}
      </button>
      {shown.kind === 'add-address' ? <DestinationInFull to={shown.to} hasBeneficiary /> : null}
    </li>
  );
}

/** What is decided together: under each destination in full the requests that go there, or each new address in full. */
export function SetItems({ rows, ...props }: SetItemsProps) {
  const { t } = useTranslation();
  const byDestination = new Map<string, RequestRow[]>();
  for (const row of rows) {
    // By all of it: one address with another memo, or by another name, is another destination.
    const key = JSON.stringify(destinationOf(row));
    byDestination.set(key, [...(byDestination.get(key) ?? []), row]);
  }
  return (
    <section className="sect">
      <h3 className="h">
        {t('bulk.set')}
        <span className="end num">
          {rows.some((row) => row.canDecide)
            ? t('bulk.ticked', { count: props.ticked.size, all: rows.length })
            : null}
        </span>
      </h3>
      {[...byDestination].map(([key, own]) => {
        const to = own[0] ? destinationOf(own[0]) : null;
        return (
          <div key={key} className="set-to">
            {to === null ? null : <DestinationInFull to={to} isNamed hasBeneficiary />}
            <ul className="set-items">
              {own.map((row) => (
                <Item key={row.id} row={row} {...props} />
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}
