import type { FactorId, SessionId } from '../../../shared/contract/primitives';
import { acceptInvitation as acceptInvitationOf, enrolFactor } from '../../../shared/domain/invitations';
import { refuse } from '../../../shared/domain/refusal';
import { beginEnrolment } from '../auth/enrolment';
import { checkNewPassword } from '../auth/passwords';
import { factorContext } from '../auth/second-factor';
import type { Session } from '../auth/sessions';
import { hashToken, newRecoveryCodes, newToken } from '../auth/tokens';
import { acceptedStep, fingerprintOf } from '../auth/totp';
import type { EngineParts, PublicHandler } from '../parts';
import { presentMember, presentNewSession } from '../present/records';
import { compiled, sql, upsert } from '../store/statement';
import type { Tables } from '../store/tables';

const MOST_ATTEMPTS = 5;
const HOUR = 3_600_000;

function invitationOf(engine: EngineParts, codeHash: string): Tables['invitations'] | undefined {
  return engine.store.first(
    compiled(sql.selectFrom('invitations').selectAll().where('code_hash', '=', codeHash)),
  );
}

/**
 * Accepts an invitation by its code and sets the password. Until a factor is enrolled the same code may be used again,
 * so that a lost enrolment doesn't lock the invitee out; after that it is used.
 */
export const acceptInvitation: PublicHandler<'invitations.accept'> = async (engine, input, caller) => {
  const codeHash = hashToken(input.code);
  const invitation = invitationOf(engine, codeHash);
  const { state } = engine.journal;
  const member = invitation ? state.members.get(invitation.member_id as never) : undefined;
  if (!invitation || !member || !state.organization || invitation.expires_at <= engine.journal.now())
    return refuse('not_found', 'This invitation code isn’t known, or its time is over.');
  if (invitation.used_at !== null || (member.status !== 'invited' && member.factors.length > 0))
    return refuse('conflict', 'This invitation was accepted already.');
  const weak = checkNewPassword(input.password, 'password');
  if (weak) return weak;
  const passwordHash = await engine.passwords.hash(input.password);
  if (invitationOf(engine, codeHash)?.used_at !== null)
    return refuse('conflict', 'This invitation was accepted already.');

  const work = engine.journal.begin();
  acceptInvitationOf(work, member.id);
  const begun = beginEnrolment(engine, member, state.organization.name, codeHash);
  await engine.journal.commit(work, { id: member.id, device: caller.device }, [
    upsert('credentials', ['member_id'], { member_id: member.id, password_hash: passwordHash }),
    begun.statement,
  ]);
  const accepted = engine.journal.state.members.get(member.id) ?? member;
  return {
    member: presentMember(engine.journal.state, accepted, accepted),
    enrolment: begun.enrolment,
    enrolmentToken: begun.enrolmentToken,
  };
};

/** Confirms the authenticator app by its first code; that signs in. Recovery codes are shown here and never again. */
export const confirmTotp: PublicHandler<'enrolment.totp'> = async (engine, input, caller) => {
  const tokenHash = hashToken(input.enrolmentToken);
  const row = engine.store.first<Tables['enrolments']>(
    compiled(sql.selectFrom('enrolments').selectAll().where('token_hash', '=', tokenHash)),
  );
  const now = engine.journal.now();
  const { organization } = engine.journal.state;
  const member = row ? engine.journal.state.members.get(row.member_id as never) : undefined;
  if (!row || !member || !organization || row.expires_at <= now || row.attempts >= MOST_ATTEMPTS)
    return refuse('unauthenticated', 'This enrolment isn’t open any more. Begin again.');
  const secret = engine.box.open(row.sealed_secret, factorContext(member.id));
  const step = acceptedStep(secret, input.code, now, 0);
  if (step === null) {
    await engine.store.commit([
      compiled(
        sql
          .updateTable('enrolments')
          .set({ attempts: row.attempts + 1 })
          .where('token_hash', '=', tokenHash),
      ),
    ]);
    return refuse('second_factor_invalid', 'This code isn’t right. Wait for the next one and try again.');
  }

  const work = engine.journal.begin();
  const fingerprint = fingerprintOf(secret);
  const factorId = work.ids.next('fac') as FactorId;
  enrolFactor(work, member.id, {
    id: factorId,
    kind: 'totp',
    name: 'Authenticator app',
    fingerprint,
    enrolledAt: now,
  });
  const recoveryCodes = newRecoveryCodes(engine.options.random);
  work.record({ type: 'member.recovery-codes-made', memberId: member.id, count: recoveryCodes.length });
  const begun = beginSession(engine, member.id, caller.device);
  await engine.journal.commit(
    work,
    { id: member.id, device: caller.device },
    [
      upsert('factors', ['id'], {
        id: factorId,
        member_id: member.id,
        kind: 'totp',
        sealed_secret: row.sealed_secret,
        fingerprint,
        last_step: step,
        enrolled_at: now,
      }),
      compiled(sql.deleteFrom('enrolments').where('member_id', '=', member.id)),
      compiled(sql.deleteFrom('recovery_codes').where('member_id', '=', member.id)),
      ...recoveryCodes.map((code) =>
        upsert('recovery_codes', ['code_hash'], {
          code_hash: hashToken(code),
          member_id: member.id,
          used_at: null,
        }),
      ),
      ...(row.invitation_hash === null
        ? []
        : [
            compiled(
              sql
                .updateTable('invitations')
                .set({ used_at: now })
                .where('code_hash', '=', row.invitation_hash),
            ),
          ]),
      begun.statement,
    ],
    [{ type: 'session.started', payload: { memberId: member.id, sessionId: begun.session.id } }],
  );
  const enrolled = engine.journal.state.members.get(member.id) ?? member;
  return {
    session: presentNewSession(engine.journal.state, enrolled, begun.session, begun.token),
    recoveryCodes,
    fingerprint,
  };
};

/** A new session of a member who has just passed a second factor. */
export function beginSession(
  engine: EngineParts,
  memberId: Session['memberId'],
  device: string,
): { session: Session; token: string; statement: ReturnType<EngineParts['sessions']['begin']> } {
  const now = engine.journal.now();
  const hours = engine.journal.state.organization?.session.absoluteTimeoutHours ?? 12;
  const token = newToken(engine.options.random);
  const session: Session = {
    tokenHash: hashToken(token),
    id: engine.journal.begin().ids.next('ses') as SessionId,
    memberId,
    device,
    createdAt: now,
    lastActivityAt: now,
    expiresAt: now + hours * HOUR,
    stepUpAt: now,
    ended: null,
  };
  return { session, token, statement: engine.sessions.begin(session) };
}
