/** Groups of four: so it is shown, read aloud and typed. */
const GROUP = /.{1,4}/g;
const DIGITS = 16;

/** What was typed in the form in which fingerprints are written: capitals, groups of four, hyphens between. */
export function asFingerprint(typed: string): string {
  const digits = typed
    .toUpperCase()
    .replace(/[^0-9A-F]/g, '')
    .slice(0, DIGITS);
  return (digits.match(GROUP) ?? []).join('-');
}

export function groupsOf(fingerprint: string): string[] {
  return fingerprint.split('-');
}
