import type { NotificationPrivacy } from '../../../shared/contract/desktop-calls';
import type { Operation, RequestRow } from '../../../shared/contract/requests';
import type { EndedRequest, Ending } from './notice';

export interface Words {
  title: string;
  body: string;
}

/** What each operation is called where nothing about it may be told. */
const KIND: Record<Operation, string> = {
  'withdrawal.crypto.create': 'withdrawal',
  'withdrawal.fiat.create': 'withdrawal',
  'address.crypto.add': 'new address',
  'address.fiat.add': 'new address',
  'address.remove': 'removal of an address',
  'member.invite': 'invitation',
  'member.permissions.change': 'change of permissions',
  'account.create': 'new account',
  'account.rename': 'new account name',
  'policy.change': 'change of policy',
};

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

/** The request in a few words, from what its approvers are shown: names, amounts and all. */
function whatOf({ operation, view }: RequestRow): string {
  const { params } = view;
  const account = view.account?.name ?? nameIn(params['account']);
  const asset = text(params['asset']);
  const label = text(params['label']);
  switch (operation) {
    case 'withdrawal.crypto.create':
    case 'withdrawal.fiat.create':
      return `${text(params['amount'])} ${asset} from ${account} to ${nameIn(params['destination'])}`;
    case 'address.crypto.add':
    case 'address.fiat.add':
      return `let ${account} withdraw ${asset} to ${label}`;
    case 'address.remove':
      return `an address of ${account}`;
    case 'member.invite':
      return `invite ${text(params['displayName'])}`;
    case 'member.permissions.change':
      return `what ${nameIn(params['member'])} may do`;
    case 'account.create':
      return text(params['name']);
    case 'account.rename':
      return `${account} becomes ${text(params['name'])}`;
    case 'policy.change':
      return text(params['workflow']);
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '…');

/** What a resolved id stands for: accounts have names, addresses labels, members display names. */
function nameIn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '…';
  const { name, label, displayName } = value as Record<string, unknown>;
  return text(name ?? label ?? displayName);
}

function shorten(sentence: string): string {
  const characters = [...sentence];
  return characters.length <= LONGEST_BODY ? sentence : `${characters.slice(0, LONGEST_BODY - 1).join('')}…`;
}
