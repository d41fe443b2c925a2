import type { NoticeId } from '../../../shared/contract/primitives';
import type { Notice } from '../../../shared/contract/table/backups';
import { refuse } from '../../../shared/domain/refusal';
import type { Member } from '../../../shared/domain/state';
import { decode } from '../codec';
import { pageOf } from '../handlers/paging';
import type { Handler } from '../parts';
import { iso } from '../present/times';
import type { SqliteStore } from '../store/sqlite-store';
import { compiled, sql } from '../store/statement';
import { ROLLED_BACK, type RolledBack } from './rolled-back';

const SEEN = 'ledger.notice-seen';

/** What the reader has not seen yet, oldest first: it stays until each has (§7). */
export const listNotices: Handler<'notices.list'> = (engine, input, { member }) =>
  pageOf(unseenBy(engine.store, member), input);

/** Seen by one says nothing of the others; seen twice is no fault. */
export const seeNotice: Handler<'notices.seen'> = async (engine, { id }, { member, session }) => {
  const notices = noticesFor(engine.store);
  if (!notices.some((notice) => notice.id === id)) return refuse('not_found', 'There is no such notice.');
  if (unseenBy(engine.store, member).some((notice) => notice.id === id))
    await engine.journal.note({ id: member.id, device: session.device }, [
      { type: SEEN, payload: { noticeId: id } },
    ]);
  return {};
};

function unseenBy(store: SqliteStore, member: Member): Notice[] {
  const notices = noticesFor(store);
  if (notices.length === 0) return [];
  const seen = new Set(
    entriesOf(store, SEEN, member.id).map(({ payload }) => (payload as { noticeId: string }).noticeId),
  );
  return notices.filter(({ id }) => !seen.has(id));
}

function noticesFor(store: SqliteStore): Notice[] {
  return entriesOf(store, ROLLED_BACK).map(({ seq, at, payload }) => {
    const { from, to, restore } = payload as RolledBack;
    return {
      id: `ntc_${String(seq)}` as NoticeId,
      kind: 'ledger.rolled-back',
      at: iso(at),
      from,
      to,
      restored: restore !== null,
    };
  });
}

function entriesOf(
  store: SqliteStore,
  type: string,
  actor: string | null = null,
): { seq: number; at: number; payload: unknown }[] {
  let query = sql
    .selectFrom('ledger')
    .select(['seq', 'at', 'payload'])
    .where('type', '=', type)
    .orderBy('seq');
  if (actor !== null) query = query.where('actor', '=', actor);
  return store
    .all<{ seq: number; at: number; payload: string }>(compiled(query))
    .map(({ payload, ...entry }) => ({ ...entry, payload: decode(payload) }));
}
