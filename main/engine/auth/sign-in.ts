import { createHmac } from 'node:crypto';
import type { InputOf } from '../../../shared/contract/operations';
import { acceptedFactors } from '../../../shared/domain/members';
import type { Member } from '../../../shared/domain/state';
import type { Work } from '../../../shared/domain/work';
import type { EngineParts } from '../parts';
import { compiled, sql, type Statement } from '../store/statement';
import { ownerOfRecoveryCode, recoveryCodeHash, useRecoveryCode } from './recovery-codes';
import type { RightFactor } from './second-factor';

/** A second factor as it came with a sign-in; right so far, used up only when the password is right too. */
export type OfferedFactor = RightFactor | { readonly kind: 'recovery-code'; readonly codeHash: string };

export interface SignInAttempt {
  /** Whose password is to be judged; null for a stranger. */
  readonly member: Member | null;
  readonly factor: OfferedFactor | null;
}

/** Who may sign in by this e-mail. A replaced member and their successor may share it until the one is confirmed. */
export function candidatesOf(engine: EngineParts, email: string): Member[] {
  return [...engine.journal.state.members.values()].filter(
    (member) => member.email === email && (member.status === 'active' || member.status === 'unconfirmed'),
  );
}

export const normalEmail = (email: string): string => email.trim().toLowerCase();

/**
 * Looks for whose factor this is. Strangers cost the same work as members (§9): a code is judged by a seed, a signature
 * by a key, whether or not somebody has it; and whoever the factor belongs to, one password is judged, not several.
 */
export async function attemptOf(
  engine: EngineParts,
  input: InputOf<'session.create'>,
): Promise<SignInAttempt> {
  const candidates = candidatesOf(engine, normalEmail(input.email));
  const [first = null] = candidates;
  const tried: readonly (Member | null)[] = candidates.length === 0 ? [null] : candidates;
  if (input.recoveryCode !== undefined) {
    const codeHash = recoveryCodeHash(input.recoveryCode);
    const ownerId = ownerOfRecoveryCode(engine, codeHash);
    const owner = candidates.find(({ id }) => id === ownerId);
    return owner
      ? { member: owner, factor: { kind: 'recovery-code', codeHash } }
      : { member: first, factor: null };
  }
  for (const member of tried) {
    const id = member?.id ?? null;
    const factor =
      input.totp === undefined
        ? input.passkey === undefined
          ? null
          : await engine.secondFactor.checkPasskey(id, input.passkey)
        : engine.secondFactor.checkCode(id, input.totp, engine.journal.now());
    if (member !== null && factor !== null) return { member, factor };
  }
  return { member: first, factor: null };
}

/**
 * Uses the offered factor up, in the turn in which the sign-in is decided. Null where it doesn't count: used up
 * meanwhile, a challenge of somebody else or too old, a passkey whose counter didn't go on, or one that the policy no
 * longer accepts, of a member who has another that it does.
 */
export function useOffered(
  engine: EngineParts,
  work: Work,
  member: Member,
  factor: OfferedFactor,
  email: string,
): { statement: Statement; leadsTo: 'session' | 'enrolment' } | null {
  const { now } = work;
  if (factor.kind === 'recovery-code') {
    if (ownerOfRecoveryCode(engine, factor.codeHash) !== member.id) return null;
    work.record({ type: 'member.recovery-code-used', memberId: member.id });
    return { statement: useRecoveryCode(factor.codeHash, now), leadsTo: 'enrolment' };
  }
  const policy = work.state.organization?.signInPolicy ?? 'passkey';
  const accepted = acceptedFactors(policy, member);
  const isAccepted = accepted.some(({ id }) => id === factor.factorId);
  if (!engine.secondFactor.isFresh(factor) || (!isAccepted && accepted.length > 0)) return null;
  if (factor.kind === 'passkey') {
    if (!engine.challenges.signsIn(factor.challenge, normalEmail(email), now)) return null;
    engine.challenges.use(factor.challenge, now);
  }
  return {
    statement: engine.secondFactor.use(factor, now),
    leadsTo: isAccepted ? 'session' : 'enrolment',
  };
}

/** Made-up credential ids are as long as those of authenticators that people have, in bytes. */
const LENGTHS = [16, 20, 32, 32, 48, 64] as const;
/** How many are asked for, or as many again: how many somebody has isn't told. */
const ASKED_TOGETHER = 4;

/**
 * The credential ids that signing in with this e-mail asks for: those of whoever has it, filled up with ones that nobody
 * has, so that the answer for a stranger looks the same (§9).
 */
export function askedPasskeys(engine: EngineParts, email: string): string[] {
  const candidates = candidatesOf(engine, email);
  const tried: readonly (Member | null)[] = candidates.length === 0 ? [null] : candidates;
  const known = tried.flatMap((member) => engine.secondFactor.passkeysOf(member?.id ?? null));
  const wanted = Math.max(1, Math.ceil(known.length / ASKED_TOGETHER)) * ASKED_TOGETHER;
  const filling = Array.from({ length: wanted - known.length }, (_, nth) =>
    nobodysPasskey(engine, email, nth),
  );
  return [...known, ...filling].sort();
}

/** The same for an e-mail every time: one that changes would tell. */
function nobodysPasskey(engine: EngineParts, email: string, nth: number): string {
  const bytes = createHmac('sha512', engine.options.secretKey)
    .update(`countersign-passkey-of-nobody:${String(nth)}:`)
    .update(email, 'utf8')
    .digest();
  const length =
    createHmac('sha512', engine.options.secretKey).update(bytes).digest().readUInt32BE() % LENGTHS.length;
  return bytes.subarray(0, LENGTHS[length]).toString('base64url');
}

export function passwordHashOf(engine: EngineParts, member: Member | null): string | undefined {
  return engine.store.first<{ password_hash: string }>(
    compiled(
      sql
        .selectFrom('credentials')
        .select('password_hash')
        .where('member_id', '=', member?.id ?? ''),
    ),
  )?.password_hash;
}
