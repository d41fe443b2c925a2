/** One record of a file, and the line that it begins on, from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Reads comma-separated values as RFC 4180 has them: quoted fields may hold commas, line breaks and doubled quotes.
 * Empty lines are left out.
 * @returns the records, or the line of the first quote that stands where none may
 */
export function parseCsv(text: string): readonly CsvRecord[] | { readonly faultAt: number } {
  const records: CsvRecord[] = [];
  const rest = text.replace(/^\ufeff/, '');
  let line = 1;
  let at = 0;
  while (at < rest.length) {
    const begun = line;
    const fields: string[] = [];
    for (;;) {
      const field = rest[at] === '"' ? quoted(rest, at) : plain(rest, at);
      if (field === null) return { faultAt: line };
      fields.push(field.value);
      line += field.lines;
      at = field.end;
      if (rest[at] !== ',') break;
      at += 1;
    }
    at += rest.startsWith('\r\n', at) ? 2 : 1;
    line += 1;
    if (fields.length > 1 || fields[0] !== '') records.push({ line: begun, fields });
  }
  return records;
}

interface Field {
  value: string;
  /** Line breaks in it. */
  lines: number;
  /** Where what follows it stands. */
  end: number;
}

function plain(text: string, at: number): Field | null {
  const end = at + text.slice(at).search(/,|\r?\n|\r|$/);
  const value = text.slice(at, end);
  return value.includes('"') ? null : { value, lines: 0, end };
}

function quoted(text: string, at: number): Field | null {
  let end = at + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end === -1) return null;
    if (text[end + 1] !== '"') break;
    end += 2;
  }
  const after = text[end + 1];
  if (after !== undefined && !',\r\n'.includes(after)) return null;
  const value = text.slice(at + 1, end).replaceAll('""', '"');
  return { value, lines: value.split('\n').length - 1, end: end + 1 };
}
