import type { FactorView } from '../../../shared/contract/factors';
import type { FactorId } from '../../../shared/contract/primitives';
import { barToAddingFactor, barToRemovingFactor } from '../../../shared/domain/factors';
import { acceptedFactors } from '../../../shared/domain/members';
import { isRefusal, refuse, type Refusal } from '../../../shared/domain/refusal';
import type { Factor, Member } from '../../../shared/domain/state';
import {
  additionOf,
  barToKind,
  countAttempt,
  openEnrolment,
  withNewChallenge,
  withNewSeed,
  writeEnrolment,
  type EnrolmentRow,
} from '../auth/enrolment';
import { isTaken, provenPasskey, provenTotp, recordFactor, type ProvenFactor } from '../auth/new-factor';
import { makeRecoveryCodes } from '../auth/recovery-codes';
import { requireSecondFactor } from '../auth/step-up';
import type { AuditNote } from '../journal';
import type { EngineParts, Handler, SignedIn } from '../parts';
import { iso } from '../present/times';
import { compiled, sql, type Statement } from '../store/statement';

const NO_SUCH_FACTOR = 'You have no such second factor.';

function policyOf(engine: EngineParts): 'passkey' | 'authenticator-or-passkey' {
  return engine.journal.state.organization?.signInPolicy ?? 'passkey';
}

/** The member as they are now; who acts may be shown without grants. */
function memberNow(engine: EngineParts, { member }: SignedIn): Member {
  return engine.journal.state.members.get(member.id) ?? member;
}

const actorOf = ({ member, session }: SignedIn): { id: string; device: string } => ({
  id: member.id,
  device: session.device,
});

function presentFactors(engine: EngineParts, member: Member): FactorView[] {
  const accepted = acceptedFactors(policyOf(engine), member);
  const uses = engine.secondFactor.lastUses(member.id);
  return member.factors.map(({ id, kind, name, fingerprint, enrolledAt }) => {
    const lastUsedAt = uses.get(id) ?? null;
    return {
      id,
      kind,
      name,
      fingerprint,
      enrolledAt: iso(enrolledAt),
      lastUsedAt: lastUsedAt === null ? null : iso(lastUsedAt),
      accepted: accepted.some((each) => each.id === id),
    };
  });
}

function presentFactor(engine: EngineParts, member: Member, id: FactorId): FactorView {
  const shown = presentFactors(engine, member).find((factor) => factor.id === id);
  if (!shown) throw new Error('a factor vanished while it was shown');
  return shown;
}

export const listFactors: Handler<'factors.list'> = (engine, _input, from) => {
  const member = memberNow(engine, from);
  return {
    items: presentFactors(engine, member),
    nextCursor: null,
    recoveryCodesLeft: member.recoveryCodesLeft,
  };
};

/** Begins adding a factor in this session: one at a time, an earlier one that was begun is over. */
async function begin(
  engine: EngineParts,
  from: SignedIn,
  row: EnrolmentRow,
  passed: { statements: readonly Statement[]; notes: readonly AuditNote[] },
): Promise<void> {
  const before = compiled(sql.deleteFrom('enrolments').where('session_hash', '=', from.session.tokenHash));
  await engine.journal.note(actorOf(from), passed.notes, [before, ...passed.statements, writeEnrolment(row)]);
}

export const beginTotp: Handler<'factors.beginTotp'> = async (engine, input, from, caller) => {
  const bar = barToKind(engine, 'totp') ?? barToAddingFactor(memberNow(engine, from));
  if (bar) return bar;
  const passed = requireSecondFactor(engine, from, input.stepUp, caller.address);
  if (passed instanceof Promise) return passed;
  const { row } = openEnrolment(engine, from.member.id, { session_hash: from.session.tokenHash });
  const seeded = withNewSeed(engine, row, from.member);
  await begin(engine, from, seeded.row, passed);
  return seeded.totp;
};

export const beginPasskey: Handler<'factors.beginPasskey'> = async (engine, input, from, caller) => {
  const bar = barToKind(engine, 'passkey') ?? barToAddingFactor(memberNow(engine, from));
  if (bar) return bar;
  const passed = requireSecondFactor(engine, from, input.stepUp, caller.address);
  if (passed instanceof Promise) return passed;
  const { row } = openEnrolment(engine, from.member.id, { session_hash: from.session.tokenHash });
  const asked = withNewChallenge(engine, row, from.member);
  await begin(engine, from, asked.row, passed);
  return asked.creation;
};

