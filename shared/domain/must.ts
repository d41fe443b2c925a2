/** What an event names must be there: a ledger that names something unknown is broken, not refused. */
export function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`an event names an unknown ${what}`);
  return value;
}
