import type { SessionId } from '../../../shared/contract/primitives';
import type { EngineParts } from '../parts';
import type { Statement } from '../store/statement';
import type { Session } from './sessions';
import { hashToken, idSource, newToken } from './tokens';

const HOUR = 3_600_000;

/** A new session of a member who has just passed a second factor. */
export function beginSession(
  engine: EngineParts,
  memberId: Session['memberId'],
  device: string,
): { session: Session; token: string; statement: Statement } {
  const now = engine.journal.now();
  const hours = engine.journal.state.organization?.session.absoluteTimeoutHours ?? 12;
  const token = newToken(engine.options.random);
  const session: Session = {
    tokenHash: hashToken(token),
    id: idSource(engine.options.random).next('ses') as SessionId,
    memberId,
    device,
    createdAt: now,
    lastActivityAt: now,
    expiresAt: now + hours * HOUR,
    stepUpAt: now,
    ended: null,
  };
  return { session, token, statement: engine.sessions.begin(session) };
}
