import type { NotificationPrivacy } from '../../../shared/contract/desktop-settings';
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
  return { title: `${kindOf(row)} waits for your decision`, body: bodyOf(row, privacy) };
}

/** @param now epoch milliseconds, from which the time that is left is counted */
export function wordsForReminder(row: RequestRow, privacy: NotificationPrivacy, now: number): Words {
  const left = timeLeft(Date.parse(row.expiresAt ?? '') - now);
  return { title: `${kindOf(row)} expires ${left} without your decision`, body: bodyOf(row, privacy) };
}

export function wordsForEnding({ row, how }: EndedRequest, privacy: NotificationPrivacy): Words {
  const whose = row.initiator.kind === 'service-user' ? 'Your key’s' : 'Your';
  const title = `${whose} ${KIND[row.operation]} ${ENDED[how]}`;
  if (privacy !== 'full') return { title, body: `Request ${numberOf(row)}` };
  return { title, body: shorten(`${numberOf(row)}: ${whatOf(row)}`) };
}

/**
 * Several at once, or counts alone.
 * @param waiting how many wait
 * @param ended how many of one's own have ended
 * @param expiring how many of those that wait expire soon
 */
export function wordsForCounts(waiting: number, ended: number, expiring = 0): Words {
  const waits = `${counted(waiting, 'request waits', 'requests wait')} for your decision`;
  const ends = `${counted(ended, 'of your own requests has', 'of your own requests have')} ended`;
  if (waiting === 0) return { title: ends, body: 'Open Countersign to see more.' };
  const more = [
    ...(expiring === 0 ? [] : [`${counted(expiring, 'expires', 'expire')} soon.`]),
    ...(ended === 0 ? [] : [`${ends}.`]),
  ];
  return { title: waits, body: more.length === 0 ? 'Open Countersign to review.' : more.join(' ') };
}

const MINUTE_MS = 60_000;

function timeLeft(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / MINUTE_MS));
  if (minutes === 0) return 'in less than a minute';
  if (minutes < 60) return `in ${counted(minutes, 'minute', 'minutes')}`;
  return `in ${counted(Math.round(minutes / 60), 'hour', 'hours')}`;
}

function kindOf({ operation }: RequestRow): string {
  const kind = KIND[operation];
  return `${/^[aeiou]/.test(kind) ? 'An' : 'A'} ${kind}`;
}

function bodyOf(row: RequestRow, privacy: NotificationPrivacy): string {
  if (privacy !== 'full') return `Request ${numberOf(row)}`;
  return shorten(`${numberOf(row)} by ${row.initiator.displayName}: ${whatOf(row)}`);
}

export const numberOf = (row: RequestRow): string => `R-${row.number}`;

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function shorten(sentence: string): string {
  const characters = [...sentence];
  return characters.length <= LONGEST_BODY ? sentence : `${characters.slice(0, LONGEST_BODY - 1).join('')}…`;
}
