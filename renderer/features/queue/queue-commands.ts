import type { ListBoxRenderProps } from 'react-aria-components';
import type { RequestId } from '../../../shared/contract/primitives';
import { selectRequest, useQueue } from '../../stores/queue-store';

interface ShownList {
  ids: readonly RequestId[];
  decidable: ReadonlySet<RequestId>;
  selection: Pick<ListBoxRenderProps['state']['selectionManager'], 'setFocused' | 'setFocusedKey'>;
}

/** The list on screen, told by itself; null while there is none. */
let shown: ShownList | null = null;

export function showList(list: ShownList | null): void {
  shown = list;
}

function goTo(id: RequestId | undefined): void {
  if (id === undefined || !shown) return;
  selectRequest(id);
  shown.selection.setFocused(true);
  shown.selection.setFocusedKey(id);
}

/** Moves the selection by one row, and the focus with it. */
export function moveSelection(step: 1 | -1): void {
  if (!shown) return;
  const { selectedId } = useQueue.getState();
  const at = selectedId === null ? -1 : shown.ids.indexOf(selectedId);
  const next = at === -1 ? 0 : Math.min(Math.max(at + step, 0), shown.ids.length - 1);
  goTo(shown.ids[next]);
}

/** Puts the focus back on the selected row, or on the first where the list doesn't hold the selected one. */
export function focusList(): void {
  const { selectedId } = useQueue.getState();
  goTo(selectedId !== null && shown?.ids.includes(selectedId) ? selectedId : shown?.ids[0]);
}

/** Where what had the focus is gone from the page (a bar that decided, a sheet that closed), the list takes it. */
export function focusListIfLost(): void {
  if (document.activeElement === document.body) focusList();
}

/** Goes to the next request below, or else the first one, that waits for this person. Says whether there was one. */
export function goToNextDecidable(): boolean {
  if (!shown) return false;
  const { ids, decidable } = shown;
  const { selectedId } = useQueue.getState();
  const at = selectedId === null ? -1 : ids.indexOf(selectedId);
  const next = [...ids.slice(at + 1), ...ids.slice(0, Math.max(at, 0))].find((id) => decidable.has(id));
  goTo(next);
  return next !== undefined;
}
