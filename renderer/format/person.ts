/** Up to two initials of a name, in capitals. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s-]+/u).filter((word) => /\p{L}|\p{N}/u.test(word));
  const first = [...(words[0] ?? '')][0] ?? '';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** Initials of an organization: those of its first two words. */
export function organizationInitialsOf(name: string): string {
  return initialsOf(name.split(/\s+/u).slice(0, 2).join(' '));
}

/** Which of the five quiet tints a person keeps, so that a face is found again. Depends on the id only. */
export function tintOf(id: string): 1 | 2 | 3 | 4 | 5 {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return ((sum % 5) + 1) as 1 | 2 | 3 | 4 | 5;
}

/** The name people are called by in a sentence that has named them in full before. */
export function firstNameOf(name: string): string {
  return name.split(/\s+/u)[0] ?? name;
}
