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
  // Looking at every value costs several times what parsing does, and most records hold no money.
  if (!text.includes('"minorUnits"')) return JSON.parse(text) as unknown;
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    const units = (value as { minorUnits?: unknown }).minorUnits;
    return typeof units === 'string' && Object.keys(value).length === 1 ? BigInt(units) : value;
  });
}
