import type { FactorView, StepUp } from '../../../shared/contract/factors';
import type { FactorId } from '../../../shared/contract/primitives';
import { barToAddingFactor, barToRemovingFactor } from '../../../shared/domain/factors';
import { acceptedFactors } from '../../../shared/domain/members';
import { isRefusal, refuse, type Refusal } from '../../../shared/domain/refusal';
import type { Factor, Member } from '../../../shared/domain/state';
import type { Caller } from '../../backend/governance-api';
import { goOnByCode, goOnByPasskey } from '../auth/asked-factor';
import {
  additionOf,
  barToKind,
  openEnrolment,
  withNewChallenge,
  withNewSeed,
  writeEnrolment,
  type EnrolmentRow,
} from '../auth/enrolment';
import { recordFactor, type ProvenFactor } from '../auth/new-factor';
import { makeRecoveryCodes } from '../auth/recovery-codes';
import { requireSecondFactor } from '../auth/step-up';
import { once, type Remember } from '../idempotency';
import type { EngineParts, Handler, SignedIn } from '../parts';
import { iso } from '../present/times';
import { compiled, sql } from '../store/statement';
import { pageOf } from './paging';

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

export const listFactors: Handler<'factors.list'> = (engine, input, from) => {
  const member = memberNow(engine, from);
  const shown = pageOf(presentFactors(engine, member), input);
  return isRefusal(shown) ? shown : { ...shown, recoveryCodesLeft: member.recoveryCodesLeft };
};

interface Begun<T> {
  readonly row: EnrolmentRow;
  readonly shown: T;
}

/** Begins adding a factor in this session: one at a time, an earlier one that was begun is over. */
async function begin<T>(
  engine: EngineParts,
  kind: 'totp' | 'passkey',
  { stepUp }: { stepUp?: StepUp | undefined },
  from: SignedIn,
  { address }: Caller,
  prepare: (row: EnrolmentRow) => Begun<T>,
): Promise<T | Refusal> {
  const bar = barToKind(engine, kind) ?? barToAddingFactor(memberNow(engine, from));
  if (bar) return bar;
  const passed = requireSecondFactor(engine, from, stepUp, address);
  if (passed instanceof Promise) return passed;
  const { tokenHash } = from.session;
  const { row, shown } = prepare(openEnrolment(engine, from.member.id, { session_hash: tokenHash }).row);
  const before = compiled(sql.deleteFrom('enrolments').where('session_hash', '=', tokenHash));
  await engine.journal.note(actorOf(from), passed.notes, [before, ...passed.statements, writeEnrolment(row)]);
  return shown;
}

export const beginTotp: Handler<'factors.beginTotp'> = (engine, input, from, caller) =>
  begin(engine, 'totp', input, from, caller, (opened) => {
    const { row, totp } = withNewSeed(engine, opened, from.member);
    return { row, shown: totp };
  });

export const beginPasskey: Handler<'factors.beginPasskey'> = (engine, input, from, caller) =>
  begin(engine, 'passkey', input, from, caller, (opened) => {
    const { row, creation } = withNewChallenge(engine, opened, from.member);
    return { row, shown: creation };
  });

/** What was begun in this session, as long as that lasts. */
function begunIn(engine: EngineParts, { session }: SignedIn): ReturnType<typeof additionOf> {
  const open = additionOf(engine, session.tokenHash);
  return isRefusal(open) || session.ended === null ? open : refuse('unauthenticated', 'Sign in first.');
}

export const addTotp: Handler<'factors.addTotp'> = (engine, input, from, caller) =>
  once(engine, 'factors.addTotp', input, from, caller, (remember) =>
    goOnByCode(engine, input.code, {
      find: () => begunIn(engine, from),
      then: (row, proven) => add(engine, from, row, { ...proven, name: input.name }, remember),
    }),
  );

export const addPasskey: Handler<'factors.addPasskey'> = (engine, input, from, caller) =>
  once(engine, 'factors.addPasskey', input, from, caller, (remember) =>
    goOnByPasskey(engine, input.credential, {
      find: () => begunIn(engine, from),
      then: (row, proven) => add(engine, from, row, { ...proven, name: input.name }, remember),
    }),
  );

async function add(
  engine: EngineParts,
  from: SignedIn,
  row: EnrolmentRow,
  { name, ...proven }: ProvenFactor & { name: string | undefined },
  remember: Remember,
): Promise<FactorView | Refusal> {
  const work = engine.journal.begin();
  const member = work.state.members.get(from.member.id);
  if (!member) return refuse('unauthenticated', 'Sign in first.');
  const factor = recordFactor(work, member, proven, name);
  const answer = presentFactor(engine, work.state.members.get(member.id) ?? member, factor.factorId);
  await engine.journal.commit(
    work,
    actorOf(from),
    [
      ...factor.statements,
      compiled(sql.deleteFrom('enrolments').where('token_hash', '=', row.token_hash)),
      ...remember(answer),
    ],
    factor.notes,
  );
  return answer;
}

function ownFactor(engine: EngineParts, from: SignedIn, id: FactorId): Factor | Refusal {
  return (
    memberNow(engine, from).factors.find((factor) => factor.id === id) ?? refuse('not_found', NO_SUCH_FACTOR)
  );
}

export const renameFactor: Handler<'factors.rename'> = (engine, input, from, caller) =>
  once(engine, 'factors.rename', input, from, caller, async (remember) => {
    const { id: memberId } = from.member;
    const factor = ownFactor(engine, from, input.id);
    if (isRefusal(factor)) return factor;
    const passed = requireSecondFactor(engine, from, input.stepUp, caller.address);
    if (passed instanceof Promise) return passed;
    const work = engine.journal.begin();
    work.record({ type: 'member.factor-renamed', memberId, factorId: factor.id, name: input.name });
    const answer = presentFactor(engine, work.state.members.get(memberId) ?? from.member, factor.id);
    await engine.journal.commit(
      work,
      actorOf(from),
      [...passed.statements, ...remember(answer)],
      passed.notes,
    );
    return answer;
  });

export const removeFactor: Handler<'factors.remove'> = (engine, input, from, caller) =>
  once(engine, 'factors.remove', input, from, caller, async (remember) => {
    const factor = ownFactor(engine, from, input.id);
    if (isRefusal(factor)) return factor;
    const bar = barToRemovingFactor(policyOf(engine), memberNow(engine, from), factor.id);
    if (bar) return bar;
    const passed = requireSecondFactor(engine, from, input.stepUp, caller.address);
    if (passed instanceof Promise) return passed;
    const work = engine.journal.begin();
    work.record({ type: 'member.factor-removed', memberId: from.member.id, factorId: factor.id });
    const removed = compiled(sql.deleteFrom('factors').where('id', '=', factor.id));
    await engine.journal.commit(
      work,
      actorOf(from),
      [...passed.statements, removed, ...remember({})],
      passed.notes,
    );
    return {};
  });

export const newRecoveryCodes: Handler<'recoveryCodes.create'> = (engine, input, from, caller) =>
  once(engine, 'recoveryCodes.create', input, from, caller, async (remember) => {
    const passed = requireSecondFactor(engine, from, input.stepUp, caller.address);
    if (passed instanceof Promise) return passed;
    const work = engine.journal.begin();
    const { recoveryCodes, statements } = makeRecoveryCodes(engine, work, from.member.id);
    const answer = { recoveryCodes };
    await engine.journal.commit(
      work,
      actorOf(from),
      [...passed.statements, ...statements, ...remember(answer)],
      passed.notes,
    );
    return answer;
  });
