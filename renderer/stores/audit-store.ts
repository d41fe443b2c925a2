import { create } from 'zustand';
import type { AuditEntry } from '../../shared/contract/audit';
import type { CallInput } from '../../shared/contract/bridge';
import type { RequestId } from '../../shared/contract/primitives';
import type { Problem } from '../../shared/contract/problem';
import { call, problemOf } from '../api/bridge';
import { onForget } from './forget';

export interface AuditFilter {
  actorId: string | null;
  /** The part of a type before the dot. */
  group: string | null;
  /** Days as a date field gives them, `2026-11-24`, both included. */
  from: string;
  to: string;
  request: { id: RequestId; number: number } | null;
}
const NO_FILTER: AuditFilter = { actorId: null, group: null, from: '', to: '', request: null };

interface AuditStore {
  /** Newest first; null until they were read the first time. */
  entries: readonly AuditEntry[] | null;
  nextCursor: string | null;
  isReading: boolean;
  problem: Problem | null;
  filter: AuditFilter;
  selectedSeq: number | null;
}
const nothing: AuditStore = {
  entries: null,
  nextCursor: null,
  isReading: false,
  problem: null,
  filter: NO_FILTER,
  selectedSeq: null,
};
export const useAudit = create<AuditStore>(() => nothing);
onForget(() => {
  ticket += 1;
  useAudit.setState(nothing);
});

const ENTRIES_A_PAGE = 100;
/** Only what was asked for last is shown, in whatever order the answers come. */
let ticket = 0;

export function isNarrowed(filter: AuditFilter): boolean {
  return Object.values(filter).some((value) => value !== null && value !== '');
}

/** Midnight on the wall at the beginning of that day, or of the one `later` days after it. */
function midnight(day: string, later = 0): string | undefined {
  const [year = NaN, month = NaN, date = NaN] = day.split('-').map(Number);
  const at = new Date(year, month - 1, date + later);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** The filter as the contract takes it. */
export function askedFilter({ actorId, group, from, to, request }: AuditFilter): CallInput<'audit.list'> {
  return {
    ...(actorId === null ? {} : { actorId }),
    ...(group === null ? {} : { type: group }),
    ...(request === null ? {} : { requestId: request.id }),
    ...(from === '' ? {} : { from: midnight(from) }),
    ...(to === '' ? {} : { to: midnight(to, 1) }),
  };
}

async function read(cursor: string | null): Promise<void> {
  const mine = (ticket += 1);
  useAudit.setState({ isReading: true });
  const { filter } = useAudit.getState();
  try {
    const page = await call('audit.list', {
      ...askedFilter(filter),
      limit: ENTRIES_A_PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    if (mine !== ticket) return;
    const before = cursor === null ? [] : (useAudit.getState().entries ?? []);
    useAudit.setState({
      entries: [...before, ...page.items],
      nextCursor: page.nextCursor,
      isReading: false,
      problem: null,
    });
  } catch (error) {
    if (mine === ticket) useAudit.setState({ isReading: false, problem: problemOf(error) });
  }
}

/** Reads the newest entries that the filter leaves. */
export function loadAudit(): Promise<void> {
  return read(null);
}

export async function loadOlder(): Promise<void> {
  const { nextCursor, isReading } = useAudit.getState();
  if (nextCursor !== null && !isReading) await read(nextCursor);
}

export function narrowAudit(change: Partial<AuditFilter>): Promise<void> {
  useAudit.setState((state) => ({ filter: { ...state.filter, ...change }, entries: null, nextCursor: null }));
  return read(null);
}

export function clearAuditFilter(): Promise<void> {
  return narrowAudit(NO_FILTER);
}

export function selectEntry(selectedSeq: number | null): void {
  useAudit.setState({ selectedSeq });
}
