import type { SessionSettings } from '../../../shared/contract/organization';
import type { DomainEvent } from '../../../shared/domain/events';
import { compiled, sql, type Statement } from '../store/statement';
import { closeEnrolments } from './enrolment';
import type { Session, Sessions } from './sessions';

/** Ends what a member is signed in with but `except`: sessions, devices, enrolments under way (§9). */
export function endAccess(
  sessions: Sessions,
  memberId: Session['memberId'],
  now: number,
  except: Session | null = null,
): Statement[] {
  return [...sessions.endAllOf(memberId, except), revokeDevices(memberId, now), closeEnrolments(memberId)];
}

/**
 * Who is suspended or removed is signed out in the same moment, on every device; `before` are the limits of sessions that
 * held until these events.
 */
export function endAccessAfter(
  sessions: Sessions,
  events: readonly DomainEvent[],
  now: number,
  before: SessionSettings | undefined,
): Statement[] {
  return events.flatMap((event) => {
    if (event.type === 'member.suspended' || event.type === 'member.removed')
      return endAccess(sessions, event.memberId, now);
    return event.type === 'security.session-changed' && before !== undefined
      ? sessions.resettle(now, before, event.session)
      : [];
  });
}

function revokeDevices(memberId: string, now: number): Statement {
  return compiled(
    sql
      .updateTable('devices')
      .set({ revoked_at: now })
      .where('member_id', '=', memberId)
      .where('revoked_at', 'is', null),
  );
}
