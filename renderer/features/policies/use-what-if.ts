import { useMemo } from 'react';
import type { Workflow } from '../../../shared/contract/organization';
import type { ProbeOutcome, Simulation } from '../../../shared/contract/what-if';
import type { Problem } from '../../../shared/contract/problem';
import { WORKFLOW_OF } from '../../../shared/domain/workflows';
import { useAccounts } from '../../stores/accounts-store';
import { useMembers } from '../../stores/members-store';
import { usePolicies, usePolicy } from '../../stores/policies-store';
import { useServiceUsers } from '../../stores/service-users-store';
import { pairsOf, pairsToProbe, type Pair } from '../what-if/coverage-pairs';
import { useSimulation, type Change } from '../what-if/use-simulation';
import { isSameProbe, probeOf, type Trial } from './trial';

interface WhatIf {
  simulation: Simulation | null;
  pairs: readonly Pair[];
  problem: Problem | null;
  /** The answer for the trial; null while it isn't known. */
  outcome: { before: ProbeOutcome; after: ProbeOutcome } | null;
}

/** The questions about coverage, the trial among them, and what the answer comes to. */
export function useWhatIf(trial: Trial, changes: readonly Change[]): WhatIf {
  const isRead = usePolicies((state) => state.policies.length > 0);
  const members = useMembers((state) => state.members);
  const serviceUsers = useServiceUsers((state) => state.serviceUsers);
  const accounts = useAccounts((state) => state.accounts);
  const isReady = isRead && members !== null && serviceUsers !== null;
  const tried = useMemo(() => probeOf(trial), [trial]);
  const probes = useMemo(() => {
    const pairs = pairsToProbe({
      members: members ?? [],
      serviceUsers: serviceUsers ?? [],
      accounts: accounts ?? [],
    });
    return tried === null ? pairs : [...pairs, tried];
  }, [members, serviceUsers, accounts, tried]);
  const simulated = useSimulation(isReady ? changes : null, probes);
  const { simulation } = simulated;
  const pairs = useMemo(
    () => (simulation ? pairsOf(simulation, simulated.probes, 'after') : []),
    [simulation, simulated.probes],
  );
  const at = tried === null ? -1 : simulated.probes.findIndex((probe) => isSameProbe(probe, tried));
  return { simulation, pairs, problem: simulated.problem, outcome: simulation?.outcomes[at] ?? null };
}

export interface LockedTrial {
  /** The workflow that would be locked: that of what is tried. */
  workflow: Workflow;
  outcome: ProbeOutcome | null;
  /** Why it can't be locked as things stand. */
  refused: string | null;
}

/** The trial as if its workflow were locked, after the drafts; null where it is locked already. */
export function useLockedTrial(
  trial: Trial,
  changes: readonly Change[],
  isAsked: boolean,
): LockedTrial | null {
  const workflow = trial.what === null ? 'withdrawals' : WORKFLOW_OF[trial.what];
  const policy = usePolicy(workflow);
  const version = policy?.version ?? 0;
  const isOpen = policy !== null && !policy.locked && trial.what !== null;
  const withLock = useMemo(() => {
    const isDrafted = changes.some(
      ({ operation, params }) => operation === 'policy.change' && params.workflow === workflow,
    );
    const lock: Change = {
      operation: 'policy.lock',
      params: { workflow, baseVersion: version + (isDrafted ? 1 : 0) },
    };
    return [...changes, lock];
  }, [changes, workflow, version]);
  const probes = useMemo(() => {
    const tried = probeOf(trial);
    return tried === null ? [] : [tried];
  }, [trial]);
  const { simulation, isChecking } = useSimulation(isAsked && isOpen ? withLock : null, probes);
  if (!isOpen) return null;
  const isKnown = isAsked && !isChecking;
  return {
    workflow,
    outcome: isKnown ? (simulation?.outcomes[0]?.after ?? null) : null,
    refused: isKnown ? (simulation?.refusedChange?.detail ?? null) : null,
  };
}
