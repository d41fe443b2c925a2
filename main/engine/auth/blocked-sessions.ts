import { refuse, isRefusal, type Refusal } from '../../../shared/domain/refusal';
import type { Member } from '../../../shared/domain/state';
import type { EngineParts } from '../parts';
import { enrolmentOf, openEnrolment, writeEnrolment } from './enrolment';
import type { Session } from './sessions';

/** The refusal that leads to enrolling a factor, the only thing its reader can do (§9). */
export function enrolmentRequired(enrolmentToken?: string): Refusal {
  return refuse(
    'factor_enrolment_required',
    'Enrol a second factor that the sign-in policy accepts, then go on.',
    enrolmentToken === undefined ? {} : { enrolmentToken },
  );
}

/** Answers live sessions whose member the policy blocks, each with one way to enrol, however often it asks. */
export async function askToEnrol(engine: EngineParts, session: Session, member: Member): Promise<Refusal> {
  const known = engine.waysToEnrol.get(session.tokenHash);
  if (known !== undefined && !isRefusal(enrolmentOf(engine, known))) return enrolmentRequired(known);
  const { enrolmentToken, row } = openEnrolment(engine, member.id);
  engine.waysToEnrol.set(session.tokenHash, enrolmentToken);
  await engine.store.commit([writeEnrolment(row)]);
  return enrolmentRequired(enrolmentToken);
}
