import { ChainCheck } from '../../shared/domain/audit/chain-check';
import { linkText, NO_ENTRIES, type Head, type LedgerEntry } from '../../shared/domain/audit/entry';
import { requestOf } from '../../shared/domain/audit/request-of';
import { encode } from './codec';
import { sha256 } from './sha256';
import { compiled, insert, sql, type Statement } from './store/statement';
import type { SqliteStore } from './store/sqlite-store';
import type { Tables } from './store/tables';

export type LedgerRow = Tables['ledger'];
export type { Head };

/** What is to be written. */
export interface Entry {
  readonly type: string;
  readonly at: number;
  readonly actor: string | null;
  readonly device: string | null;
  readonly payload: unknown;
}

/**
 * The next row after `head`; `command` is the number of the first entry that the same command writes. Payloads are stored as their canonical bytes and hashed as stored.
 */
export function append(head: Head, command: number, { payload: content, ...entry }: Entry): LedgerRow {
  const payload = encode(content);
  const { type, at, actor, device } = entry;
  const link = { seq: head.seq + 1, command, at, type, actor, device, payloadHash: sha256(payload) };
  return {
    seq: link.seq,
    command,
    at,
    type,
    actor,
    device,
    request_id: requestOf(content),
    payload,
    payload_hash: link.payloadHash,
    chain: sha256(linkText(head.chain, link)),
  };
}

export function insertRow(row: LedgerRow): Statement {
  return insert('ledger', row);
}

/** The row as verifiers and exports know it. */
export function entryOf(row: LedgerRow): LedgerEntry {
  const { seq, command, at, type, actor, device, payload, payload_hash, chain } = row;
  return { seq, command, at, type, actor, device, payload, payloadHash: payload_hash, chain };
}

const ROWS_AFTER = compiled(
  sql.selectFrom('ledger').selectAll().where('seq', '>', 0).orderBy('seq').limit(1),
).sql;

/** Rows after `seq`, oldest first, `limit` at a time. */
export function rowsAfter(store: SqliteStore, seq: number, limit: number): LedgerRow[] {
  return store.all<LedgerRow>({ sql: ROWS_AFTER, parameters: [seq, limit] });
}

export function readHead(store: SqliteStore): Head {
  return (
    store.first<Head>(
      compiled(sql.selectFrom('ledger').select(['seq', 'chain']).orderBy('seq', 'desc').limit(1)),
    ) ?? NO_ENTRIES
  );
}

/** The head as it was when entry `seq` was the last; that before the first entry for 0 and for what isn’t there. */
export function headAt(store: SqliteStore, seq: number): Head {
  return (
    store.first<Head>(compiled(sql.selectFrom('ledger').select(['seq', 'chain']).where('seq', '=', seq))) ??
    NO_ENTRIES
  );
}

export interface Verification {
  readonly ok: boolean;
  readonly entries: number;
  readonly head: string;
  readonly firstFault?: { seq: number; what: string };
}

/** Recomputes every hash and link up to the first fault; finds removal, change and reordering of any entry but the newest. */
export function verifyLedger(store: SqliteStore, pageSize = 1000): Verification {
  const check = new ChainCheck({ sha256 });
  for (;;) {
    const rows = rowsAfter(store, check.head.seq, pageSize);
    for (const row of rows) {
      const { seq: entries, chain: head } = check.head;
      const fault = check.take(entryOf(row));
      if (fault) return { ok: false, entries, head, firstFault: { seq: fault.seq, what: fault.what } };
    }
    if (rows.length < pageSize) return { ok: true, entries: check.head.seq, head: check.head.chain };
  }
}
