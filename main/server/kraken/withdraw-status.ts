import { requestId } from '../../../shared/contract/primitives';
import type { RequestStatus } from '../../../shared/contract/requests';
import type { KeyWithdrawal } from '../../../shared/contract/key-calls';
import { ERRORS, isKrakenError, krakenError } from './answers';
import { namesOf } from './asset-names';
import type { Parameters } from './parameters';
import { endpoint } from './private-endpoint';
import { assetAsked, methodOf, noFee } from './withdrawal-methods';

/** Kraken's words for where a withdrawal stands (api.md): `onhold` while it waits for people. */
const STATES: Readonly<Record<RequestStatus, { status: string; 'status-prop'?: string }>> = {
  pending: { status: 'Initial', 'status-prop': 'onhold' },
  approved: { status: 'Pending' },
  completed: { status: 'Success' },
  failed: { status: 'Failure' },
  rejected: { status: 'Failure', 'status-prop': 'canceled' },
  cancelled: { status: 'Failure', 'status-prop': 'canceled' },
  expired: { status: 'Failure', 'status-prop': 'canceled' },
};

export const withdrawStatus = endpoint({
  call: 'withdrawals.list',
  input(parameters) {
    const asset = assetAsked(parameters);
    if (isKrakenError(asset)) return asset;
    const from = momentIn(parameters.get('start'));
    const to = momentIn(parameters.get('end'));
    const limit = parameters.get('limit');
    if (from === null || to === null || (limit !== undefined && !/^[0-9]{1,3}$/.test(limit)))
      return krakenError(ERRORS.invalidArguments);
    const cursor = parameters.get('cursor');
    return {
      ...asset,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(limit === undefined ? {} : { limit: Number(limit) }),
      ...(cursor === undefined || isFlag(cursor) ? {} : { cursor }),
    };
  },
  result({ items, nextCursor }, parameters) {
    const withdrawals = items.map(shown);
    return asksForPages(parameters) ? { withdrawals, next_cursor: nextCursor } : withdrawals;
  },
});

/** Not pending any more: there is nothing left to cancel, which Kraken says in its result. */
export const withdrawCancel = endpoint({
  call: 'withdrawal.cancel',
  input(parameters) {
    const asset = assetAsked(parameters);
    if (isKrakenError(asset)) return asset;
    const id = parameters.get('refid');
    if (id === undefined) return krakenError(ERRORS.invalidArguments);
    return requestId.safeParse(id).success ? { ...asset, id } : krakenError(ERRORS.unknownReference);
  },
  result: () => true,
  errors: { not_found: ERRORS.unknownReference },
  resultOf: { not_pending: false },
});

/** `true` asks for the first page, and a page's cursor for the one after it; `false` or none for a plain list. */
const isFlag = (cursor: string): boolean => cursor === 'true' || cursor === 'false';

function asksForPages(parameters: Parameters): boolean {
  return (parameters.get('cursor') ?? 'false') !== 'false';
}

/** Seconds since 1970, with or without a fraction, as milliseconds; null for anything else. */
function momentIn(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined;
  return /^[0-9]{1,12}(\.[0-9]{1,9})?$/.test(text) ? Math.round(Number(text) * 1000) : null;
}

function shown({ id, asset, amount, destination, status, createdAt }: KeyWithdrawal) {
  const method = methodOf(destination.network);
  return {
    method,
    network: method,
    aclass: 'currency',
    asset: namesOf(asset).name,
    refid: id,
    // What happens on the chain is an executor's to know; here nothing has an id of its own there.
    txid: null,
    info: destination.address,
    amount,
    fee: noFee(asset),
    time: Math.floor(Date.parse(createdAt) / 1000),
    ...STATES[status],
    key: destination.label,
  };
}
