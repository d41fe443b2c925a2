import type { RequestRow } from '../../../shared/contract/requests';
import { calendarDaysBetween } from '../../format/time';
import { CLOSING_SOON, type QueueSort } from '../../stores/queue-store';

export type GroupName = 'closing' | 'today' | 'yesterday' | 'earlier' | 'tomorrow' | 'later' | 'none';
export interface RowGroup {
  name: GroupName;
  rows: RequestRow[];
}

/** Whether less than six hours are left; such a row shows the time left instead of its age. */
export function isClosingSoon(row: RequestRow, now: number): boolean {
  if (row.status !== 'pending' || row.expiresAt === undefined) return false;
  const left = Date.parse(row.expiresAt) - now;
  return left > 0 && left < CLOSING_SOON;
}

function groupByAge(row: RequestRow, now: number): GroupName {
  const days = calendarDaysBetween(Date.parse(row.createdAt), now);
  return days <= 0 ? 'today' : days === 1 ? 'yesterday' : 'earlier';
}

function groupByExpiry(row: RequestRow, now: number): GroupName {
  if (isClosingSoon(row, now)) return 'closing';
  if (row.status !== 'pending' || row.expiresAt === undefined) return 'none';
  const days = calendarDaysBetween(now, Date.parse(row.expiresAt));
  return days <= 0 ? 'today' : days === 1 ? 'tomorrow' : 'later';
}

/**
 * Puts rows under their headings without changing their order. Those that close soon come first, from their own list;
 * where one of them is in the window too it isn't shown twice.
 */
export function groupRows(
  closing: readonly RequestRow[],
  rows: readonly RequestRow[],
  sort: QueueSort,
  now: number,
): RowGroup[] {
  const groups: RowGroup[] = [];
  const put = (name: GroupName, row: RequestRow) => {
    const last = groups.at(-1);
    if (last?.name === name) last.rows.push(row);
    else groups.push({ name, rows: [row] });
  };
  const onTop = new Set(closing.map((row) => row.id));
  for (const row of closing) put('closing', row);
  for (const row of rows) {
    if (onTop.has(row.id)) continue;
    put(sort === 'expiry' ? groupByExpiry(row, now) : groupByAge(row, now), row);
  }
  return merged(groups);
}

/** Rows out of order (the clock moved, an ended row between pending ones) must not open a heading twice. */
function merged(groups: readonly RowGroup[]): RowGroup[] {
  const byName = new Map<GroupName, RowGroup>();
  for (const group of groups) {
    const known = byName.get(group.name);
    if (known) known.rows.push(...group.rows);
    else byName.set(group.name, { name: group.name, rows: [...group.rows] });
  }
  return [...byName.values()];
}
