/** RFC 3339 UTC with milliseconds, as times stand at the edges. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
