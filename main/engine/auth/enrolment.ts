import type { BegunEnrolment } from '../../../shared/contract/organization';
import type { PasskeyCreation } from '../../../shared/contract/passkeys';
import { acceptedKinds } from '../../../shared/domain/factors';
import { refuse, type Refusal } from '../../../shared/domain/refusal';
import type { Member } from '../../../shared/domain/state';
import type { EngineParts } from '../parts';
import { compiled, sql, upsert, type Statement } from '../store/statement';
import type { Tables } from '../store/tables';
import { factorContext } from './second-factor';
import { hashToken, newToken } from './tokens';
import { newTotp } from './totp';

/** Enrolment tokens live 15 minutes (§9). */
const ENROLMENT_MS = 15 * 60_000;
const MOST_ATTEMPTS = 5;

export type EnrolmentRow = Tables['enrolments'];

/** A way to a first session, or to a factor that the policy accepts. Whoever holds the token may enrol one factor. */
export interface OpenedEnrolment {
  readonly enrolmentToken: string;
  readonly row: EnrolmentRow;
}

/** Opens an enrolment; `invitationHash` is the code that led to it, used up when it is finished. */
export function openEnrolment(
  engine: EngineParts,
  memberId: string,
  more: Partial<Pick<EnrolmentRow, 'session_hash' | 'invitation_hash'>> = {},
): OpenedEnrolment {
  const enrolmentToken = newToken(engine.options.random);
  return {
    enrolmentToken,
    row: {
      token_hash: hashToken(enrolmentToken),
      member_id: memberId,
      session_hash: null,
      sealed_secret: null,
      passkey_challenge: null,
      expires_at: engine.journal.now() + ENROLMENT_MS,
      attempts: 0,
      invitation_hash: null,
      ...more,
    },
  };
}

export function writeEnrolment(row: EnrolmentRow): Statement {
  return upsert('enrolments', ['token_hash'], row);
}

/** A new authenticator seed, shown once; it counts only after its first code was entered. */
export function withNewSeed(
  engine: EngineParts,
  row: EnrolmentRow,
  member: Pick<Member, 'id' | 'email'>,
): { totp: { secret: string; uri: string }; row: EnrolmentRow } {
  const totp = newTotp(member.email, engine.journal.state.organization?.name ?? '');
  return { totp, row: { ...row, sealed_secret: engine.box.seal(totp.secret, factorContext(member.id)) } };
}

/** What a new passkey has to be made for, once. */
export function withNewChallenge(
  engine: EngineParts,
  row: EnrolmentRow,
  member: Member,
): { creation: PasskeyCreation; row: EnrolmentRow } {
  const challenge = newToken(engine.options.random);
  return {
    creation: engine.passkeys.creation(member, challenge, engine.secondFactor.passkeysOf(member.id)),
    row: { ...row, passkey_challenge: challenge },
  };
}

/** What a new member or Owner is shown first: an authenticator, or a passkey where the policy takes nothing else. */
export function firstEnrolment(
  engine: EngineParts,
  member: Member,
  more: Partial<Pick<EnrolmentRow, 'invitation_hash'>>,
  policy = engine.journal.state.organization?.signInPolicy,
): { enrolment: BegunEnrolment; enrolmentToken: string; statement: Statement } {
  const { enrolmentToken, row } = openEnrolment(engine, member.id, more);
  if (policy === 'passkey') {
    const begun = withNewChallenge(engine, row, member);
    return { enrolment: { passkey: begun.creation }, enrolmentToken, statement: writeEnrolment(begun.row) };
  }
  const begun = withNewSeed(engine, row, member);
  return { enrolment: { totp: begun.totp }, enrolmentToken, statement: writeEnrolment(begun.row) };
}

/** The open enrolment behind a token, with its member; a suspended or removed one has none. */
export function enrolmentOf(
  engine: EngineParts,
  enrolmentToken: string,
): { row: EnrolmentRow; member: Member } | Refusal {
  const row = engine.store.first<EnrolmentRow>(
    compiled(
      sql
        .selectFrom('enrolments')
        .selectAll()
        .where('token_hash', '=', hashToken(enrolmentToken))
        .where('session_hash', 'is', null),
    ),
  );
  return openOrOver(engine, row);
}

/** The factor being added in this session, begun with a second factor at most 15 minutes ago. */
export function additionOf(
  engine: EngineParts,
  sessionHash: string,
): { row: EnrolmentRow; member: Member } | Refusal {
  const row = engine.store.first<EnrolmentRow>(
    compiled(sql.selectFrom('enrolments').selectAll().where('session_hash', '=', sessionHash)),
  );
  return openOrOver(engine, row, 'conflict');
}

function openOrOver(
  engine: EngineParts,
  row: EnrolmentRow | undefined,
  code: 'unauthenticated' | 'conflict' = 'unauthenticated',
): { row: EnrolmentRow; member: Member } | Refusal {
  const member = row && engine.journal.state.members.get(row.member_id as Member['id']);
  const mayEnrol = member?.status === 'active' || member?.status === 'unconfirmed';
  if (!row || !mayEnrol || row.expires_at <= engine.journal.now() || row.attempts >= MOST_ATTEMPTS)
    return refuse(code, 'This enrolment isn’t open any more. Begin again.');
  return { row, member };
}

/** Refuses where there are no passkeys: a server without a public address can't have them. */
export function barToPasskeys(engine: EngineParts): Refusal | null {
  return engine.passkeys.available ? null : refuse('conflict', 'Passkeys aren’t set up on this server.');
}

/** Refuses a kind of factor that wouldn't satisfy the policy, or that can't be had here. */
export function barToKind(engine: EngineParts, kind: 'totp' | 'passkey'): Refusal | null {
  const { organization } = engine.journal.state;
  if (organization && !acceptedKinds(organization.signInPolicy).includes(kind))
    return refuse('conflict', 'Here one signs in with passkeys only.');
  return kind === 'passkey' ? barToPasskeys(engine) : null;
}

/** A wrong code or passkey is counted: five, and the enrolment is over. */
export function countAttempt(row: EnrolmentRow): Statement {
  return compiled(
    sql
      .updateTable('enrolments')
      .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
      .where('token_hash', '=', row.token_hash),
  );
}

/** The member's enrolments that are the way in are over. */
export function closeEnrolments(memberId: string): Statement {
  return compiled(sql.deleteFrom('enrolments').where('member_id', '=', memberId));
}
