import type { RequestDetail, RequestRow, Risk } from '../../../shared/contract/requests';
import type { RequestId } from '../../../shared/contract/primitives';
import { compareDecimals, thousandthsOf } from '../../format/amount';
import { shownOf, type Destination } from '../request/shown-params';

/** From how many thousandths of the middle amount on one is looked at by itself. */
const MUCH_MORE = 3000;
/** From how many to one address on a single one to another address stands out. */
const A_HABIT = 3;
/** What is true of who started them is true of all of them, and sets none apart. */
const ABOUT_THE_INITIATOR: readonly Risk['code'][] = ['initiator_recently_granted', 'many_in_short_time'];

export type ApartBecause =
  | { kind: 'risk'; risk: Risk }
  /** It has something worth a look that isn't read yet, or couldn't be. */
  | { kind: 'unread' }
  | { kind: 'amount'; times: number }
  | { kind: 'address'; to: string };

export interface Apart {
  row: RequestRow;
  because: readonly ApartBecause[];
}

export interface SetParts {
  alike: readonly RequestRow[];
  apart: readonly Apart[];
  /** What is worth a look of all of them. */
  shared: readonly Risk[];
}

const amountOf = (row: RequestRow): string | null => {
  const shown = shownOf(row.view);
  return shown.kind === 'withdrawal' ? shown.amount : null;
};
/** Where it sends money, as the view that is signed names it. */
export const destinationOf = (row: RequestRow): Destination | null => {
  const shown = shownOf(row.view);
  return shown.kind === 'withdrawal' ? shown.to : null;
};

function middleAmount(rows: readonly RequestRow[]): string | null {
  const amounts = rows.flatMap((row) => amountOf(row) ?? []).sort(compareDecimals);
  return amounts[Math.floor((amounts.length - 1) / 2)] ?? null;
}

function countByAddress(rows: readonly RequestRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const address = destinationOf(row)?.address;
    if (address !== undefined) counts.set(address, (counts.get(address) ?? 0) + 1);
  }
  return counts;
}

/**
 * Tells what belongs together from what stands out: much more than the middle amount, the only one to an address where the
 * others share one, or a doubt that the others don't raise. `details` are those read so far of rows with doubts.
 */
export function setParts(
  rows: readonly RequestRow[],
  details: ReadonlyMap<RequestId, Pick<RequestDetail, 'risks'>>,
): SetParts {
  const middle = middleAmount(rows);
  const byAddress = countByAddress(rows);
  const isHabit = [...byAddress.values()].some((count) => count >= A_HABIT);
  const shared = new Map<Risk['code'], Risk>();
  const because = (row: RequestRow): ApartBecause[] => {
    const found: ApartBecause[] = [];
    const amount = amountOf(row);
    const to = destinationOf(row);
    const part = amount === null || middle === null ? 0 : thousandthsOf(amount, middle);
    if (part >= MUCH_MORE) found.push({ kind: 'amount', times: Math.floor(part / 100) / 10 });
    if (to !== null && isHabit && byAddress.get(to.address) === 1)
      found.push({ kind: 'address', to: to.label });
    if (row.riskCount === 0) return found;
    const risks = details.get(row.id)?.risks;
    if (risks === undefined) return [...found, { kind: 'unread' }];
    for (const risk of risks)
      if (ABOUT_THE_INITIATOR.includes(risk.code)) shared.set(risk.code, risk);
      else found.push({ kind: 'risk', risk });
    return found;
  };
  const judged = rows.map((row) => ({ row, because: because(row) }));
  return {
    alike: judged.filter((one) => one.because.length === 0).map(({ row }) => row),
    apart: judged.filter((one) => one.because.length > 0),
    shared: [...shared.values()],
  };
}
