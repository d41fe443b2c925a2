/**
 * What an event or a resolved command names is there: nothing that may be named is ever taken out of the state, but a
 * saved role. Where it isn’t, the ledger is broken, and nothing is refused.
 */
export function must<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`there is no such ${what}`);
  return value;
}
