/** Ids of the places that shortcuts lead to. */
export const FOCUS = {
  search: 'queue-search',
  request: 'request-pane',
  reason: 'decide-reason',
  code: 'decide-code',
  reject: 'decide-reject',
  approve: 'decide-approve',
} as const;

/** Moves the focus to the first of these places that stands on the page. Says whether there was one. */
export function focusOn(...ids: readonly string[]): boolean {
  for (const id of ids) {
    const place = document.getElementById(id);
    if (!place) continue;
    place.focus();
    return true;
  }
  return false;
}
