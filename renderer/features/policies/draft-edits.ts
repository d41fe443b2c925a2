import type { Organization } from '../../../shared/contract/organization';
import type { PolicyView } from '../../../shared/contract/policies';
import type { InitiateCommand } from '../initiate/initiate-command';
import {
  DRAFT_SUBJECTS,
  type DraftSubject,
  type PolicyDraft,
  type PolicyDrafts,
  type SettingName,
  type Settings,
} from '../../stores/policy-drafts';

/** What stands now for one subject, with the version it stands in. */
export interface Standing {
  version: number;
  settings: Settings;
}

export type Standings = Readonly<Partial<Record<DraftSubject, Standing>>>;

export function settingsOfPolicy(policy: Omit<PolicyView, 'coverage' | 'othersApprove' | 'stage'>): Settings {
  const { requiredApprovals, alwaysRequireApproval, expiresAfterHours, addressHoldHours } = policy;
  return {
    requiredApprovals,
    alwaysRequireApproval,
    expiresAfterHours,
    ...(addressHoldHours === undefined ? {} : { addressHoldHours }),
  };
}

/** Everything that can be drafted, as it stands. */
export function standingsOf(policies: readonly PolicyView[], organization: Organization | null): Standings {
  const standings: Partial<Record<DraftSubject, Standing>> = {};
  for (const policy of policies)
    standings[policy.workflow] = { version: policy.version, settings: settingsOfPolicy(policy) };
  if (organization) {
    const { version, signInPolicy, session } = organization;
    standings['sign-in'] = { version, settings: { signInPolicy } };
    standings.session = { version, settings: { ...session } };
  }
  return standings;
}

/** The order in which settings are listed, everywhere. */
const ORDER: readonly SettingName[] = [
  'requiredApprovals',
  'alwaysRequireApproval',
  'addressHoldHours',
  'expiresAfterHours',
  'signInPolicy',
  'idleTimeoutMinutes',
  'absoluteTimeoutHours',
];
export const namesIn = (settings: Settings): SettingName[] => ORDER.filter((name) => name in settings);

function without<S extends Settings>(settings: S, name: SettingName): Settings {
  const { [name]: _dropped, ...rest } = settings;
  return rest;
}

/** The draft with one more edit; an edit back to what stands is no edit. */
export function edited(draft: PolicyDraft | undefined, standing: Standing, edit: Settings): PolicyDraft {
  const start = draft ?? { baseVersion: standing.version, base: standing.settings, edits: {} };
  let edits: Settings = { ...start.edits, ...edit };
  for (const name of namesIn(edits))
    if (edits[name] === standing.settings[name]) edits = without(edits, name);
  return { ...start, edits };
}

/** An edit of a setting that somebody else changed too. */
export interface Conflict {
  name: SettingName;
  base: Settings[SettingName];
  yours: Settings[SettingName];
  theirs: Settings[SettingName];
}

/** What must be settled before a draft stands on what stands now: edits of settings that moved since it was begun. */
export function conflictsOf(draft: PolicyDraft, standing: Standing): Conflict[] {
  if (draft.baseVersion === standing.version) return [];
  return namesIn(draft.edits)
    .filter((name) => draft.base[name] !== standing.settings[name])
    .filter((name) => draft.edits[name] !== standing.settings[name])
    .map((name) => ({
      name,
      base: draft.base[name],
      yours: draft.edits[name],
      theirs: standing.settings[name],
    }));
}

/**
 * The draft on what stands now: edits that came true fall away, the others stay. Null while an edit is in conflict, and
 * where nothing is left.
 */
export function rebased(draft: PolicyDraft, standing: Standing): PolicyDraft | null {
  if (conflictsOf(draft, standing).length > 0) return null;
  let edits = draft.edits;
  for (const name of namesIn(edits))
    if (edits[name] === standing.settings[name]) edits = without(edits, name);
  if (namesIn(edits).length === 0) return null;
  return { baseVersion: standing.version, base: standing.settings, edits };
}

/** Settles one conflict: `keep` puts the edit on the new ground, otherwise it is dropped. */
export function settled(
  draft: PolicyDraft,
  standing: Standing,
  name: SettingName,
  keep: boolean,
): PolicyDraft {
  const base = { ...draft.base, [name]: standing.settings[name] };
  return { ...draft, base, edits: keep ? draft.edits : without(draft.edits, name) };
}

/** The command that submits one draft, as it stands now. */
export function commandOf(subject: DraftSubject, draft: PolicyDraft): InitiateCommand {
  const params = { ...draft.edits, baseVersion: draft.baseVersion };
  if (subject === 'sign-in') return { operation: 'security.sign-in.change', params };
  if (subject === 'session') return { operation: 'security.session.change', params };
  return { operation: 'policy.change', params: { ...params, workflow: subject } };
}

export interface DraftItem {
  subject: DraftSubject;
  draft: PolicyDraft;
  standing: Standing;
  conflicts: Conflict[];
}

/** The drafts that have something to change, rebased where they can be, in the order of the cards. */
export function itemsOf(drafts: PolicyDrafts, standings: Standings): DraftItem[] {
  return DRAFT_SUBJECTS.flatMap((subject) => {
    const draft = drafts[subject];
    const standing = standings[subject];
    if (!draft || !standing) return [];
    const conflicts = conflictsOf(draft, standing);
    if (conflicts.length > 0) return [{ subject, draft, standing, conflicts }];
    const onNow = rebased(draft, standing);
    return onNow === null ? [] : [{ subject, draft: onNow, standing, conflicts }];
  });
}

export const countEdits = (items: readonly DraftItem[]): number =>
  items.reduce((sum, { draft }) => sum + namesIn(draft.edits).length, 0);
