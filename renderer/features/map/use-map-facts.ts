import { useEffect, useMemo, useState } from 'react';
import type { Grants, SessionView } from '../../../shared/contract/organization';
import type { PolicyView } from '../../../shared/contract/policies';
import type { MemberId } from '../../../shared/contract/primitives';
import type { Problem } from '../../../shared/contract/problem';
import { restsBecause } from '../../../shared/domain/policies';
import { openAccessDrafts, useAccessDrafts } from '../../stores/access-drafts';
import { useAccounts } from '../../stores/accounts-store';
import { loadMembers, useMembers } from '../../stores/members-store';
import { loadOrganization } from '../../stores/organization-store';
import { loadPolicies, usePolicies } from '../../stores/policies-store';
import { openPolicyDrafts } from '../../stores/policy-drafts';
import { loadServiceUsers, useServiceUsers } from '../../stores/service-users-store';
import { onWhatStands } from '../people/access-draft';
import { useDraftDesk } from '../policies/use-draft-items';
import { singlePoints, type SinglePoint } from '../what-if/away';
import { pairsOf, pairsToProbe, type Pair } from '../what-if/coverage-pairs';
import { useSimulation, type Change, type Probe } from '../what-if/use-simulation';
import { mapModel, type MapModel } from './map-model';

interface MapState {
  isReady: boolean;
  /** Whether this person may see who may do what. */
  isVisible: boolean;
  hasDraft: boolean;
  model: MapModel;
  pairs: readonly Pair[];
  /** Whether the engine has answered what pairs there are. */
  isAnswered: boolean;
  singles: readonly SinglePoint[];
  /** The changes that what is shown rests on. */
  changes: readonly Change[];
  /** Why what hangs on whom couldn’t be worked out. */
  problem: Problem | null;
}

const nobody: ReadonlyMap<MemberId, Grants> = new Map();
const nothing: readonly Change[] = [];

function useRead(session: SessionView): void {
  useEffect(() => {
    openPolicyDrafts(session);
    openAccessDrafts(session);
    void loadPolicies();
    void loadOrganization();
    void loadMembers();
    void loadServiceUsers();
    // Once per person: what changes later is told by events.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [session.member.id]);
}

/** All drafts of this person, of policies and of access, as changes. */
function useDraftChanges(): { changes: readonly Change[]; grants: ReadonlyMap<MemberId, Grants> } {
  const desk = useDraftDesk();
  const kept = useAccessDrafts((state) => state.drafts);
  const members = useMembers((state) => state.members);
  return useMemo(() => {
    const drafts = [...kept].map(([id, draft]) => {
      const member = members?.find((one) => one.id === id);
      return [id, member ? onWhatStands(member, draft) : draft] as const;
    });
    const grants = new Map(drafts.map(([id, draft]) => [id, draft.grants] as const));
    const access = drafts.map(([memberId, draft]): Change => ({
      operation: 'member.permissions.change',
      params: { memberId, grants: draft.grants, baseVersion: draft.baseVersion },
    }));
    return { changes: [...desk.changes, ...access], grants };
  }, [desk.changes, kept, members]);
}

/** Everything the map shows, as it stands or with the drafts. */
export function useMapFacts(session: SessionView, withDraft: boolean): MapState {
  useRead(session);
  const policies = usePolicies((state) => state.policies);
  const members = useMembers((state) => state.members);
  const serviceUsers = useServiceUsers((state) => state.serviceUsers);
  const accounts = useAccounts((state) => state.accounts);
  const drafts = useDraftChanges();
  const changes = withDraft ? drafts.changes : nothing;
  const isReady = policies.length > 0 && members !== null && serviceUsers !== null && accounts !== null;
  const draftGrants = withDraft ? drafts.grants : nobody;

  const probes = useMemo((): readonly Probe[] => {
    const people = (members ?? []).map((member) => {
      const grants = draftGrants.get(member.id);
      return grants === undefined ? member : { ...member, grants };
    });
    return pairsToProbe({
      members: people,
      serviceUsers: serviceUsers ?? [],
      accounts: accounts ?? [],
    });
  }, [members, draftGrants, serviceUsers, accounts]);
  const simulated = useSimulation(isReady ? changes : null, probes);
  const { simulation } = simulated;
  const pairs = useMemo(
    () => (simulation ? pairsOf(simulation, simulated.probes, 'after') : []),
    [simulation, simulated.probes],
  );
  const singles = useMemo(() => singlePoints(pairs), [pairs]);
  const model = useMemo(
    () =>
      mapModel({
        members: members ?? [],
        serviceUsers: serviceUsers ?? [],
        policies,
        accounts: accounts ?? [],
        draftGrants,
        coverageOf: (policy) =>
          simulation?.coverage.find(({ workflow }) => workflow === policy.workflow) ?? policy.coverage,
        requiredOf: (policy) => requiredAfter(changes, policy),
        restsIn: (workflow) => restsBecause(toggledAfter(changes, policies), workflow) !== null,
        alone: new Set(singles.map(({ memberId }) => memberId)),
      }),
    [members, serviceUsers, policies, accounts, draftGrants, simulation, changes, singles],
  );
  return {
    isReady,
    // Of others a reader without View on Manage Access gets id and name, and nothing else (§12).
    isVisible:
      session.member.owner ||
      (members ?? []).some(({ id, status }) => id !== session.member.id && status !== undefined),
    hasDraft: drafts.changes.length > 0,
    model,
    pairs,
    isAnswered: simulation !== null,
    singles,
    changes,
    problem: simulated.problem,
  };
}

/** The threshold after the changes: what a draft of that policy asks for, else what is in force. */
function requiredAfter(
  changes: readonly Change[],
  policy: { workflow: string; requiredApprovals: number },
): number {
  const drafted = changes.find(
    ({ operation, params }) => operation === 'policy.change' && params.workflow === policy.workflow,
  )?.params.requiredApprovals;
  return typeof drafted === 'number' ? drafted : policy.requiredApprovals;
}

/** The policies with the toggles that the drafts leave them. */
function toggledAfter(changes: readonly Change[], policies: readonly PolicyView[]): PolicyView[] {
  return policies.map((policy) => {
    const drafted = changes.find(
      ({ operation, params }) => operation === 'policy.change' && params.workflow === policy.workflow,
    )?.params.alwaysRequireApproval;
    return typeof drafted === 'boolean' ? { ...policy, alwaysRequireApproval: drafted } : policy;
  });
}

/** Whether somebody can be picked still; a pick that left the map is none. */
export function usePick(model: MapModel): [string | null, (id: string | null) => void] {
  const [picked, setPicked] = useState<string | null>(null);
  const isThere =
    model.people.some(({ id }) => id === picked) ||
    model.workflows.some(({ workflow }) => workflow === picked);
  return [isThere ? picked : null, setPicked];
}
