import { canonicalJson } from '../requests/view';
import type { Head, LedgerEntry } from './entry';

export const EXPORT_KIND = 'countersign-audit-export';
export const EXPORT_VERSION = 1;

/** The first line of an export: whose it is, for whom, and what a verifier can expect of it. */
export interface ExportHeader {
  readonly kind: typeof EXPORT_KIND;
  readonly version: number;
  readonly organization: { readonly id: string; readonly name: string };
  /** RFC 3339. */
  readonly exportedAt: string;
  readonly reader: { readonly id: string; readonly displayName: string };
  /** Where the ledger stood; an export without an end of its own reaches it. */
  readonly head: Head;
  /** The entry before the first one here, where the export doesn’t begin at the first of the ledger. */
  readonly after: Head | null;
  /** The last entry that the export reaches. */
  readonly upTo: number;
  /** How many entries follow; null where they were picked from the ledger. */
  readonly entries: number | null;
  /** What it was narrowed by; null for the whole ledger. */
  readonly filter: Readonly<Record<string, string>> | null;
  readonly note: string;
}

export const EXPORT_NOTES = {
  whole:
    'The whole ledger: every link and every decision can be verified, but for payloads that are withheld.',
  stretch:
    'A stretch of the ledger: its links and payloads can be verified, and that nothing is missing inside; what was decided needs the entries before it.',
  picked:
    'Entries picked from the ledger: each can be verified by itself; what stands between them isn’t here.',
} as const;

/** Texts that a line adds for people; nothing of it is hashed. */
export interface LineExtras {
  readonly actorName?: string | undefined;
  /** The chain before this entry, where the one before isn’t in the export. */
  readonly previous?: string | undefined;
}

/** One entry as a line. The payload comes last, as the very bytes that were hashed. */
export function writeEntry(entry: LedgerEntry, { actorName, previous }: LineExtras): string {
  const { seq, command, at, type, actor, device, payload, payloadHash, chain } = entry;
  const start = JSON.stringify({
    seq,
    command,
    at: new Date(at).toISOString(),
    type,
    actor,
    ...(actorName === undefined ? {} : { actorName }),
    device,
    payloadHash,
    chain,
    ...(previous === undefined ? {} : { previous }),
  });
  return payload === null ? start : `${start.slice(0, -1)},"payload":${payload}}`;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isHash = (value: unknown): value is string => isText(value) && /^[0-9a-f]{64}$/.test(value);

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null; // not JSON: the caller says which line
  }
}

// In JSON a quote inside a text is escaped, so this can stand nowhere but at the key.
const PAYLOAD = ',"payload":';

export interface ExportedEntry {
  readonly entry: LedgerEntry;
  readonly previous: string | null;
}

/** Reads what `writeEntry` wrote, and the same JSON with other spaces and order; null for anything else. */
export function readEntry(line: string): ExportedEntry | null {
  const at = line.indexOf(PAYLOAD);
  const quick = at === -1 ? null : parsed(`${line.slice(0, at)}}`);
  if (quick !== null && isHash(quick['chain']))
    return entryFrom(quick, line.slice(at + PAYLOAD.length, line.lastIndexOf('}')));
  const whole = parsed(line);
  if (whole === null) return null;
  return entryFrom(whole, whole['payload'] === undefined ? null : canonicalJson(whole['payload']));
}

function entryFrom(fields: Record<string, unknown>, payload: string | null): ExportedEntry | null {
  const { seq, command, at, type, actor, device, payloadHash, chain, previous } = fields;
  const moment = isText(at) ? Date.parse(at) : Number.NaN;
  if (!isCount(seq) || !isCount(command) || Number.isNaN(moment) || !isText(type)) return null;
  if (!isTextOrNull(actor) || !isTextOrNull(device) || !isHash(payloadHash) || !isHash(chain)) return null;
  return {
    entry: { seq, command, at: moment, type, actor, device, payload, payloadHash, chain },
    previous: isHash(previous) ? previous : null,
  };
}

function isHead(value: unknown): value is Head {
  const { seq, chain } = (value ?? {}) as Partial<Record<string, unknown>>;
  return isCount(seq) && isHash(chain);
}

/** The first line of an export, or why it isn’t one. */
export function readHeader(line: string): ExportHeader | string {
  const header = parsed(line);
  if (header?.['kind'] !== EXPORT_KIND)
    return 'This isn’t an audit export of Countersign: its first line says nothing of the kind.';
  const { version, head, after, upTo, entries, organization, exportedAt } = header;
  if (version !== EXPORT_VERSION)
    return `This export has format ${String(version)}; this verifier knows ${EXPORT_VERSION}.`;
  const sound =
    isHead(head) &&
    (after === null || isHead(after)) &&
    isCount(upTo) &&
    (entries === null || isCount(entries)) &&
    isText((organization as { name?: unknown } | undefined)?.name) &&
    isText(exportedAt);
  return sound ? (header as unknown as ExportHeader) : 'The first line of this export is damaged.';
}

/** The canonical bytes of a payload that somebody’s program wrote anew; null for what isn’t JSON. */
export function canonicalPayload(payload: string): string | null {
  try {
    return canonicalJson(JSON.parse(payload));
  } catch {
    return null; // what can’t be read can’t be what was hashed
  }
}
