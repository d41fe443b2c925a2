import { Layers } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RequestRow } from '../../../shared/contract/requests';
import { sumOfDecimals } from '../../format/amount';
import { exactTime } from '../../format/time';
import { useNow } from '../../stores/clock-store';
import { Sentence } from '../../strings/sentence';
import { Amount } from '../../ui/amount';
import { Pips } from '../../ui/pips';
import { useTimeWords } from '../../ui/relative-time';
import { shownOf } from '../request/shown-params';
import { useStarterName } from '../request/use-request-words';
import type { LikeSet } from './like-sets';

/** What withdrawals come to together, and to how many addresses; null for new addresses. */
export function moneyOf(
  rows: readonly RequestRow[],
): { sum: string; asset: string; addresses: readonly string[]; labels: readonly string[] } | null {
  const shown = rows.map((row) => shownOf(row.view));
  const withdrawals = shown.flatMap((one) => (one.kind === 'withdrawal' ? [one] : []));
  const [first] = withdrawals;
  if (first === undefined) return null;
  return {
    sum: sumOfDecimals(withdrawals.map(({ amount }) => amount)),
    asset: first.asset,
    addresses: [...new Set(withdrawals.map(({ to }) => to.address))],
    labels: [...new Set(withdrawals.map(({ to }) => to.label))],
  };
}

/** A set in a few words, for the list to read out. */
export function useSetText(): (set: LikeSet) => string {
  const { t } = useTranslation();
  return ({ rows }) => t(moneyOf(rows) === null ? 'bulk.row' : 'bulk.rowWithdrawals', { count: rows.length });
}

/** The three lines of a row that stands for a set of like requests: how many, what they sum up to, who started them. */
export function SetRow({ set, isQuiet }: { set: LikeSet; isQuiet: boolean }) {
  const { t } = useTranslation();
  const now = useNow();
  const words = useTimeWords();
  const textOf = useSetText();
  const starterOf = useStarterName();
  const [first] = set.rows;
  const money = moneyOf(set.rows);
  if (first === undefined) return null;
  const newest = Date.parse(first.createdAt);
  const name = starterOf(first.view);
  const least = set.rows.reduce((one, row) => (row.validApprovals < one.validApprovals ? row : one), first);
  const to =
    money === null
      ? ''
      : money.labels.length === 1
        ? (money.labels[0] ?? '')
        : t('bulk.addresses', { count: money.addresses.length });
  return (
    <>
      <Layers className="i" />
      <span className="r1 clip">{textOf(set)}</span>
      <span className="end num" title={exactTime(newest)}>
        {words.span(now - newest)}
      </span>
      <span className="r2 clip">
        {money === null ? (
          t('bulk.kind', {
            kind: t(`request.kind.${first.operation}`),
            account: first.view.account?.name ?? t('request.power.organization'),
          })
        ) : (
          <Sentence
            text={t('bulk.sumTo', { to })}
            parts={{ sum: <Amount value={money.sum} asset={money.asset} /> }}
          />
        )}
      </span>
      <span className="end">
        <Pips signed={least.validApprovals} needed={least.requiredApprovals} />
      </span>
      <span className="r3 clip">{t(isQuiet ? 'bulk.nothingLeft' : 'bulk.together', { name })}</span>
    </>
  );
}
