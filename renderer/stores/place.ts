import type { MemberId } from '../../shared/contract/primitives';
import { emptyDraft, useWithdrawalDraft, type WithdrawalDraft } from './withdrawal-draft';
import { readPlace } from './kept';
import { noFilters, useQueue, type QueueFilters, type QueueSort, type QueueView } from './queue-store';
import { showScreen, useScreen, type ScreenName } from './screen-store';
import type { RequestId } from '../../shared/contract/primitives';

interface Place {
  memberId: MemberId;
  screen: ScreenName;
  view: QueueView;
  selectedId: RequestId | null;
  filters: QueueFilters;
  sort: QueueSort;
  draft: WithdrawalDraft;
  draftOpen: boolean;
  restoreRest: () => void;
}

/** Where the person was when the session ended: names of places only, nothing that was read there, kept in memory only. */
let place: Place | null = null;

/** What somebody asked to see while nobody was signed in: a request, or all that waits. */
let asked: RequestId | 'waiting' | null = null;

export function rememberPlace(memberId: MemberId): void {
  const { view, selectedId, filters, sort } = useQueue.getState();
  const { draft, isOpen } = useWithdrawalDraft.getState();
  const { screen } = useScreen.getState();
  place = {
    memberId,
    screen,
    view,
    selectedId,
    filters,
    sort,
    draft,
    draftOpen: isOpen,
    restoreRest: readPlace(),
  };
}

/** Shows this to whoever signs in next; the engine judges what of it they may see. */
export function showAfterSignIn(what: RequestId | 'waiting'): void {
  asked = what;
}

/** Drops the place: the organization was left. */
export function forgetPlace(): void {
  place = null;
}

/** Brings the same person back to where they were; anybody else starts afresh. */
export function restorePlace(memberId: MemberId): void {
  if (place?.memberId === memberId) {
    const { view, selectedId, filters, sort } = place;
    useQueue.setState({ view, selectedId, filters, sort });
    useWithdrawalDraft.setState({ draft: place.draft, isOpen: place.draftOpen });
    place.restoreRest();
    showScreen(place.screen);
  } else {
    useQueue.setState({ view: 'waiting', selectedId: null });
    useWithdrawalDraft.setState({ draft: emptyDraft, isOpen: false });
  }
  if (asked !== null) {
    if (asked === 'waiting') useQueue.setState({ view: 'waiting', selectedId: null, filters: noFilters });
    else useQueue.setState({ selectedId: asked });
    useWithdrawalDraft.setState({ isOpen: false });
    showScreen('queue');
  }
  place = null;
  asked = null;
}
