const and = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' });

/** Joins names the way they are read: `A`, `A and B`, `A, B, and C`. */
export function listOfNames(names: readonly string[]): string {
  return and.format(names);
}
