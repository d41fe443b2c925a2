import type { MemberId } from '../../shared/contract/primitives';
import { emptyDraft, useWithdrawalDraft, type WithdrawalDraft } from './withdrawal-draft';
import { useQueue, type QueueView } from './queue-store';
import type { RequestId } from '../../shared/contract/primitives';

interface Place {
  memberId: MemberId;
  view: QueueView;
  selectedId: RequestId | null;
  draft: WithdrawalDraft;
  draftOpen: boolean;
}

/** Where the person was when the session ended: names of places only, nothing that was read there, kept in memory only. */
let place: Place | null = null;

export function rememberPlace(memberId: MemberId): void {
  const { view, selectedId } = useQueue.getState();
  const { draft, isOpen } = useWithdrawalDraft.getState();
  place = { memberId, view, selectedId, draft, draftOpen: isOpen };
}

/** Brings the same person back to where they were; anybody else starts afresh. */
export function restorePlace(memberId: MemberId): void {
  if (place?.memberId === memberId) {
    useQueue.setState({ view: place.view, selectedId: place.selectedId });
    useWithdrawalDraft.setState({ draft: place.draft, isOpen: place.draftOpen });
  } else {
    useQueue.setState({ view: 'waiting', selectedId: null });
    useWithdrawalDraft.setState({ draft: emptyDraft, isOpen: false });
  }
  place = null;
}
