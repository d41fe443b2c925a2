import { z } from 'zod';
import { create } from 'zustand';
import { sessionSettings, signInPolicy, WORKFLOWS } from '../../shared/contract/organization';
import type { SessionView } from '../../shared/contract/organization';
import { addressHoldHours, expiresAfterHours, requiredApprovals } from '../../shared/contract/policies';
import { draftOwner, draftShelf } from './draft-shelf';
import { onForget } from './forget';

/** What a draft is about: a workflow's policy, or one of the two security settings. */
export const DRAFT_SUBJECTS = [...WORKFLOWS, 'sign-in', 'session'] as const;
export type DraftSubject = (typeof DRAFT_SUBJECTS)[number];

const settings = z
  .strictObject({
    requiredApprovals,
    alwaysRequireApproval: z.boolean(),
    expiresAfterHours,
    addressHoldHours,
    signInPolicy,
    ...sessionSettings.shape,
  })
  .partial();
export type Settings = z.output<typeof settings>;
export type SettingName = keyof Settings;

const policyDraft = z.strictObject({
  /** The version that the edits were made on, and what those settings were then. */
  baseVersion: z.int(),
  base: settings,
  edits: settings,
});
export type PolicyDraft = z.output<typeof policyDraft>;
export type PolicyDrafts = Readonly<Partial<Record<DraftSubject, PolicyDraft>>>;

const shelf = draftShelf<PolicyDrafts>(
  'countersign.policy-drafts',
  z.partialRecord(z.enum(DRAFT_SUBJECTS), policyDraft),
);

interface PolicyDraftsStore {
  /** The organization and member they belong to; null before anybody asked. */
  owner: string | null;
  drafts: PolicyDrafts;
}
const nothing: PolicyDraftsStore = { owner: null, drafts: {} };
export const usePolicyDrafts = create<PolicyDraftsStore>(() => nothing);
// Out of sight with the session; what was kept waits for the same person.
onForget(() => usePolicyDrafts.setState(nothing));

function writeKept(owner: string, drafts: PolicyDrafts): void {
  shelf.write(owner, Object.keys(drafts).length === 0 ? null : drafts);
}

/** Brings back what this member had drafted here, also before a restart. Does nothing the second time. */
export function openPolicyDrafts(session: SessionView): void {
  const owner = draftOwner(session);
  if (usePolicyDrafts.getState().owner === owner) return;
  usePolicyDrafts.setState({ owner, drafts: shelf.read(owner) ?? {} });
}

/** Keeps the draft of one subject, here and over a restart; null, or one without edits, drops it. */
export function keepPolicyDraft(subject: DraftSubject, draft: PolicyDraft | null): void {
  const { owner, drafts } = usePolicyDrafts.getState();
  if (owner === null) return;
  const { [subject]: _replaced, ...others } = drafts;
  const isEmpty = draft === null || Object.keys(draft.edits).length === 0;
  const next = isEmpty ? others : { ...others, [subject]: draft };
  usePolicyDrafts.setState({ drafts: next });
  writeKept(owner, next);
}

export function discardPolicyDrafts(): void {
  const { owner } = usePolicyDrafts.getState();
  if (owner === null) return;
  usePolicyDrafts.setState({ drafts: {} });
  writeKept(owner, {});
}
