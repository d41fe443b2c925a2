import { z } from 'zod';
import { create } from 'zustand';
import { grants, type SessionView } from '../../shared/contract/organization';
import { memberId, roleId, type MemberId } from '../../shared/contract/primitives';
import { draftOwner, draftShelf } from './draft-shelf';
import { onForget } from './forget';

const accessDraft = z.strictObject({
  grants,
  /** The version that it was drawn on, and what the member held then. */
  baseVersion: z.int(),
  base: grants.optional(),
  /** The role it is given by; null takes the role away, absent leaves it as it is. */
  roleId: roleId.nullable().optional(),
});
/** What a member's access would become, and what it was drawn from. */
export type AccessDraft = z.output<typeof accessDraft>;

const shelf = draftShelf(
  'countersign.access-drafts',
  z.array(z.strictObject({ memberId, draft: accessDraft })),
);

interface AccessDrafts {
  /** Whose they are; null before anybody asked. */
  owner: string | null;
  drafts: ReadonlyMap<MemberId, AccessDraft>;
}
const nothing: AccessDrafts = { owner: null, drafts: new Map() };
export const useAccessDrafts = create<AccessDrafts>(() => nothing);
// Out of sight with the session; what was kept waits for the same person.
onForget(() => useAccessDrafts.setState(nothing));

/** Brings back what this member had drafted here, also before a restart. Does nothing the second time. */
export function openAccessDrafts(session: SessionView): void {
  const owner = draftOwner(session);
  if (useAccessDrafts.getState().owner === owner) return;
  const kept = shelf.read(owner) ?? [];
  useAccessDrafts.setState({ owner, drafts: new Map(kept.map((one) => [one.memberId, one.draft])) });
}

/** Keeps the draft of one member, here and over a restart; null drops it. */
export function keepAccessDraft(memberId: MemberId, draft: AccessDraft | null): void {
  const { owner, drafts } = useAccessDrafts.getState();
  const next = new Map(drafts);
  if (draft === null) next.delete(memberId);
  else next.set(memberId, draft);
  useAccessDrafts.setState({ drafts: next });
  if (owner === null) return;
  const all = [...next].map(([id, one]) => ({ memberId: id, draft: one }));
  shelf.write(owner, all.length === 0 ? null : all);
}
