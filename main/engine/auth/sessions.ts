import type { MemberId, SessionId } from '../../../shared/contract/primitives';
import type { SessionSettings } from '../../../shared/contract/organization';
import { refuse, type Refusal } from '../../../shared/domain/refusal';
import { compiled, sql, upsert, type Statement } from '../store/statement';
import type { SqliteStore } from '../store/sqlite-store';
import type { Tables } from '../store/tables';
import { hashToken } from './tokens';

export { STEP_UP_MS } from '../../../shared/domain/second-factor';

/** Activity is written to disk at most this often; after a crash a session ends a little early, never late. */
const ACTIVITY_WRITE_MS = 30_000;

export interface Session {
  readonly tokenHash: string;
  readonly id: SessionId;
  readonly memberId: MemberId;
  readonly device: string;
  readonly createdAt: number;
  lastActivityAt: number;
  expiresAt: number;
  stepUpAt: number;
  ended: 'idle' | 'expired' | 'signed-out' | 'revoked' | null;
}

function overBecause(
  { expiresAt, lastActivityAt }: Session,
  now: number,
  { idleTimeoutMinutes }: Pick<SessionSettings, 'idleTimeoutMinutes'>,
): 'expired' | 'idle' | null {
  if (now >= expiresAt) return 'expired';
  return now >= lastActivityAt + idleTimeoutMinutes * 60_000 ? 'idle' : null;
}

/** Who is signed in. Held in memory for every call, written through so that a restart neither forgets nor prolongs. */
export class Sessions {
  readonly #byToken = new Map<string, Session>();
  readonly #written = new Map<string, number>();

  constructor(store: SqliteStore) {
    for (const row of store.all<Tables['sessions']>(
      compiled(sql.selectFrom('sessions').selectAll().where('ended', 'is', null)),
    ))
      this.#byToken.set(row.token_hash, {
        tokenHash: row.token_hash,
        id: row.id as SessionId,
        memberId: row.member_id as MemberId,
        device: row.device,
        createdAt: row.created_at,
        lastActivityAt: row.last_activity_at,
        expiresAt: row.expires_at,
        stepUpAt: row.step_up_at,
        ended: null,
      });
  }

  begin(session: Session): Statement {
    this.#byToken.set(session.tokenHash, session);
    return this.#write(session);
  }

  /** The live session of a token; refuses `unauthenticated` for none, `session_expired` for one that is over (§9). */
  authenticate(token: string | null, now: number, settings: SessionSettings): Session | Refusal {
    return this.authenticateHash(token === null ? null : hashToken(token), now, settings);
  }

  /** The same for who keeps the hash only: streams ask before everything that they tell. */
  authenticateHash(tokenHash: string | null, now: number, settings: SessionSettings): Session | Refusal {
    const session = tokenHash === null ? undefined : this.#byToken.get(tokenHash);
    if (!session || session.ended === 'signed-out' || session.ended === 'revoked')
      return refuse('unauthenticated', 'Sign in first.');
    session.ended ??= overBecause(session, now, settings);
    return session.ended === null
      ? session
      : refuse('session_expired', 'Your session has ended. Sign in again.');
  }

  /** Activity is `touch` and accepted writes, never reads (§9). Null while the last write to disk is recent. */
  touch(session: Session, now: number): Statement | null {
    session.lastActivityAt = Math.max(session.lastActivityAt, now);
    return now - (this.#written.get(session.tokenHash) ?? 0) < ACTIVITY_WRITE_MS
      ? null
      : this.#write(session);
  }

  steppedUp(session: Session, now: number): Statement {
    session.stepUpAt = now;
    return this.#write(session);
  }

  end(session: Session, how: NonNullable<Session['ended']>): Statement {
    session.ended = how;
    return this.#write(session);
  }

  /** The member's sessions that are over neither by idle time nor by their absolute end. */
  liveOf(memberId: MemberId, now: number, idleTimeoutMinutes: number): Session[] {
    return [...this.#byToken.values()].filter(
      (session) =>
        session.memberId === memberId &&
        session.ended === null &&
        overBecause(session, now, { idleTimeoutMinutes }) === null,
    );
  }

  /** New settings: what is over by those before stays over, and nothing outlives the new lifetime (§9). */
  resettle(now: number, before: SessionSettings, after: SessionSettings): Statement[] {
    return [...this.#byToken.values()].flatMap((session) => {
      if (session.ended === 'signed-out' || session.ended === 'revoked') return [];
      // What was found to be over stands so in memory only, and would come back with a restart.
      const over = session.ended ?? overBecause(session, now, before);
      if (over !== null) return [this.end(session, over)];
      const latest = session.createdAt + after.absoluteTimeoutHours * 3_600_000;
      if (session.expiresAt <= latest) return [];
      session.expiresAt = latest;
      return [this.#write(session)];
    });
  }

  /** Ends every session of a member but `except`: suspension, removal, a new password (§9). */
  endAllOf(memberId: MemberId, except: Session | null = null): Statement[] {
    return [...this.#byToken.values()]
      .filter((session) => session.memberId === memberId && session.ended === null && session !== except)
      .map((session) => this.end(session, 'revoked'));
  }

  #write(session: Session): Statement {
    this.#written.set(session.tokenHash, session.lastActivityAt);
    return upsert('sessions', ['token_hash'], {
      token_hash: session.tokenHash,
      id: session.id,
      member_id: session.memberId,
      device: session.device,
      created_at: session.createdAt,
      last_activity_at: session.lastActivityAt,
      expires_at: session.expiresAt,
      step_up_at: session.stepUpAt,
      ended: session.ended,
    });
  }
}
