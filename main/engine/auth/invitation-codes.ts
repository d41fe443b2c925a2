import type { Member } from '../../../shared/domain/state';
import { upsert, type Statement } from '../store/statement';
import { hashToken, newToken } from './tokens';

export interface NewInvitationCode {
  /** Given once; only its hash is kept. */
  readonly code: string;
  readonly statement: Statement;
}

/** Makes the code by which this member may accept their invitation; it lives as long as the invitation does (§9). */
export function newInvitationCode(
  random: { bytes(count: number): Uint8Array },
  invitee: Pick<Member, 'id' | 'invitationExpiresAt'>,
  now: number,
): NewInvitationCode {
  const code = newToken(random);
  return {
    code,
    statement: upsert('invitations', ['code_hash'], {
      code_hash: hashToken(code),
      member_id: invitee.id,
      expires_at: invitee.invitationExpiresAt ?? now,
      used_at: null,
    }),
  };
}
