import type { NotificationPrivacy } from '../../../shared/contract/desktop-calls';
import type { RequestRow } from '../../../shared/contract/requests';
import type { EndedRequest, Ending } from './notice';
import { KIND, whatOf } from './request-words';

export interface Words {
  title: string;
  body: string;
}

const ENDED: Record<Ending, string> = {
  completed: 'is completed',
  failed: 'failed',
  rejected: 'was rejected',
  cancelled: 'was cancelled',
  expired: 'has expired',
};

/** Notification services show a few lines; names may be two hundred characters long. */
const LONGEST_BODY = 240;

export function wordsForWaiting(row: RequestRow, privacy: NotificationPrivacy): Words {
  const kind = KIND[row.operation];
  const article = /^[aeiou]/.test(kind) ? 'An' : 'A';
  const title = `${article} ${kind} waits for your decision`;
  if (privacy !== 'full') return { title, body: `Request ${numberOf(row)}` };
  return { title, body: shorten(`${numberOf(row)} by ${row.initiator.displayName}: ${whatOf(row)}`) };
}

export function wordsForEnding({ row, how }: EndedRequest, privacy: NotificationPrivacy): Words {
  const title = `Your ${KIND[row.operation]} ${ENDED[how]}`;
  if (privacy !== 'full') return { title, body: `Request ${numberOf(row)}` };
  return { title, body: shorten(`${numberOf(row)}: ${whatOf(row)}`) };
}

/** Several at once, or counts alone. @param waiting how many wait; @param ended how many of one's own have ended */
export function wordsForCounts(waiting: number, ended: number): Words {
  const waits = `${counted(waiting, 'request waits', 'requests wait')} for your decision`;
  const ends = `${counted(ended, 'of your own requests has', 'of your own requests have')} ended`;
  if (waiting === 0) return { title: ends, body: 'Open Countersign to see more.' };
  return { title: waits, body: ended === 0 ? 'Open Countersign to review.' : `${ends}.` };
}

export const numberOf = (row: RequestRow): string => `R-${row.number}`;

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function shorten(sentence: string): string {
  const characters = [...sentence];
  return characters.length <= LONGEST_BODY ? sentence : `${characters.slice(0, LONGEST_BODY - 1).join('')}…`;
}
