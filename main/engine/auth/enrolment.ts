import type { MemberId } from '../../../shared/contract/primitives';
import type { EngineParts } from '../parts';
import { upsert, type Statement } from '../store/statement';
import { factorContext } from './second-factor';
import { hashToken, newToken } from './tokens';
import { newTotp } from './totp';

/** Enrolment tokens live 15 minutes (§9). */
const ENROLMENT_MS = 15 * 60_000;

export interface BegunEnrolment {
  readonly enrolment: { totp: { secret: string; uri: string } };
  readonly enrolmentToken: string;
  readonly statement: Statement;
}

/** Makes a new authenticator seed, shown once; it counts only after its first code was entered. */
export function beginEnrolment(
  engine: EngineParts,
  member: { id: MemberId; email: string },
  organization: string,
  invitationHash: string | null,
): BegunEnrolment {
  const totp = newTotp(member.email, organization);
  const enrolmentToken = newToken(engine.options.random);
  return {
    enrolment: { totp },
    enrolmentToken,
    statement: upsert('enrolments', ['token_hash'], {
      token_hash: hashToken(enrolmentToken),
      member_id: member.id,
      sealed_secret: engine.box.seal(totp.secret, factorContext(member.id)),
      expires_at: engine.journal.now() + ENROLMENT_MS,
      attempts: 0,
      invitation_hash: invitationHash,
    }),
  };
}
