import type { RequestRow } from '../../../shared/contract/requests';
import { fitsInRow } from '../request/shown-params';
import type { RequestId } from '../../../shared/contract/primitives';
import type { GroupName, RowGroup } from './group-rows';

export type SetId = `set:${string}`;

/** Requests that differ in little but amount and destination: one row, looked at and decided together. */
export interface LikeSet {
  id: SetId;
  rows: RequestRow[];
}
export type Entry = RequestRow | LikeSet;
export interface EntryGroup {
  name: GroupName;
  entries: Entry[];
}

/** Fewer than this are as quickly read one by one. */
const WORTH_A_SET = 3;

export const isLikeSet = (entry: Entry): entry is LikeSet => 'rows' in entry;
export const isSetId = (id: string): id is SetId => id.startsWith('set:');

/**
 * What two requests have in common that are alike: operation, account, asset, and who started them with which key. Null
 * for what isn’t decided together: what you see is what you approve, and a row doesn’t show all of it (§6).
 */
export function setIdOf({ view }: RequestRow): SetId | null {
  if (!fitsInRow(view)) return null;
  const { asset } = view.params;
  const parts = [
    view.operation,
    view.account?.id ?? '',
    typeof asset === 'string' ? asset : '',
    view.initiator.id,
    view.initiator.key?.id ?? '',
  ];
  return `set:${parts.join('|')}`;
}

/** Those that close soon stand by themselves: they can’t wait for a look at the others. */
const isFoldable = ({ name }: RowGroup): boolean => name !== 'closing';

/**
 * Puts like requests in one entry, where the first of them stood. What was decided meanwhile keeps its place in it; the
 * one that is read by itself has a row of its own.
 */
export function foldSets(groups: readonly RowGroup[], readId: RequestId | null): EntryGroup[] {
  const sets = new Map<SetId, RequestRow[]>();
  for (const row of groups.filter(isFoldable).flatMap(({ rows }) => rows)) {
    const id = setIdOf(row);
    if (id === null) continue;
    const known = sets.get(id);
    if (known) known.push(row);
    else sets.set(id, [row]);
  }
  const placed = new Set<SetId>();
  return groups
    .map((group) => ({
      name: group.name,
      entries: group.rows.flatMap((row): Entry[] => {
        const id = setIdOf(row);
        const rows = id === null ? [] : (sets.get(id) ?? []);
        if (id === null || !isFoldable(group) || rows.length < WORTH_A_SET || row.id === readId) return [row];
        if (placed.has(id)) return [];
        placed.add(id);
        return [{ id, rows: rows.filter((one) => one.id !== readId) }];
      }),
    }))
    .filter(({ entries }) => entries.length > 0);
}

/** The same groups without folding anything. */
export const unfolded = (groups: readonly RowGroup[]): EntryGroup[] =>
  groups.map(({ name, rows }) => ({ name, entries: rows }));

/** In which set each request stands that has no row of its own. */
export function setsByRequest(groups: readonly EntryGroup[]): Map<RequestId, SetId> {
  const inside = new Map<RequestId, SetId>();
  for (const entry of groups.flatMap(({ entries }) => entries))
    if (isLikeSet(entry)) for (const row of entry.rows) inside.set(row.id, entry.id);
  return inside;
}
