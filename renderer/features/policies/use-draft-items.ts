import { useMemo } from 'react';
import { useOrganization } from '../../stores/organization-store';
import { usePolicies } from '../../stores/policies-store';
import {
  keepPolicyDraft,
  usePolicyDrafts,
  type DraftSubject,
  type Settings,
} from '../../stores/policy-drafts';
import type { Change } from '../what-if/use-simulation';
import { commandOf, edited, itemsOf, standingsOf, type DraftItem, type Standings } from './draft-edits';

interface DraftDesk {
  standings: Standings;
  items: readonly DraftItem[];
  /** The drafts as changes for `simulate`; those in conflict aren't among them. */
  changes: readonly Change[];
  edit: (subject: DraftSubject, edit: Settings) => void;
}

/** The drafts of this person against what stands now. */
export function useDraftDesk(): DraftDesk {
  const policies = usePolicies((state) => state.policies);
  const organization = useOrganization((state) => state.organization);
  const drafts = usePolicyDrafts((state) => state.drafts);
  const standings = useMemo(() => standingsOf(policies, organization), [policies, organization]);
  const items = useMemo(() => itemsOf(drafts, standings), [drafts, standings]);
  const changes = useMemo(
    () =>
      items
        .filter(({ conflicts }) => conflicts.length === 0)
        .map(({ subject, draft }) => {
          const { operation, params } = commandOf(subject, draft);
          return { operation, params };
        }),
    [items],
  );
  const edit = (subject: DraftSubject, change: Settings) => {
    const standing = standings[subject];
    if (!standing) return;
    const item = items.find((one) => one.subject === subject);
    keepPolicyDraft(subject, edited(item?.draft, standing, change));
  };
  return { standings, items, changes, edit };
}
