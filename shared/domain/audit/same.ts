/** Whether two records say the same, field by field; a field that is undefined isn’t there, as in the ledger. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const one = a as Record<string, unknown>;
  const other = b as Record<string, unknown>;
  let fields = 0;
  for (const key in one) {
    const value = one[key];
    if (value === undefined) continue;
    fields += 1;
    if (!same(value, other[key])) return false;
  }
  for (const key in other) if (other[key] !== undefined) fields -= 1;
  return fields === 0;
}
