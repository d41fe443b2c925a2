import { create } from 'zustand';
import type { CallInput } from '../../shared/contract/bridge';
import type { Workflow } from '../../shared/contract/organization';
import type { RequestRow, RequestStatus } from '../../shared/contract/requests';
import type { AccountId, MemberId, RequestId } from '../../shared/contract/primitives';
import type { Problem } from '../../shared/contract/problem';
import { isOwnAsShown } from '../../shared/domain/requests/approvers';
import { call, problemOf } from '../api/bridge';
import { HOUR } from '../format/time';
import { refreshNow } from './clock-store';
import { onForget } from './forget';
import { showScreen } from './screen-store';
import {
  emptyWindow,
  PAGE_SIZE,
  rowsOf,
  withNewRow,
  withoutRow,
  withPageAbove,
  withPageBelow,
  withRow,
  type QueueWindow,
} from './queue-window';

export const QUEUE_VIEWS = ['waiting', 'mine', 'pending', 'history'] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];
export type QueueSort = 'newest' | 'oldest' | 'expiry';

export interface QueueFilters {
  q: string;
  workflow: Workflow | null;
  accountId: AccountId | null;
  status: RequestStatus | null;
}
export const noFilters: QueueFilters = { q: '', workflow: null, accountId: null, status: null };

/** When less than this is left, a request stands under “Closing soon” and shows the time left. */
export const CLOSING_SOON = 6 * HOUR;

interface QueueStore {
  view: QueueView;
  sort: QueueSort;
  filters: QueueFilters;
  window: QueueWindow;
  /** The rows that end soonest, fetched on their own so that they stand on top whatever the order of the rest. */
  closing: readonly RequestRow[];
  status: 'loading' | 'ready' | 'failed';
  more: 'idle' | 'loading' | 'failed';
  problem: Problem | null;
  selectedId: RequestId | null;
  /** The set of like requests that is looked at together, instead of one request. */
  selectedSet: string | null;
}
const atStart: QueueStore = {
  view: 'waiting',
  sort: 'newest',
  filters: noFilters,
  window: emptyWindow,
  closing: [],
  status: 'loading',
  more: 'idle',
  problem: null,
  selectedId: null,
  selectedSet: null,
};
export const useQueue = create<QueueStore>(() => atStart);

export const hasRows = ({ closing, window }: QueueStore): boolean =>
  closing.length > 0 || window.pages.some(({ rows }) => rows.length > 0);

/** Counts the questions asked; an answer to an earlier one than the last is dropped. */
let asked = 0;
onForget(() => {
  asked += 1;
  useQueue.setState(atStart, true);
});

function question(state: QueueStore): CallInput<'requests.list'> {
  const { view, filters, sort } = state;
  const status =
    filters.status ?? (view === 'pending' ? 'pending' : view === 'history' ? 'ended' : undefined);
  const q = filters.q.trim();
  return {
    view: view === 'waiting' ? 'mine-to-decide' : view === 'mine' ? 'initiated-by-me' : 'all',
    sort,
    ...(status === undefined ? {} : { status }),
    ...(q === '' ? {} : { q }),
    ...(filters.workflow === null ? {} : { workflow: filters.workflow }),
    ...(filters.accountId === null ? {} : { accountId: filters.accountId }),
  };
}

function isClosing(row: RequestRow): boolean {
  return (
    row.status === 'pending' &&
    row.expiresAt !== undefined &&
    Date.parse(row.expiresAt) - Date.now() < CLOSING_SOON
  );
}

async function closingRows(
  base: CallInput<'requests.list'>,
  state: QueueStore,
): Promise<readonly RequestRow[]> {
  const endsSomehow = state.filters.status !== null && state.filters.status !== 'pending';
  if (state.sort !== 'newest' || state.view === 'history' || endsSomehow) return [];
  const page = await call('requests.list', { ...base, status: 'pending', sort: 'expiry', limit: 50 });
  return page.items.filter(isClosing);
}

/** Loads the view from its start. What was read before stays on screen until the answer is there. */
export async function loadQueue(): Promise<void> {
  asked += 1;
  const mine = asked;
  useQueue.setState({ status: 'loading', more: 'idle', problem: null });
  const base = question(useQueue.getState());
  try {
    const [page, closing] = await Promise.all([
      call('requests.list', { ...base, limit: PAGE_SIZE }),
      closingRows(base, useQueue.getState()),
    ]);
    if (mine !== asked) return;
    refreshNow();
    const window = withPageBelow(emptyWindow, { cursor: null, rows: page.items }, page.nextCursor);
    useQueue.setState({ window, closing, status: 'ready' });
  } catch (error) {
    if (mine === asked) useQueue.setState({ status: 'failed', problem: problemOf(error) });
  }
}

