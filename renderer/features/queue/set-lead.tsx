import { useTranslation } from 'react-i18next';
import type { Person } from '../../../shared/contract/organization';
import type { RequestRow } from '../../../shared/contract/requests';
import { spanOf } from '../../format/time';
import { useNow } from '../../stores/clock-store';
import { Sentence } from '../../strings/sentence';
import { Amount } from '../../ui/amount';
import { Avatar } from '../../ui/avatar';
import { useTimeWords } from '../../ui/relative-time';
import { shownOf } from '../request/shown-params';
import { SignatureLine } from '../request/signature-line';
import { useStarterName } from '../request/use-request-words';
import { moneyOf } from './set-row';

/** How many of them take effect with one more approval. */
const lastOnes = (rows: readonly RequestRow[]): number =>
  rows.filter((row) => row.validApprovals + 1 >= row.requiredApprovals).length;

function assetOf({ view }: RequestRow): string {
  const shown = shownOf(view);
  return 'asset' in shown ? shown.asset : '';
}

function useEffectWords(): (rows: readonly RequestRow[]) => string {
  const { t } = useTranslation();
  return (rows) => {
    const last = lastOnes(rows);
    if (last === 0) return t('bulk.last.none');
    if (last < rows.length) return t('bulk.last.some', { count: last });
    return t(rows[0]?.workflow === 'withdrawals' ? 'bulk.last.allSent' : 'bulk.last.all');
  };
}

/** What deciding them all would do, in one sentence; who started them, and what the approval sets off. */
export function SetLead({ rows, isOpen }: { rows: readonly RequestRow[]; isOpen: boolean }) {
  const { t } = useTranslation();
  const now = useNow();
  const { span, ago } = useTimeWords();
  const starterOf = useStarterName();
  const effectOf = useEffectWords();
  const [first] = rows;
  if (first === undefined) return null;
  const money = moneyOf(rows);
  const ages = rows.map((row) => now - Date.parse(row.createdAt));
  const [newest, oldest] = [Math.min(...ages), Math.max(...ages)];
  const when =
    span(newest) === span(oldest)
      ? ago(oldest)
      : spanOf(newest).unit === 'now'
        ? t('bulk.since', { oldest: span(oldest) })
        : t('bulk.between', { oldest: span(oldest), newest: span(newest) });
  const { initiator } = first.view;
  return (
    <>
      <h2 className="say sel">
        {money === null ? (
          <Sentence
            text={t('bulk.say.addresses')}
            parts={{
              account: <b>{first.view.account?.name}</b>,
              asset: <b>{assetOf(first)}</b>,
              count: <b>{t('bulk.row', { count: rows.length })}</b>,
            }}
          />
        ) : (
          <Sentence
            text={t('bulk.say.withdrawals')}
            parts={{
              sum: <Amount value={money.sum} asset={money.asset} />,
              from: <b>{first.view.account?.name}</b>,
              to: (
                <b>
                  {money.labels.length === 1
                    ? money.labels[0]
                    : t('bulk.addresses', { count: money.addresses.length })}
                </b>
              ),
            }}
          />
        )}
      </h2>
      <p className="by">
        <Avatar
          id={initiator.id}
          name={initiator.displayName}
          size="s"
          isBot={initiator.kind === 'service-user'}
        />
        <span>
          {t('bulk.by', { name: starterOf(first.view), when, effect: isOpen ? effectOf(rows) : '' })}
        </span>
      </p>
    </>
  );
}

/** One signature line that stands for all of them, where they stand at the same number. */
export function SetApprovals({ rows, me }: { rows: readonly RequestRow[]; me: Person }) {
  const { t } = useTranslation();
  const [first] = rows;
  if (first === undefined) return null;
  const { validApprovals: signed, requiredApprovals: needed } = first;
  const isEven = rows.every((row) => row.validApprovals === signed && row.requiredApprovals === needed);
  return (
    <section className="sect">
      <h3 className="h">
        {t('request.approvals.title')}
        <span className="end num">{isEven ? t('request.approvals.signed', { signed, needed }) : null}</span>
      </h3>
      {isEven ? (
        <div className="sign lines" role="list">
          {Array.from({ length: signed }, (_, index) => (
            <SignatureLine key={`signed${String(index)}`} kind="done" detail={t('bulk.approvals.signed')} />
          ))}
          <SignatureLine
            kind="mine"
            name={t('request.approvals.you')}
            avatar={<Avatar id={me.id} name={me.displayName} size="l" />}
            detail={t('bulk.approvals.mine')}
          />
          {Array.from({ length: Math.max(0, needed - signed - 1) }, (_, index) => (
            <SignatureLine
              key={`open${String(index)}`}
              kind="open"
              avatar={<span className="av ghost" aria-hidden="true" />}
              detail={t('bulk.approvals.more')}
            />
          ))}
        </div>
      ) : (
        <p className="small dim">{t('bulk.approvals.mixed')}</p>
      )}
    </section>
  );
}
