/** The columns of a CSV export. */
export const CSV_COLUMNS = [
  'seq',
  'command',
  'at',
  'type',
  'actor',
  'actorName',
  'device',
  'requestId',
  'payloadHash',
  'chain',
  'payload',
] as const;
export type CsvRow = Readonly<Record<(typeof CSV_COLUMNS)[number], string | number | null | undefined>>;

/** A spreadsheet takes a cell that starts like this for a formula; an apostrophe makes it read it as text. */
const STARTS_A_FORMULA = /^[=+\-@\t\r\n]/;

function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = STARTS_A_FORMULA.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}

/** RFC 4180: every text quoted, lines ended by CRLF. */
export function csvLine(row: CsvRow): string {
  return `${CSV_COLUMNS.map((column) => cell(row[column])).join()}\r\n`;
}

export const CSV_HEAD = `${CSV_COLUMNS.join()}\r\n`;
