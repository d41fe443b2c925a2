import { describe, expect, it } from 'vitest';
import type { KeyId, MemberId, ServiceUserId } from '../../shared/contract/primitives';
import type { RequestRow } from '../../shared/contract/requests';
import { belongs } from '../../renderer/stores/queue-store';

const ME = 'mem_me' as MemberId;
const by = (initiator: RequestRow['initiator']): RequestRow =>
  ({ status: 'pending', canDecide: false, initiator }) as RequestRow;
const signed = (custodianId: string): RequestRow =>
  by({
    kind: 'service-user',
    id: 'svc_bot' as ServiceUserId,
    displayName: 'Bot',
    keyId: 'key_1' as KeyId,
    custodianId: custodianId as MemberId,
  });

describe('a new request joins Mine', () => {
  it.each<[string, RequestRow, boolean]>([
    ['that I started', by({ kind: 'member', id: ME, displayName: 'Me' }), true],
    ['that my key signed (§4)', signed(ME), true],
    ['that another’s key signed', signed('mem_other'), false],
  ])('%s', (_what, row, isMine) => {
    expect(belongs(row, 'mine', ME)).toBe(isMine);
    expect(belongs(row, 'mine', null)).toBe(false);
  });
});