async function loadPage(
  cursor: string | null,
  place: (state: QueueStore, rows: readonly RequestRow[], next: string | null) => QueueWindow,
) {
  const state = useQueue.getState();
  if (state.status !== 'ready' || state.more === 'loading') return;
  const mine = asked;
  useQueue.setState({ more: 'loading' });
  try {
    const page = await call('requests.list', {
      ...question(state),
      limit: PAGE_SIZE,
      ...(cursor === null ? {} : { cursor }),
    });
    if (mine !== asked) return;
    useQueue.setState((now) => ({ window: place(now, page.items, page.nextCursor), more: 'idle' }));
  } catch {
    if (mine === asked) useQueue.setState({ more: 'failed' });
  }
}

export function loadBelow(): Promise<void> {
  const cursor = useQueue.getState().window.nextCursor;
  if (cursor === null) return Promise.resolve();
  return loadPage(cursor, (now, rows, next) => withPageBelow(now.window, { cursor, rows }, next));
}

export function loadAbove(): Promise<void> {
  const { before } = useQueue.getState().window;
  const cursor = before.at(-1);
  if (cursor === undefined) return Promise.resolve();
  return loadPage(cursor, (now, rows) => withPageAbove(now.window, { cursor, rows }));
}

function restart(change: Partial<QueueStore>): void {
  useQueue.setState({ ...change, window: emptyWindow, closing: [] });
  void loadQueue();
}

/** Goes to a view from its start; the list that is left lets go of the rows that went quiet. */
export function showView(view: QueueView): void {
  showScreen('queue');
  restart({ view, filters: noFilters, selectedId: null, selectedSet: null });
}

export function sortQueue(sort: QueueSort): void {
  restart({ sort });
}

/** Narrows the list; resolves when it shows the answer. */
export async function filterQueue(change: Partial<QueueFilters>): Promise<void> {
  useQueue.setState((state) => ({ filters: { ...state.filters, ...change } }));
  await loadQueue();
  selectWithinList();
}

/** What a filter left out doesn't stay open beside the list, where a decision would seem to be about a row of it. */
function selectWithinList(): void {
  const { status, closing, window, selectedId, selectedSet } = useQueue.getState();
  if (status !== 'ready' || (selectedId === null && selectedSet === null)) return;
  const rows = [...closing, ...rowsOf(window)];
  if (!rows.some((row) => row.id === selectedId)) selectRequest(rows[0]?.id ?? null);
}

export function selectRequest(id: RequestId | null): void {
  if (id !== null) showScreen('queue');
  useQueue.setState({ selectedId: id, selectedSet: null });
}

/** Opens a set of like requests, to be decided together. */
export function selectSet(id: string): void {
  useQueue.setState({ selectedId: null, selectedSet: id });
}

/** Whether a row belongs to the view that is shown, as far as the row tells. */
export function belongs(row: RequestRow, view: QueueView, myId: string | null): boolean {
  if (view === 'waiting') return row.canDecide && row.status === 'pending';
  if (view === 'mine') return myId !== null && isOwnAsShown(row, myId as MemberId);
  const isOpen = row.status === 'pending' || row.status === 'approved';
  return view === 'pending' ? isOpen : !isOpen;
}

/** Takes in what happened to one request: its row is replaced where it stands, a new one joins at the top. */
export function receiveRow(id: RequestId, row: RequestRow | null, myId: string | null): void {
  refreshNow();
  useQueue.setState((state) => {
    if (row === null) {
      return { window: withoutRow(state.window, id), closing: state.closing.filter((one) => one.id !== id) };
    }
    const window = withRow(state.window, row);
    const closing = state.closing.map((one) => (one.id === id ? row : one));
    const isKnown = window !== state.window || state.closing.some((one) => one.id === id);
    const isPlain = state.sort === 'newest' && state.filters === noFilters && state.status === 'ready';
    if (!isKnown && isPlain && belongs(row, state.view, myId)) return { window: withNewRow(window, row) };
    return { window, closing };
  });
}
