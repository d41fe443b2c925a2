/** What the disk, not the code, is to blame for. */
export type DiskTrouble = 'full' | 'read-only' | 'damaged' | 'refused';

const FULL = /disk is full|ENOSPC|EDQUOT/i;
const READ_ONLY = /readonly database|read-only|EROFS|EACCES|EPERM|permission denied/i;
const DAMAGED = /malformed|not a database|disk image|corrupt/i;
const REFUSED = /disk I\/O|database is locked|unable to open database|EIO|EMFILE/i;

/** Tells trouble of the disk from bugs; null for those. */
export function diskTrouble(error: unknown): DiskTrouble | null {
  const said =
    error instanceof Error ? `${(error as NodeJS.ErrnoException).code ?? ''} ${error.message}` : '';
  if (FULL.test(said)) return 'full';
  if (READ_ONLY.test(said)) return 'read-only';
  if (DAMAGED.test(said)) return 'damaged';
  return REFUSED.test(said) ? 'refused' : null;
}

/** What to tell a person whose command the disk refused: what happened, what became of it, what to do. */
export const DISK_WORDS: Readonly<Record<DiskTrouble, string>> = {
  full: 'The disk is full. Nothing was changed. Make room on it, then try again.',
  'read-only': 'The database may only be read, not written. Nothing was changed.',
  damaged:
    'The database is damaged. Nothing was changed. Leave this organization and open it again: a backup may help.',
  refused: 'The database can’t be written now. Nothing was changed. Try again in a moment.',
};
