import { create } from 'zustand';
import type { MemberView } from '../../shared/contract/organization';
import type { MemberId } from '../../shared/contract/primitives';
import type { Problem } from '../../shared/contract/problem';
import { call, problemOf } from '../api/bridge';
import { everyPage } from './every-page';
import { onForget } from './forget';
import { keepsPlace } from './kept';

interface MembersStore {
  /** Null until they were read the first time. */
  members: readonly MemberView[] | null;
  problem: Problem | null;
  selectedId: MemberId | null;
}
const nothing: MembersStore = { members: null, problem: null, selectedId: null };
export const useMembers = create<MembersStore>(() => nothing);
onForget(() => useMembers.setState(nothing));
keepsPlace(() => useMembers.getState().selectedId, selectMember);

/** Loads everyone, as far as this person may see them. */
export async function loadMembers(): Promise<void> {
  try {
    const members = await everyPage((page) => call('members.list', page));
    useMembers.setState({ members, problem: null });
  } catch (error) {
    useMembers.setState({ problem: problemOf(error) });
  }
}

export function selectMember(selectedId: MemberId | null): void {
  useMembers.setState({ selectedId });
}

/** Whether somebody hasn’t come in yet: they stand among the invitations. */
export function isInvitee({ status }: Pick<MemberView, 'status'>): boolean {
  return status === 'invited' || status === 'unconfirmed';
}

/** The name of a member by id; null while it isn't known. */
export function useMemberName(): (id: MemberId) => string | null {
  const members = useMembers((state) => state.members);
  return (id) => members?.find((one) => one.id === id)?.displayName ?? null;
}
