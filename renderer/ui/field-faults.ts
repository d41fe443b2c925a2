import type { Problem } from '../../shared/contract/problem';

/** What a problem says of single fields, by dotted path without `prefix`; what belongs to no field isn't in it. */
export function faultsByPath(problem: Problem | null, prefix = ''): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  for (const { path, message } of problem?.errors ?? []) {
    const name = path.startsWith(prefix) ? path.slice(prefix.length) : path;
    if (!faults.has(name)) faults.set(name, sentenceOf(message));
  }
  return faults;
}

/** The engine's messages for fields begin small, because a path stands before them elsewhere. */
export function sentenceOf(message: string): string {
  const capital = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
