import { useMemo } from 'react';
import type { Grants, MemberView } from '../../../shared/contract/organization';
import { keepAccessDraft, useAccessDrafts, type AccessDraft } from '../../stores/access-drafts';
import { draftCount, hasMoved, onWhatStands } from './access-draft';

interface MemberDraft {
  /** Null where nothing would change. */
  draft: AccessDraft | null;
  count: number;
  /** The access changed after the draft was begun. */
  isMoved: boolean;
  /** Nobody kept what it was drawn on, so it can’t be put on what stands now. */
  isStuck: boolean;
  edit: (edit: Partial<Pick<AccessDraft, 'grants' | 'roleId'>>) => void;
  discard: () => void;
}

/** What this person drafted for one member, on what the member holds now. */
export function useAccessDraft(member: MemberView, grants: Grants): MemberDraft {
  const kept = useAccessDrafts((state) => state.drafts.get(member.id));
  const current = useMemo(() => (kept ? onWhatStands(member, kept) : null), [member, kept]);
  const count = current ? draftCount(member, current) : 0;
  const edit = (change: Partial<Pick<AccessDraft, 'grants' | 'roleId'>>) => {
    const begun = current ?? { grants, base: grants, baseVersion: member.version ?? 1 };
    const next = { ...begun, ...change };
    keepAccessDraft(member.id, draftCount(member, next) === 0 ? null : next);
  };
  return {
    draft: count === 0 ? null : current,
    count,
    isMoved: kept !== undefined && hasMoved(member, kept),
    isStuck: current !== null && hasMoved(member, current),
    edit,
    discard: () => keepAccessDraft(member.id, null),
  };
}
