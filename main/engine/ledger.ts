import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/domain/requests/view';
import { encodable } from './codec';
import { compiled, insert, sql, type Statement } from './store/statement';
import type { SqliteStore } from './store/sqlite-store';
import type { Tables } from './store/tables';

export type LedgerRow = Tables['ledger'];

/** What the chain starts from. */
export const GENESIS = '0'.repeat(64);

export interface Head {
  readonly seq: number;
  readonly chain: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Each entry's place in the chain: over the one before, and everything about this one (§11). */
function link(previous: string, row: Omit<LedgerRow, 'chain' | 'payload'>): string {
  const { seq, at, type, actor, device, payload_hash } = row;
  return sha256(`${previous}\n${canonicalJson([seq, at, type, actor, device, payload_hash])}`);
}

export interface Entry {
  readonly type: string;
  readonly at: number;
  readonly actor: string | null;
  readonly device: string | null;
  readonly payload: unknown;
}

/** The next row after `head`. Payloads are stored as their canonical bytes and hashed as stored. */
export function append(head: Head, entry: Entry): LedgerRow {
  const payload = canonicalJson(encodable(entry.payload));
  const row = {
    seq: head.seq + 1,
    at: entry.at,
    type: entry.type,
    actor: entry.actor,
    device: entry.device,
    payload_hash: sha256(payload),
  };
  const { payload_hash, ...rest } = row;
  return { ...rest, payload, payload_hash, chain: link(head.chain, row) };
}

export function insertRow(row: LedgerRow): Statement {
  return insert('ledger', row);
}

/** Rows after `seq`, oldest first, `limit` at a time. */
export function rowsAfter(store: SqliteStore, seq: number, limit: number): LedgerRow[] {
  return store.all<LedgerRow>(
    compiled(sql.selectFrom('ledger').selectAll().where('seq', '>', seq).orderBy('seq').limit(limit)),
  );
}

export function readHead(store: SqliteStore): Head {
  const last = store.first<LedgerRow>(
    compiled(sql.selectFrom('ledger').selectAll().orderBy('seq', 'desc').limit(1)),
  );
  return last ? { seq: last.seq, chain: last.chain } : { seq: 0, chain: GENESIS };
}

export interface Verification {
  readonly ok: boolean;
  readonly entries: number;
  readonly head: string;
  readonly firstFault?: { seq: number; what: string };
}

/** Recomputes every hash and link; finds removal, change and reordering of any entry but the newest. */
export function verifyLedger(store: SqliteStore, pageSize = 1000): Verification {
  let head: Head = { seq: 0, chain: GENESIS };
  for (;;) {
    const rows = rowsAfter(store, head.seq, pageSize);
    for (const row of rows) {
      const what =
        row.seq !== head.seq + 1
          ? 'an entry is missing'
          : sha256(row.payload) !== row.payload_hash
            ? 'the payload was changed'
            : link(head.chain, row) !== row.chain
              ? 'the entry was changed or moved'
              : null;
      if (what !== null)
        return { ok: false, entries: head.seq, head: head.chain, firstFault: { seq: head.seq + 1, what } };
      head = { seq: row.seq, chain: row.chain };
    }
    if (rows.length < pageSize) return { ok: true, entries: head.seq, head: head.chain };
  }
}
