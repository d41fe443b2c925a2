import { refuse, type Refusal } from '../../../shared/domain/refusal';
import type { AuditNote } from '../journal';
import type { EngineParts, SignedIn } from '../parts';
import type { Statement } from '../store/statement';
import { STEP_UP_MS } from './sessions';

export interface PassedSecondFactor {
  /** Uses the code up and renews the five minutes; written with the command. */
  readonly statements: readonly Statement[];
  readonly notes: readonly AuditNote[];
}

/**
 * The last question of every decision and of what completes at once (§6): a second factor within the last five minutes,
 * or with the command. A code is used up only now, when all else has passed; a wrong one is counted against guessing.
 *
 * Answers in the same turn when it passes, so that nothing comes between judging a command and committing it. A promise
 * means refused: what is counted against guessing gets written first.
 */
export function requireSecondFactor(
  engine: EngineParts,
  { member, session }: SignedIn,
  stepUp: { totp: string } | undefined,
  address: string,
): PassedSecondFactor | Promise<Refusal> {
  const now = engine.journal.now();
  if (stepUp === undefined) {
    if (now < session.stepUpAt + STEP_UP_MS) return { statements: [], notes: [] };
    return Promise.resolve(
      refuse('second_factor_required', 'Confirm it’s you with a code from your authenticator app.', {
        methods: ['totp'],
      }),
    );
  }
  const key = `step-up|${member.id}|${address}`;
  const throttled = engine.throttle.check(key, now);
  if (throttled) return Promise.resolve(throttled);
  const used = engine.secondFactor.accept(member.id, stepUp.totp, now);
  if (used === null)
    return engine.journal
      .note(
        { id: member.id, device: session.device },
        [{ type: 'second-factor.refused', payload: { memberId: member.id } }],
        [engine.throttle.failed(key, now)],
      )
      .then(() => engine.secondFactor.wrong());
  return {
    statements: [used, engine.throttle.passed(key), engine.sessions.steppedUp(session, now)],
    notes: [{ type: 'second-factor.passed', payload: { memberId: member.id } }],
  };
}
