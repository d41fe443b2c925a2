import type { AuditEntry } from '../../../shared/contract/audit';
import { readsAudit } from '../../../shared/domain/audit/concern';
import { isRefusal, refuse, type Refusal } from '../../../shared/domain/refusal';
import type { Member, State } from '../../../shared/domain/state';
import { DEFAULT_LIMIT, packCursor, unpackCursor } from '../handlers/paging';
import { readHead, type LedgerRow } from '../ledger';
import type { EngineParts, Handler } from '../parts';
import { iso } from '../present/times';
import { entriesIn, firstSeqAt, type EntryFilter, type Stretch } from './entries';
import { PagePlaces } from './places';

interface AskedFilter {
  from?: string | undefined;
  to?: string | undefined;
  actorId?: string | undefined;
  type?: string | undefined;
  requestId?: string | undefined;
}

/** `permission_denied` for whoever may not read the audit (§12). */
export function refuseStranger(member: Member): Refusal | null {
  return readsAudit(member) ? null : refuse('permission_denied', 'You may not read the audit ledger.');
}

export function filterOf({ from, to, actorId, type, requestId }: AskedFilter): EntryFilter {
  return {
    from: from === undefined ? null : Date.parse(from),
    to: to === undefined ? null : Date.parse(to),
    actorId: actorId ?? null,
    type: type ?? null,
    requestId: requestId ?? null,
  };
}

/** The numbers between which the asked times lie, in a ledger of `headSeq` entries. */
export function stretchOf(engine: EngineParts, { from, to }: EntryFilter, headSeq: number): Stretch {
  return {
    above: from === null ? 0 : firstSeqAt(engine.store, from, headSeq) - 1,
    below: to === null ? headSeq + 1 : firstSeqAt(engine.store, to, headSeq),
  };
}

/** The name beside an actor’s id; undefined for the engine itself and for strangers. */
export function actorName(state: State, id: string | null): string | undefined {
  if (id === null) return undefined;
  return state.members.get(id as never)?.displayName ?? state.serviceUsers.get(id as never)?.name;
}

export const listAudit: Handler<'audit.list'> = (engine, input, { member }) => {
  const refusal = refuseStranger(member);
  if (refusal) return refusal;
  const cursor = input.cursor === undefined ? null : unpackCursor(input.cursor, 1);
  if (isRefusal(cursor)) return cursor;
  const filter = filterOf(input);
  const limit = input.limit ?? DEFAULT_LIMIT;
  const { above, below } = stretchOf(engine, filter, readHead(engine.store).seq);
  const stretch = { above, below: Math.min(below, cursor?.[0] ?? below) };
  const rows = entriesIn(engine.store, filter, stretch, 'desc', limit + 1);
  const places = new PagePlaces(engine);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => presentEntry(engine, member, places, row)),
    nextCursor: rows.length > limit && last ? packCursor([last.seq]) : null,
  };
};

function presentEntry(engine: EngineParts, reader: Member, places: PagePlaces, row: LedgerRow): AuditEntry {
  const { seq, command, at, type, actor, device, payload_hash: payloadHash, chain } = row;
  const name = actorName(engine.journal.state, actor);
  const entry: AuditEntry = {
    seq,
    command,
    at: iso(at),
    type,
    actor,
    ...(name === undefined ? {} : { actorName: name }),
    device,
    payloadHash,
    chain,
  };
  if (!places.shownTo(reader, row)) return entry;
  const number = row.request_id === null ? undefined : places.request(row.request_id)?.number;
  return {
    ...entry,
    ...(row.request_id === null ? {} : { requestId: row.request_id as NonNullable<AuditEntry['requestId']> }),
    ...(number === undefined ? {} : { requestNumber: number }),
    // As it was stored: its canonical form is what the hash is of.
    payload: JSON.parse(row.payload) as NonNullable<AuditEntry['payload']>,
  };
}
