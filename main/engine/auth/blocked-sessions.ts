import { refuse, isRefusal, type Refusal } from '../../../shared/domain/refusal';
import type { Member } from '../../../shared/domain/state';
import type { EngineParts } from '../parts';
import { enrolmentOf, openEnrolment, writeEnrolment } from './enrolment';
import { STEP_UP_MS, type Session } from './sessions';

/** The refusal that leads to enrolling a factor, the only thing its reader can do (§9). */
export function enrolmentRequired(enrolmentToken: string): Refusal {
  const detail = 'Enrol a second factor that the sign-in policy accepts, then go on.';
  return refuse('factor_enrolment_required', detail, { enrolmentToken });
}

/** The same for who has to give password and old factor anew before. */
export function signInToEnrol(): Refusal {
  return refuse(
    'factor_enrolment_required',
    'The sign-in policy asks for another second factor now. Sign in again, then enrol one.',
  );
}

/**
 * Answers live sessions whose member the policy blocks, each with one way to enrol, however often it asks. A session alone
 * isn't enough for that: whoever finds it unattended would have a factor of their own with it. It has to have passed the
 * old one lately, as for every change of factors.
 */
export async function askToEnrol(engine: EngineParts, session: Session, member: Member): Promise<Refusal> {
  if (engine.journal.now() >= session.stepUpAt + STEP_UP_MS) return signInToEnrol();
  const known = engine.waysToEnrol.get(session.tokenHash);
  if (known !== undefined && !isRefusal(enrolmentOf(engine, known))) return enrolmentRequired(known);
  const { enrolmentToken, row } = openEnrolment(engine, member.id);
  engine.waysToEnrol.set(session.tokenHash, enrolmentToken);
  await engine.store.commit([writeEnrolment(row)]);
  return enrolmentRequired(enrolmentToken);
}