export const addTotp: Handler<'factors.addTotp'> = async (engine, input, from) => {
  const open = additionOf(engine, from.session.tokenHash);
  if (isRefusal(open)) return open;
  const bar = barToKind(engine, 'totp');
  if (bar) return bar;
  const proven = provenTotp(engine, open.row, input.code);
  if (proven !== null) return await add(engine, from, open.row, proven, input.name);
  await engine.store.commit([countAttempt(open.row)]);
  return refuse('second_factor_invalid', 'This code isn’t right. Wait for the next one and try again.');
};

export const addPasskey: Handler<'factors.addPasskey'> = async (engine, input, from) => {
  const open = additionOf(engine, from.session.tokenHash);
  if (isRefusal(open)) return open;
  const proven = await provenPasskey(engine, open.row, input.credential);
  // Verifying took its time: the session may be over, or another one begun.
  const still = additionOf(engine, from.session.tokenHash);
  if (isRefusal(still)) return still;
  if (from.session.ended !== null) return refuse('unauthenticated', 'Sign in first.');
  const bar = barToKind(engine, 'passkey');
  if (bar) return bar;
  const isAsked = proven !== null && still.row.passkey_challenge === open.row.passkey_challenge;
  if (isAsked && !isTaken(engine, proven)) return await add(engine, from, still.row, proven, input.name);
  await engine.store.commit([countAttempt(still.row)]);
  return refuse('second_factor_invalid', 'This isn’t the passkey that was asked for. Try again.');
};

async function add(
  engine: EngineParts,
  from: SignedIn,
  row: EnrolmentRow,
  proven: ProvenFactor,
  name: string | undefined,
): Promise<FactorView | Refusal> {
  const work = engine.journal.begin();
  const member = work.state.members.get(from.member.id);
  if (!member) return refuse('unauthenticated', 'Sign in first.');
  const factor = recordFactor(work, member, proven, name);
  await engine.journal.commit(
    work,
    actorOf(from),
    [...factor.statements, compiled(sql.deleteFrom('enrolments').where('token_hash', '=', row.token_hash))],
    factor.notes,
  );
  return presentFactor(engine, memberNow(engine, from), factor.factorId);
}

function ownFactor(engine: EngineParts, from: SignedIn, id: FactorId): Factor | Refusal {
  return (
    memberNow(engine, from).factors.find((factor) => factor.id === id) ?? refuse('not_found', NO_SUCH_FACTOR)
  );
}

export const renameFactor: Handler<'factors.rename'> = async (engine, input, from, caller) => {
  const factor = ownFactor(engine, from, input.id);
  if (isRefusal(factor)) return factor;
  const passed = requireSecondFactor(engine, from, input.stepUp, caller.address);
  if (passed instanceof Promise) return passed;
  const work = engine.journal.begin();
  work.record({
    type: 'member.factor-renamed',
    memberId: from.member.id,
    factorId: factor.id,
    name: input.name,
  });
  await engine.journal.commit(work, actorOf(from), passed.statements, passed.notes);
  return presentFactor(engine, memberNow(engine, from), factor.id);
};

export const removeFactor: Handler<'factors.remove'> = async (engine, input, from, caller) => {
  const factor = ownFactor(engine, from, input.id);
  if (isRefusal(factor)) return factor;
  const bar = barToRemovingFactor(policyOf(engine), memberNow(engine, from), factor.id);
  if (bar) return bar;
  const passed = requireSecondFactor(engine, from, input.stepUp, caller.address);
  if (passed instanceof Promise) return passed;
  const work = engine.journal.begin();
  work.record({ type: 'member.factor-removed', memberId: from.member.id, factorId: factor.id });
  await engine.journal.commit(
    work,
    actorOf(from),
    [...passed.statements, compiled(sql.deleteFrom('factors').where('id', '=', factor.id))],
    passed.notes,
  );
  return {};
};

export const newRecoveryCodes: Handler<'recoveryCodes.create'> = async (engine, input, from, caller) => {
  const passed = requireSecondFactor(engine, from, input.stepUp, caller.address);
  if (passed instanceof Promise) return passed;
  const work = engine.journal.begin();
  const { recoveryCodes, statements } = makeRecoveryCodes(engine, work, from.member.id);
  await engine.journal.commit(work, actorOf(from), [...passed.statements, ...statements], passed.notes);
  return { recoveryCodes };
};
