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

/** Who is suspended or removed is signed out in the same moment, on every device. */
export function endAccessAfter(sessions: Sessions, events: readonly DomainEvent[], now: number): Statement[] {
  return events.flatMap((event) =>
    event.type === 'member.suspended' || event.type === 'member.removed'
      ? endAccess(sessions, event.memberId, now)
      : [],
  );
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
