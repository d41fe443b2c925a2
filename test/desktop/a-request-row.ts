import type { MemberId, RequestId } from '../../shared/contract/primitives';
import type { RequestRow } from '../../shared/contract/requests';

export const ME = 'mem_me' as MemberId;
export const MARCUS = 'mem_marcus' as MemberId;

/** A withdrawal that Marcus started and that waits for me. */
export function aRow(number: number, over: Partial<RequestRow> = {}): RequestRow {
  const id = `req_${number}` as RequestId;
  const account = { id: 'acc_1' as never, name: 'Treasury' };
  const initiator = { kind: 'member' as const, id: MARCUS, displayName: 'Marcus Lindqvist' };
  const params = { asset: 'BTC', amount: '0.25', destination: { label: 'Cold storage A', address: 'bc1q' } };
  return {
    id,
    number,
    operation: 'withdrawal.crypto.create',
    workflow: 'withdrawals',
    params: {},
    view: {
      id,
      operation: 'withdrawal.crypto.create',
      workflow: 'withdrawals',
      account,
      params,
      initiator,
      note: null,
      createdAt: '2026-01-05T09:00:00.000Z',
    },
    initiator,
    status: 'pending',
    createdAt: '2026-01-05T09:00:00.000Z',
    requiredApprovals: 3,
    validApprovals: 0,
    riskCount: 0,
    myDecision: null,
    canDecide: true,
    ...over,
  };
}

/** A request of mine that came to its end. */
export function myEnded(number: number, over: Partial<RequestRow> = {}): RequestRow {
  return aRow(number, {
    initiator: { kind: 'member', id: ME, displayName: 'Me' },
    status: 'completed',
    canDecide: false,
    endedAt: '2026-01-05T10:00:00.000Z',
    ...over,
  });
}
