import type { DeviceId, MemberId } from '../../../shared/contract/primitives';
import { refuse } from '../../../shared/domain/refusal';
import { NO_FACTOR, requireSecondFactor } from '../auth/step-up';
import { hashToken, idSource, newToken } from '../auth/tokens';
import { once } from '../idempotency';
import type { EngineParts, Handler } from '../parts';
import { iso } from '../present/times';
import { compiled, insert, sql } from '../store/statement';
import type { Tables } from '../store/tables';
import { pageOf } from './paging';

/** One's own live sessions, the newest activity first. */
export const listSessions: Handler<'sessions.list'> = (engine, input, { member, session: current }) => {
  const settings = engine.journal.state.organization?.session;
  const shown = engine.sessions
    .liveOf(member.id, engine.journal.now(), settings?.idleTimeoutMinutes ?? 0)
    .sort((a, b) => b.lastActivityAt - a.lastActivityAt || (a.id < b.id ? -1 : 1))
    .map((session) => ({
      id: session.id,
      device: session.device,
      createdAt: iso(session.createdAt),
      lastActivityAt: iso(session.lastActivityAt),
      expiresAt: iso(session.expiresAt),
      current: session === current,
    }));
  return pageOf(shown, input);
};

export const endOneSession: Handler<'sessions.end'> = (engine, input, from, caller) =>
  once(engine, 'sessions.end', input, from, caller, async (remember) => {
    const { member, session: current } = from;
    const settings = engine.journal.state.organization?.session;
    const session = engine.sessions
      .liveOf(member.id, engine.journal.now(), settings?.idleTimeoutMinutes ?? 0)
      .find((each) => each.id === input.id);
    if (!session) return refuse('not_found', 'You have no such session.');
    // Whoever finds a desktop unattended signs nobody out elsewhere; ending this very session is signing out.
    const factor =
      session === current ? NO_FACTOR : requireSecondFactor(engine, from, input.stepUp, caller.address);
    if (factor instanceof Promise) return factor;
    await engine.journal.note(
      { id: member.id, device: current.device },
      [...factor.notes, { type: 'session.ended', payload: { memberId: member.id, sessionId: session.id } }],
      [
        ...factor.statements,
        engine.sessions.end(session, session === current ? 'signed-out' : 'revoked'),
        ...remember({}),
      ],
    );
    return {};
  });

function devicesOf(engine: EngineParts, memberId: MemberId): Tables['devices'][] {
  return engine.store.all(
    compiled(
      sql
        .selectFrom('devices')
        .selectAll()
        .where('member_id', '=', memberId)
        .where('revoked_at', 'is', null)
        .orderBy('created_at', 'desc')
        .orderBy('id'),
    ),
  );
}

/** Lets this desktop ask, signed out, how much waits; its token is given once and stored only hashed. */
export const createDevice: Handler<'devices.create'> = (engine, input, from, caller) =>
  once(engine, 'devices.create', input, from, caller, async (remember) => {
    const { member, session } = from;
    const { name } = input;
    const deviceId = idSource(engine.options.random).next('dev') as DeviceId;
    const notifyToken = newToken(engine.options.random);
    const answer = { deviceId, notifyToken };
    await engine.journal.note(
      { id: member.id, device: session.device },
      [{ type: 'device.added', payload: { memberId: member.id, deviceId, name } }],
      [
        insert('devices', {
          id: deviceId,
          member_id: member.id,
          name,
          token_hash: hashToken(notifyToken),
          created_at: engine.journal.now(),
          last_used_at: null,
          revoked_at: null,
        }),
        ...remember(answer),
      ],
    );
    return answer;
  });

export const listDevices: Handler<'devices.list'> = (engine, input, { member }) =>
  pageOf(
    devicesOf(engine, member.id).map(({ id, name, created_at, last_used_at }) => ({
      id: id as DeviceId,
      name,
      createdAt: iso(created_at),
      lastUsedAt: last_used_at === null ? null : iso(last_used_at),
    })),
    input,
  );

export const revokeDevice: Handler<'devices.revoke'> = (engine, input, from, caller) =>
  once(engine, 'devices.revoke', input, from, caller, async (remember) => {
    const { member, session } = from;
    const { id } = input;
    if (!devicesOf(engine, member.id).some((device) => device.id === id))
      return refuse('not_found', 'You have no such device.');
    const factor = requireSecondFactor(engine, from, input.stepUp, caller.address);
    if (factor instanceof Promise) return factor;
    await engine.journal.note(
      { id: member.id, device: session.device },
      [...factor.notes, { type: 'device.revoked', payload: { memberId: member.id, deviceId: id } }],
      [
        ...factor.statements,
        compiled(sql.updateTable('devices').set({ revoked_at: engine.journal.now() }).where('id', '=', id)),
        ...remember({}),
      ],
    );
    engine.devicesEnded();
    return {};
  });
