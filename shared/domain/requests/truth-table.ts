import type { QueueReason } from '../../contract/requests';

/** What the truth table of §5 looks at, once the initiator is known to hold Initiate there. */
export interface TruthTableRow {
  readonly holdsExecute: boolean;
  readonly alwaysRequireApproval: boolean;
  /** Why it waits whatever else is said: lock, own access, grants beyond one's own, a Service User. */
  readonly alwaysQueued: QueueReason | null;
  /** The Owner turning a toggle off while nothing is locked. */
  readonly ownerException: boolean;
}

/** Null: completes at once, after a fresh second factor. Otherwise why it is queued. */
export function queuedBecause(row: TruthTableRow): QueueReason | null {
  if (row.alwaysQueued !== null) return row.alwaysQueued;
  if (row.ownerException) return null;
  if (row.alwaysRequireApproval) return 'approval_always_required';
  return row.holdsExecute ? null : 'no_execute';
}
