import { create } from 'zustand';
import type { RequestDetail } from '../../shared/contract/requests';
import type { RequestId } from '../../shared/contract/primitives';
import type { Problem } from '../../shared/contract/problem';
import { call, problemOf } from '../api/bridge';
import { refreshNow } from './clock-store';
import { onForget } from './forget';

interface RequestStore {
  /** The request that is read, or being fetched. */
  id: RequestId | null;
  detail: RequestDetail | null;
  problem: Problem | null;
  /** What would be decided is no longer what is shown; reading it again is the only way on. */
  isStale: boolean;
}
const nothing: RequestStore = { id: null, detail: null, problem: null, isStale: false };
export const useRequest = create<RequestStore>(() => nothing);
onForget(() => useRequest.setState(nothing, true));

/** Opens a request: the one before goes at once, so that nobody decides on what they aren't reading. */
export async function openRequest(id: RequestId | null): Promise<void> {
  useRequest.setState({ ...nothing, id });
  if (id !== null) await reloadRequest();
}

/** Reads the open request again and shows whatever it is now. */
export async function reloadRequest(): Promise<void> {
  const { id } = useRequest.getState();
  if (id === null) return;
  try {
    const detail = await call('requests.get', { id });
    if (useRequest.getState().id !== id) return;
    refreshNow();
    useRequest.setState({ detail, problem: null, isStale: false });
  } catch (error) {
    if (useRequest.getState().id === id) useRequest.setState({ problem: problemOf(error), detail: null });
  }
}

/**
 * Something happened to the open request: its progress is brought up to date. If what would be signed is another
 * thing than what is on screen, the screen stays and is marked, so that nothing changes under the reader's eyes (§6).
 */
export async function followRequest(id: RequestId): Promise<void> {
  const shown = useRequest.getState();
  if (shown.id !== id || shown.detail === null) return;
  try {
    const detail = await call('requests.get', { id });
    const now = useRequest.getState();
    if (now.id !== id || now.detail === null) return;
    if (detail.digest === now.detail.digest) useRequest.setState({ detail });
    else useRequest.setState({ isStale: true });
  } catch (error) {
    if (useRequest.getState().id === id && problemOf(error).code === 'not_found') {
      useRequest.setState({ detail: null, problem: problemOf(error) });
    }
  }
}

/** Something may have happened to it that nobody told of; one that couldn’t be read is tried again. */
export async function catchUpRequest(): Promise<void> {
  const { id, detail } = useRequest.getState();
  if (id === null) return;
  await (detail === null ? reloadRequest() : followRequest(id));
}

/** The answer of a decision is the request as it is now. */
export function receiveDetail(detail: RequestDetail): void {
  refreshNow();
  if (useRequest.getState().id === detail.id) useRequest.setState({ detail, problem: null, isStale: false });
}

export function markStale(id: RequestId): void {
  if (useRequest.getState().id === id) useRequest.setState({ isStale: true });
}
