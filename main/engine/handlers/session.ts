import type { SecondFactorMethod } from '../../../shared/contract/problem';
import { compliesWith } from '../../../shared/domain/members';
import { refuse } from '../../../shared/domain/refusal';
import type { Member } from '../../../shared/domain/state';
import { requireSecondFactor } from '../auth/step-up';
import type { EngineParts, Handler, PublicHandler } from '../parts';
import { presentNewSession, presentSession } from '../present/records';
import { compiled, sql } from '../store/statement';
import { beginSession } from './enrolment';

function activeMemberByEmail(engine: EngineParts, email: string): Member | undefined {
  for (const member of engine.journal.state.members.values())
    if (member.email === email && member.status === 'active') return member;
  return undefined;
}

/**
 * Signs in. Without a factor it always asks for one and checks nothing; with one, any wrong part answers
 * `unauthenticated`, after the same work for strangers as for members (§9).
 */
export const signIn: PublicHandler<'session.create'> = async (engine, input, caller) => {
  const { organization } = engine.journal.state;
  if (!organization) return refuse('not_found', 'There is no organization yet.');
  if (input.totp === undefined) {
    const methods: SecondFactorMethod[] =
      organization.signInPolicy === 'passkey' ? ['passkey'] : ['totp', 'passkey'];
    return refuse('second_factor_required', 'Enter the code from your authenticator app too.', { methods });
  }
  const email = input.email.trim().toLowerCase();
  const key = `sign-in|${email}|${caller.address}`;
  const throttled = engine.throttle.check(key, engine.journal.now());
  if (throttled) return throttled;

  const member = activeMemberByEmail(engine, email);
  const stored = member
    ? engine.store.first<{ password_hash: string }>(
        compiled(sql.selectFrom('credentials').select('password_hash').where('member_id', '=', member.id)),
      )?.password_hash
    : undefined;
  const passwordRight = await engine.passwords.matches(input.password, stored);
  const now = engine.journal.now();
  // Hashing takes its time: tries that began together are counted one after the other from here on.
  const throttledMeanwhile = engine.throttle.check(key, now);
  if (throttledMeanwhile) return throttledMeanwhile;
  const current = member ? engine.journal.state.members.get(member.id) : undefined;
  const used =
    passwordRight && current?.status === 'active' && compliesWith(organization.signInPolicy, current)
      ? engine.secondFactor.accept(current.id, input.totp, now)
      : null;
  if (!current || used === null) {
    await engine.journal.note(
      { id: null, device: caller.device },
      [{ type: 'session.refused', payload: { memberId: member?.id ?? null, address: caller.address } }],
      [engine.throttle.failed(key, now)],
    );
    return refuse('unauthenticated', 'The e-mail, the password or the code is wrong.');
  }
  const begun = beginSession(engine, current.id, caller.device);
  await engine.journal.note(
    { id: current.id, device: caller.device },
    [{ type: 'session.started', payload: { memberId: current.id, sessionId: begun.session.id } }],
    [used, engine.throttle.passed(key), begun.statement],
  );
  return presentNewSession(engine.journal.state, current, begun.session, begun.token);
};

export const getSession: Handler<'session.get'> = (engine, _input, { member, session }) =>
  presentSession(engine.journal.state, member, session);

/** The activity itself is recorded by the engine, as for every accepted write. */
export const touchSession: Handler<'session.touch'> = (engine, _input, { member, session }) =>
  presentSession(engine.journal.state, member, session);

export const stepUpSession: Handler<'session.stepUp'> = async (engine, input, from, caller) => {
  const passed = requireSecondFactor(engine, from, { totp: input.totp }, caller.address);
  if (passed instanceof Promise) return passed;
  await engine.journal.note(
    { id: from.member.id, device: from.session.device },
    passed.notes,
    passed.statements,
  );
  return presentSession(engine.journal.state, from.member, from.session);
};

export const endSession: Handler<'session.delete'> = async (engine, _input, { member, session }) => {
  await engine.journal.note(
    { id: member.id, device: session.device },
    [{ type: 'session.ended', payload: { memberId: member.id, sessionId: session.id } }],
    [engine.sessions.end(session, 'signed-out')],
  );
  return {};
};
