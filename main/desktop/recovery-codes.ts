/** Whether a person typed one of these codes: case, dashes and spaces don't matter. */
export function isOneOf(codes: readonly string[], typed: string): boolean {
  const wanted = plain(typed);
  return wanted !== '' && codes.some((code) => plain(code) === wanted);
}

function plain(code: string): string {
  // Word processors turn hyphens into dashes of other lengths.
  return code.toLowerCase().replace(/[\s\p{Pd}]/gu, '');
}
