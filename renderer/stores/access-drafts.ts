import { create } from 'zustand';
import type { Grants } from '../../shared/contract/organization';
import type { MemberId } from '../../shared/contract/primitives';
import { onForget } from './forget';

/** What a member's access would become, and the version it was drawn from. */
export interface AccessDraft {
  grants: Grants;
  baseVersion: number;
}

interface AccessDrafts {
  drafts: ReadonlyMap<MemberId, AccessDraft>;
}
export const useAccessDrafts = create<AccessDrafts>(() => ({ drafts: new Map() }));
onForget(() => useAccessDrafts.setState({ drafts: new Map() }));

/** Keeps the draft of one member; null drops it. */
export function keepAccessDraft(memberId: MemberId, draft: AccessDraft | null): void {
  useAccessDrafts.setState((state) => {
    const drafts = new Map(state.drafts);
    if (draft === null) drafts.delete(memberId);
    else drafts.set(memberId, draft);
    return { drafts };
  });
}
