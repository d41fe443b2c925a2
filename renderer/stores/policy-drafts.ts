import { z } from 'zod';
import { create } from 'zustand';
import { sessionSettings, signInPolicy, WORKFLOWS } from '../../shared/contract/organization';
import type { SessionView } from '../../shared/contract/organization';
import { addressHoldHours, expiresAfterHours, requiredApprovals } from '../../shared/contract/policies';
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

const kept = z.array(
  z.strictObject({
    owner: z.string().max(200),
    drafts: z.partialRecord(z.enum(DRAFT_SUBJECTS), policyDraft),
  }),
);
type Kept = z.output<typeof kept>;

const STORAGE_KEY = 'countersign.policy-drafts';
/** Throw-away organizations leave theirs behind: only the latest few are kept. */
const KEPT_AT_MOST = 8;

interface PolicyDraftsStore {
  /** The organization and member they belong to; null before anybody asked. */
  owner: string | null;
  drafts: PolicyDrafts;
}
const nothing: PolicyDraftsStore = { owner: null, drafts: {} };
export const usePolicyDrafts = create<PolicyDraftsStore>(() => nothing);
// Out of sight with the session; what was kept waits for the same person.
onForget(() => usePolicyDrafts.setState(nothing));

function readKept(): Kept {
  try {
    const parsed = kept.safeParse(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]'));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

function writeKept(owner: string, drafts: PolicyDrafts): void {
  const others = readKept().filter((one) => one.owner !== owner);
  const mine = Object.keys(drafts).length === 0 ? [] : [{ owner, drafts }];
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify([...mine, ...others].slice(0, KEPT_AT_MOST)));
  } catch {
    // A full disk costs the draft its life beyond this session, nothing else.
  }
}

/** Brings back what this member had drafted here, also before a restart. Does nothing the second time. */
export function openPolicyDrafts({ organization, member }: SessionView): void {
  const owner = `${organization.id} ${member.id}`;
  if (usePolicyDrafts.getState().owner === owner) return;
  const drafts = readKept().find((one) => one.owner === owner)?.drafts ?? {};
  usePolicyDrafts.setState({ owner, drafts });
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
