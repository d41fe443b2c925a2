import { z } from 'zod';
import type { SessionView } from '../../shared/contract/organization';

/** Throw-away organizations leave theirs behind: only the latest few are kept. */
const KEPT_AT_MOST = 8;

/** Where drafts of one kind lie on this computer, so that they survive a restart: apart for each person. */
export interface DraftShelf<D> {
  /** Null where this person left none, or none that can still be read. */
  read: (owner: string) => D | null;
  /** Null takes away what lies there. */
  write: (owner: string, drafts: D | null) => void;
}

/** Whose drafts they are: a member of one organization. */
export function draftOwner({ organization, member }: Pick<SessionView, 'organization' | 'member'>): string {
  return `${organization.id} ${member.id}`;
}

/** A shelf under this key; what lies there and isn’t of this form is passed over. */
export function draftShelf<D>(storageKey: string, form: z.ZodType<D>): DraftShelf<D> {
  const shelf = z.array(z.strictObject({ owner: z.string().max(200), drafts: form }));
  const readAll = () => {
    try {
      const parsed = shelf.safeParse(JSON.parse(localStorage.getItem(storageKey) ?? '[]'));
      return parsed.success ? parsed.data : [];
    } catch {
      return [];
    }
  };
  return {
    read: (owner) => readAll().find((one) => one.owner === owner)?.drafts ?? null,
    write: (owner, drafts) => {
      const others = readAll().filter((one) => one.owner !== owner);
      const mine = drafts === null ? [] : [{ owner, drafts }];
      try {
        localStorage.setItem(storageKey, JSON.stringify([...mine, ...others].slice(0, KEPT_AT_MOST)));
      } catch {
        // A full disk costs the draft its life beyond this session, nothing else.
      }
    },
  };
}
