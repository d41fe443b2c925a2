import { create } from 'zustand';
import type { Notice } from '../../shared/contract/table/backups';
import type { NoticeId } from '../../shared/contract/primitives';
import { call } from '../api/bridge';
import { everyPage } from './every-page';
import { onForget } from './forget';

interface NoticesStore {
  /** What the signed-in person has not seen yet, oldest first. */
  notices: readonly Notice[];
}
export const useNotices = create<NoticesStore>(() => ({ notices: [] }));
onForget(() => useNotices.setState({ notices: [] }));

export async function loadNotices(): Promise<void> {
  try {
    useNotices.setState({ notices: await everyPage((page) => call('notices.list', page)) });
  } catch {
    // They are asked for again at the next sign-in: what nobody has seen stays.
  }
}

/** Throws where it couldn’t be kept: then it is shown again. */
export async function noticeSeen(id: NoticeId): Promise<void> {
  await call('notices.seen', { id });
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
