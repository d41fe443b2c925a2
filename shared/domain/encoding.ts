/**
 * Records and events as JSON. Money is bigint inside and JSON has none, so it is written as `{"minorUnits":"…"}`; the
 * shape is ours alone and nothing else in a record looks like it. Keys are sorted, so that a record is the same bytes
 * whether it comes from a command or from a replay of the ledger.
 */
export function encodable(value: unknown): unknown {
  if (typeof value === 'bigint') return { minorUnits: value.toString() };
  if (Array.isArray(value)) return value.map(encodable);
  if (typeof value !== 'object' || value === null) return value;
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const each: unknown = (value as Record<string, unknown>)[key];
    if (each !== undefined) out[key] = encodable(each);
  }
  return out;
}

export function encode(value: unknown): string {
  return JSON.stringify(encodable(value));
}

export function decode(text: string): unknown {
  const value = JSON.parse(text) as unknown;
  // Looking at every value costs as much again as parsing does, and most records hold no money.
  return text.includes('"minorUnits"') ? withMoney(value) : value;
}

/** Puts bigints where money stands, in place: a reviver would cost several times as much. */
function withMoney(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  const units = record['minorUnits'];
  if (typeof units === 'string' && Object.keys(record).length === 1) return BigInt(units);
  for (const key of Object.keys(record)) {
    const each = record[key];
    if (typeof each === 'object' && each !== null) record[key] = withMoney(each);
  }
  return record;
}
