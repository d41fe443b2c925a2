import type { SecondFactorMethod } from '../../../shared/contract/problem';
import { acceptedKinds } from '../../../shared/domain/factors';
import { refuse } from '../../../shared/domain/refusal';
import { seesRequest } from '../../../shared/domain/requests/approvers';
import { boundOver } from '../../../shared/domain/requests/decision-challenge';
import { enrolmentRequired } from '../auth/blocked-sessions';
import { barToPasskeys, openEnrolment, writeEnrolment } from '../auth/enrolment';
import { beginSession } from '../auth/new-session';
import { askedPasskeys, attemptOf, normalEmail, passwordHashOf, useOffered } from '../auth/sign-in';
import { requireSecondFactor } from '../auth/step-up';
import { throttleKey } from '../auth/throttle';
import type { Handler, PublicHandler } from '../parts';
import { presentNewSession, presentSession } from '../present/records';

/**
 * Signs in. Without a factor it always asks for one and checks nothing; with one, any wrong part answers
 * `unauthenticated`, after the same work for strangers as for members (§9). A recovery code, or a factor that the policy
 * no longer accepts, leads to enrolling one that it does.
 */
export const signIn: PublicHandler<'session.create'> = async (engine, input, caller) => {
  const { organization } = engine.journal.state;
  if (!organization) return refuse('not_found', 'There is no organization yet.');
  if (input.totp === undefined && input.passkey === undefined && input.recoveryCode === undefined) {
    const methods: SecondFactorMethod[] = [...acceptedKinds(organization.signInPolicy)];
    const [only] = methods;
    const detail =
      methods.length === 1 && only === 'passkey'
        ? 'Use your passkey too.'
        : 'Enter the code from your authenticator app too, or use your passkey.';
    return refuse('second_factor_required', detail, { methods });
  }
  const key = throttleKey('session', normalEmail(input.email), caller.address);
  const throttled = engine.throttle.check(key, engine.journal.now());
  if (throttled) return throttled;

  const { member, factor } = await attemptOf(engine, input);
  const passwordRight = await engine.passwords.matches(input.password, passwordHashOf(engine, member));
  const work = engine.journal.begin();
  // Hashing takes its time: tries that began together are counted one after the other from here on.
  const throttledMeanwhile = engine.throttle.check(key, work.now);
  if (throttledMeanwhile) return throttledMeanwhile;
  const current = member && work.state.members.get(member.id);
  const maySignIn = current?.status === 'active' || current?.status === 'unconfirmed';
  const used =
    passwordRight && factor !== null && maySignIn
      ? useOffered(engine, work, current, factor, input.email)
      : null;
  if (!current || used === null) {
    const payload = { memberId: member?.id ?? null, address: caller.address };
    const failed = engine.throttle.failed(key, work.now, 'session', payload);
    await engine.journal.note({ id: null, device: caller.device }, failed.notes, failed.statements);
    return refuse('unauthenticated', 'The e-mail, the password or the second factor is wrong.');
  }
  const actor = { id: current.id, device: caller.device };
  const passed = [used.statement, engine.throttle.passed(key)];
  if (used.leadsTo === 'enrolment') {
    const { enrolmentToken, row } = openEnrolment(engine, current.id);
    await engine.journal.commit(
      work,
      actor,
      [...passed, writeEnrolment(row)],
      [{ type: 'enrolment.opened', payload: { memberId: current.id } }],
    );
    return enrolmentRequired(enrolmentToken);
  }
  const begun = beginSession(engine, current.id, caller.device);
  await engine.journal.commit(
    work,
    actor,
    [...passed, begun.statement],
    [{ type: 'session.started', payload: { memberId: current.id, sessionId: begun.session.id } }],
  );
  return presentNewSession(engine.journal.state, current, begun.session, begun.token);
};

/** What a passkey has to sign to sign in; whoever asks, for whatever e-mail, gets the like (§9). */
export const askPasskeyToSignIn: PublicHandler<'session.passkeyOptions'> = (engine, { email }) => {
  if (!engine.journal.state.organization) return refuse('not_found', 'There is no organization yet.');
  const bar = barToPasskeys(engine);
  if (bar) return bar;
  const asked = askedPasskeys(engine, normalEmail(email));
  return engine.passkeys.request(engine.challenges.toSignIn(normalEmail(email), engine.journal.now()), asked);
};

export const getSession: Handler<'session.get'> = (engine, _input, { member, session }) =>
  presentSession(engine.journal.state, member, session);

/** The activity itself is recorded by the engine, as for every accepted write. */
export const touchSession: Handler<'session.touch'> = (engine, _input, { member, session }) =>
  presentSession(engine.journal.state, member, session);

/** What one's passkey has to sign: over a decision its requests as they stand now, else nothing but being there. */
export const askPasskeyToStepUp: Handler<'session.stepUpOptions'> = (
  engine,
  { decision, requestIds = [] },
  { member, session },
) => {
  const requests = requestIds.map((id) => engine.findRequest(id));
  const seen = requests.filter((request) => request !== undefined && seesRequest(member, request));
  if (seen.length < requests.length) return refuse('not_found', 'There is no such request.');
  const bar = barToPasskeys(engine);
  if (bar) return bar;
  const own = engine.secondFactor.passkeysOf(member.id);
  if (own.length === 0) return refuse('conflict', 'You have no passkey yet.');
  const items = seen.flatMap((request) =>
    request === undefined ? [] : [{ requestId: request.id, digest: request.digest }],
  );
  const bound = decision === undefined ? null : boundOver(decision, items);
  const { challenge, nonce } = engine.challenges.issue(session.tokenHash, bound, engine.journal.now());
  return { ...engine.passkeys.request(challenge, own), ...(bound === null ? {} : { nonce }) };
};

export const stepUpSession: Handler<'session.stepUp'> = async (engine, input, from, caller) => {
  const passed = requireSecondFactor(engine, from, input, caller.address);
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
