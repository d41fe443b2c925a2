import type { ListBoxRenderProps } from 'react-aria-components';
import type { RequestId } from '../../../shared/contract/primitives';
import { selectRequest, selectSet, useQueue } from '../../stores/queue-store';
import { isSetId, type SetId } from './like-sets';

interface ShownList {
  /** Of requests and sets, in the order of the list. */
  ids: readonly string[];
  /** Those with something that waits for this person. */
  decidable: ReadonlySet<string>;
  /** In which set a request without a row of its own stands. */
  inside: ReadonlyMap<RequestId, SetId>;
  selection: Pick<ListBoxRenderProps['state']['selectionManager'], 'setFocused' | 'setFocusedKey'>;
}

/** The list on screen, told by itself; null while there is none. */
let shown: ShownList | null = null;

export function showList(list: ShownList | null): void {
  shown = list;
}

/** Opens what a row of the list stands for: a request, or a set of them. */
export function selectEntry(id: string): void {
  if (isSetId(id)) selectSet(id);
  else selectRequest(id as RequestId);
}

function focusRow({ selection }: ShownList, id: string): void {
  selection.setFocused(true);
  selection.setFocusedKey(id);
}

function goTo(id: string | undefined): void {
  if (id === undefined || !shown) return;
  selectEntry(id);
  focusRow(shown, id);
}

/** Where in the list the selection stands; a request within a set stands where the set does. -1 where it isn't in it. */
function placeOfSelection({ ids, inside }: ShownList): number {
  const { selectedId, selectedSet } = useQueue.getState();
  if (selectedSet !== null) return ids.indexOf(selectedSet);
  if (selectedId === null) return -1;
  const at = ids.indexOf(selectedId);
  const set = inside.get(selectedId);
  return at === -1 && set !== undefined ? ids.indexOf(set) : at;
}

/** Moves the selection by one row, and the focus with it. */
export function moveSelection(step: 1 | -1): void {
  if (!shown) return;
  const at = placeOfSelection(shown);
  const next = at === -1 ? 0 : Math.min(Math.max(at + step, 0), shown.ids.length - 1);
  goTo(shown.ids[next]);
}

/** Puts the focus back on the selected row, or on the first where the list doesn't hold the selected one. */
export function focusList(): void {
  if (!shown) return;
  const { selectedId } = useQueue.getState();
  const place = shown.ids[Math.max(0, placeOfSelection(shown))];
  // A request that is read stays open, be it within a set or, by a link, on no list at all: only the focus goes to a row.
  if (place !== undefined && selectedId !== null) focusRow(shown, place);
  else goTo(place);
}

/** Where what had the focus is gone from the page (a bar that decided, a sheet that closed), the list takes it. */
export function focusListIfLost(): void {
  if (document.activeElement === document.body) focusList();
}

/** Goes to the next request below, or else the first one, that waits for this person. Says whether there was one. */
export function goToNextDecidable(): boolean {
  if (!shown) return false;
  const { ids, decidable } = shown;
  const at = placeOfSelection(shown);
  const next = [...ids.slice(at + 1), ...ids.slice(0, Math.max(at, 0))].find((id) => decidable.has(id));
  goTo(next);
  return next !== undefined;
}
