import { acceptInvitation as acceptInvitationOf } from '../../../shared/domain/invitations';
import { isRefusal, refuse, type Refusal } from '../../../shared/domain/refusal';
import type { OutputOf } from '../../../shared/contract/operations';
import { goOnByCode, goOnByPasskey } from '../auth/asked-factor';
import {
  barToKind,
  closeEnrolments,
  enrolmentOf,
  firstEnrolment,
  withNewChallenge,
  withNewSeed,
  writeEnrolment,
  type EnrolmentRow,
} from '../auth/enrolment';
import { recordFactor, type ProvenFactor } from '../auth/new-factor';
import { beginSession } from '../auth/new-session';
import { checkNewPassword } from '../auth/password-strength';
import { makeRecoveryCodes } from '../auth/recovery-codes';
import { hashToken } from '../auth/tokens';
import type { Caller } from '../../backend/governance-api';
import type { EngineParts, PublicHandler } from '../parts';
import { presentMember, presentNewSession } from '../present/records';
import { compiled, sql, upsert } from '../store/statement';
import type { Tables } from '../store/tables';

function invitationOf(engine: EngineParts, codeHash: string): Tables['invitations'] | undefined {
  return engine.store.first(
    compiled(sql.selectFrom('invitations').selectAll().where('code_hash', '=', codeHash)),
  );
}

/**
 * Accepts an invitation by its code and sets the password. Until a factor is enrolled the same code may be used again,
 * so that a lost enrolment doesn't lock the invitee out; after that it is used. For the Owner of an organization on a
 * server, the set-up token is that code.
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
  if (member.status === 'suspended' || member.status === 'removed')
    return refuse('not_found', 'This invitation code isn’t known, or its time is over.');
  const weak = checkNewPassword(input.password, 'password');
  if (weak) return weak;
  const passwordHash = await engine.passwords.hash(input.password);
  if (invitationOf(engine, codeHash)?.used_at !== null)
    return refuse('conflict', 'This invitation was accepted already.');

  const work = engine.journal.begin();
  const now = work.state.members.get(member.id);
  if (!now || now.status === 'suspended' || now.status === 'removed')
    return refuse('not_found', 'This invitation code isn’t known, or its time is over.');
  acceptInvitationOf(work, member.id);
  const begun = firstEnrolment(engine, member, { invitation_hash: codeHash });
  await engine.journal.commit(work, { id: member.id, device: caller.device }, [
    upsert('credentials', ['member_id'], { member_id: member.id, password_hash: passwordHash }),
    // What was begun with the password before is over.
    closeEnrolments(member.id),
    begun.statement,
  ]);
  const accepted = engine.journal.state.members.get(member.id) ?? member;
  return {
    member: presentMember(engine.journal.state, accepted, accepted),
    enrolment: begun.enrolment,
    enrolmentToken: begun.enrolmentToken,
  };
};

/** A new authenticator seed for an enrolment that is open, shown once. */
export const showTotp: PublicHandler<'enrolment.totpOptions'> = async (engine, { enrolmentToken }) => {
  const open = enrolmentOf(engine, enrolmentToken);
  if (isRefusal(open)) return open;
  const bar = barToKind(engine, 'totp');
  if (bar) return bar;
  const { totp, row } = withNewSeed(engine, open.row, open.member);
  await engine.store.commit([writeEnrolment(row)]);
  return totp;
};

/** What a new passkey has to be made for, in an enrolment that is open. */
export const askPasskey: PublicHandler<'enrolment.passkeyOptions'> = async (engine, { enrolmentToken }) => {
  const open = enrolmentOf(engine, enrolmentToken);
  if (isRefusal(open)) return open;
  const bar = barToKind(engine, 'passkey');
  if (bar) return bar;
  const { creation, row } = withNewChallenge(engine, open.row, open.member);
  await engine.store.commit([writeEnrolment(row)]);
  return creation;
};

/** Confirms the authenticator app by its first code; that signs in. */
export const confirmTotp: PublicHandler<'enrolment.totp'> = (engine, input, caller) =>
  goOnByCode(engine, input.code, {
    find: () => enrolmentOf(engine, input.enrolmentToken),
    then: (row, proven) => enrol(engine, row, proven, input.name, caller),
  });

/** Enrols the passkey that was asked for; that signs in. */
export const confirmPasskey: PublicHandler<'enrolment.passkey'> = (engine, input, caller) =>
  goOnByPasskey(engine, input.credential, {
    find: () => enrolmentOf(engine, input.enrolmentToken),
    then: (row, proven) => enrol(engine, row, proven, input.name, caller),
  });

/** The factor is the member's, the enrolment over, and its code used; recovery codes are shown here and never again. */
async function enrol(
  engine: EngineParts,
  row: EnrolmentRow,
  proven: ProvenFactor,
  name: string | undefined,
  caller: Caller,
): Promise<OutputOf<'enrolment.totp'> | Refusal> {
  const work = engine.journal.begin();
  const member = work.state.members.get(row.member_id as never);
  if (!member) return refuse('unauthenticated', 'This enrolment isn’t open any more. Begin again.');
  const factor = recordFactor(work, member, proven, name);
  const { recoveryCodes, statements } = makeRecoveryCodes(engine, work, member.id);
  const begun = beginSession(engine, member.id, caller.device);
  await engine.journal.commit(
    work,
    { id: member.id, device: caller.device },
    [
      ...factor.statements,
      closeEnrolments(member.id),
      ...statements,
      ...(row.invitation_hash === null
        ? []
        : [
            compiled(
              sql
                .updateTable('invitations')
                .set({ used_at: work.now })
                .where('code_hash', '=', row.invitation_hash),
            ),
          ]),
      begun.statement,
    ],
    [
      ...factor.notes,
      { type: 'session.started', payload: { memberId: member.id, sessionId: begun.session.id } },
    ],
  );
  const enrolled = engine.journal.state.members.get(member.id) ?? member;
  return {
    session: presentNewSession(engine.journal.state, enrolled, begun.session, begun.token),
    recoveryCodes,
    fingerprint: proven.fingerprint,
  };
}
