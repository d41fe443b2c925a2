import type { NewPasskey } from '../../../shared/contract/passkeys';
import type { FactorId } from '../../../shared/contract/primitives';
import { fingerprintOf, freeFactorName } from '../../../shared/domain/factors';
import type { Member } from '../../../shared/domain/state';
import type { Work } from '../../../shared/domain/work';
import { enrolFactor } from '../../../shared/domain/invitations';
import type { AuditNote } from '../journal';
import type { EngineParts } from '../parts';
import { sha256 } from '../sha256';
import { insert, type Statement } from '../store/statement';
import type { Tables } from '../store/tables';
import type { EnrolmentRow } from './enrolment';
import { factorContext } from './second-factor';
import { acceptedStep } from './totp';

const OWN_NAME = { totp: 'Authenticator app', passkey: 'Passkey' } as const;

/** A factor that has proven itself, before it has an id. */
export interface ProvenFactor {
  readonly kind: 'totp' | 'passkey';
  readonly fingerprint: string;
  readonly row: Pick<Tables['factors'], 'sealed_secret' | 'credential_id' | 'last_step' | 'counter'>;
  readonly notes: (factorId: FactorId) => readonly AuditNote[];
}

/** The authenticator that was shown, if this is its code; that code is used up with it. */
export function provenTotp(
  engine: EngineParts,
  { member_id, sealed_secret }: EnrolmentRow,
  code: string,
): ProvenFactor | null {
  if (sealed_secret === null) return null;
  const seed = engine.box.open(sealed_secret, factorContext(member_id));
  const step = acceptedStep(seed, code, engine.journal.now(), 0);
  if (step === null) return null;
  return {
    kind: 'totp',
    fingerprint: fingerprintOf(seed, sha256),
    row: { sealed_secret, credential_id: null, last_step: step, counter: 0 },
    notes: () => [],
  };
}

/** Whether somebody has this passkey already; to be asked in the turn in which it is recorded. */
export function isTaken(engine: EngineParts, { row }: ProvenFactor): boolean {
  return row.credential_id !== null && engine.secondFactor.isKnown(row.credential_id);
}

/** The passkey that was asked for, if this is it. */
export async function provenPasskey(
  engine: EngineParts,
  { member_id, passkey_challenge }: EnrolmentRow,
  credential: NewPasskey,
): Promise<ProvenFactor | null> {
  if (passkey_challenge === null) return null;
  const made = await engine.passkeys.register(credential, passkey_challenge);
  if (made === null) return null;
  const publicKey = Buffer.from(made.publicKey).toString('base64url');
  return {
    kind: 'passkey',
    fingerprint: fingerprintOf(publicKey, sha256),
    row: {
      sealed_secret: engine.box.seal(publicKey, factorContext(member_id)),
      credential_id: made.credentialId,
      last_step: 0,
      counter: made.counter,
    },
    // The public half, so that signatures over decisions can be checked with the ledger alone.
    notes: (factorId) => [
      {
        type: 'passkey.registered',
        payload: { memberId: member_id, factorId, credentialId: made.credentialId, publicKey },
      },
    ],
  };
}

/** Records the factor as the member's own and gives what keeps it. */
export function recordFactor(
  work: Work,
  member: Member,
  proven: ProvenFactor,
  name: string | undefined,
): { factorId: FactorId; statements: Statement[]; notes: readonly AuditNote[] } {
  const id = work.ids.next('fac') as FactorId;
  const { kind, fingerprint } = proven;
  enrolFactor(work, member.id, {
    id,
    kind,
    name: name ?? freeFactorName(member, OWN_NAME[kind]),
    fingerprint,
    enrolledAt: work.now,
  });
  return {
    factorId: id,
    statements: [
      insert('factors', {
        id,
        member_id: member.id,
        kind,
        sealed_secret: proven.row.sealed_secret,
        credential_id: proven.row.credential_id,
        fingerprint,
        last_step: proven.row.last_step,
        counter: proven.row.counter,
        enrolled_at: work.now,
        last_used_at: null,
      }),
    ],
    notes: proven.notes(id),
  };
}
