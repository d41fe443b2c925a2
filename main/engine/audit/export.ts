import type { ExportFormat } from '../../../shared/contract/audit';
import type { Head } from '../../../shared/domain/audit/entry';
import {
  EXPORT_KIND,
  EXPORT_NOTES,
  EXPORT_VERSION,
  writeEntry,
  type ExportHeader,
} from '../../../shared/domain/audit/export-lines';
import { isRefusal, type Refusal } from '../../../shared/domain/refusal';
import type { Member } from '../../../shared/domain/state';
import { packCursor, unpackCursor } from '../handlers/paging';
import { entryOf, headAt, readHead, type LedgerRow } from '../ledger';
import type { EngineParts, Handler, SignedIn } from '../parts';
import { iso } from '../present/times';
import { CSV_HEAD, csvLine } from './csv';
import { entriesIn, type EntryFilter, type Stretch } from './entries';
import { actorName, filterOf, refuseStranger, stretchOf } from './list';
import { PagePlaces } from './places';

/** Few enough that one part holds up nobody, many enough that a large ledger takes few. */
const ENTRIES_A_PART = 400;

type Input = Parameters<Handler<'audit.export'>>[1];

/**
 * The ledger as text, part after part, withheld from the reader what they may not see. The first part records the export
 * in the ledger and fixes where it ends; that record is its last entry, unless it was narrowed.
 */
export const exportAudit: Handler<'audit.export'> = async (engine, input, from) => {
  const refusal = refuseStranger(from.member);
  if (refusal) return refusal;
  const filter = filterOf(input);
  const begun = input.cursor === undefined ? await begin(engine, input, filter, from) : goOn(input.cursor);
  if (isRefusal(begun)) return begun;
  const { head, stretch, after } = begun;
  const format = input.format ?? 'jsonl';
  const rows = entriesIn(engine.store, filter, { ...stretch, above: after }, 'asc', ENTRIES_A_PART + 1);
  const shown = rows.slice(0, ENTRIES_A_PART);
  const last = shown.at(-1);
  const writer = new Writer(engine, from.member, after, isPicked(filter));
  const start = head === null ? '' : format === 'csv' ? CSV_HEAD : `${JSON.stringify(head)}\n`;
  return {
    contentType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
    content: start + shown.map((row) => writer.line(format, row)).join(''),
    nextCursor: rows.length > shown.length && last ? packCursor([last.seq, stretch.below]) : null,
  };
};

interface Begun {
  /** Only in the first part. */
  readonly head: ExportHeader | null;
  readonly stretch: Stretch;
  readonly after: number;
}

async function begin(
  engine: EngineParts,
  input: Input,
  filter: EntryFilter,
  { member, session }: SignedIn,
): Promise<Begun> {
  const { cursor: _none, format, ...asked } = input;
  const narrowed: Record<string, string> = {};
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) narrowed[name] = value;
  await engine.journal.note({ id: member.id, device: session.device }, [
    { type: 'audit.exported', payload: { memberId: member.id, format: format ?? 'jsonl', filter: narrowed } },
  ]);
  const head = readHead(engine.store);
  const stretch = stretchOf(engine, filter, head.seq);
  return {
    head: header(engine, member, head, stretch, filter, narrowed),
    stretch,
    after: stretch.above,
  };
}

function goOn(cursor: string): Begun | Refusal {
  const numbers = unpackCursor(cursor, 2);
  if (isRefusal(numbers)) return numbers;
  const [after = 0, below = 0] = numbers;
  return { head: null, stretch: { above: after, below }, after };
}

function isPicked({ actorId, type, requestId }: EntryFilter): boolean {
  return actorId !== null || type !== null || requestId !== null;
}

function header(
  engine: EngineParts,
  reader: Member,
  head: Head,
  { above, below }: Stretch,
  filter: EntryFilter,
  narrowed: Readonly<Record<string, string>>,
): ExportHeader {
  const { organization } = engine.journal.state;
  const picked = isPicked(filter);
  const whole = !picked && above === 0 && below === head.seq + 1;
  return {
    kind: EXPORT_KIND,
    version: EXPORT_VERSION,
    organization: { id: organization?.id ?? '', name: organization?.name ?? '' },
    exportedAt: iso(engine.journal.now()),
    reader: { id: reader.id, displayName: reader.displayName },
    head,
    after: above === 0 ? null : headAt(engine.store, above),
    upTo: Math.max(above, below - 1),
    entries: picked ? null : Math.max(0, below - 1 - above),
    filter: Object.keys(narrowed).length === 0 ? null : narrowed,
    note: EXPORT_NOTES[whole ? 'whole' : picked ? 'picked' : 'stretch'],
  };
}

class Writer {
  readonly #engine: EngineParts;
  readonly #reader: Member;
  readonly #places: PagePlaces;
  readonly #picked: boolean;
  #last: number;

  constructor(engine: EngineParts, reader: Member, after: number, picked: boolean) {
    this.#engine = engine;
    this.#reader = reader;
    this.#places = new PagePlaces(engine);
    this.#picked = picked;
    this.#last = after;
  }

  line(format: ExportFormat, row: LedgerRow): string {
    const shown = this.#places.shownTo(this.#reader, row);
    const name = actorName(this.#engine.journal.state, row.actor);
    const follows = row.seq === this.#last + 1;
    this.#last = row.seq;
    if (format === 'csv')
      return csvLine({
        ...row,
        at: iso(row.at),
        actorName: name,
        requestId: shown ? row.request_id : null,
        payloadHash: row.payload_hash,
        payload: shown ? row.payload : null,
      });
    // A picked entry brings the chain before it along, so that its own link can be verified.
    const previous = this.#picked && !follows ? headAt(this.#engine.store, row.seq - 1).chain : undefined;
    const entry = { ...entryOf(row), payload: shown ? row.payload : null };
    return `${writeEntry(entry, { actorName: name, previous })}\n`;
  }
}
