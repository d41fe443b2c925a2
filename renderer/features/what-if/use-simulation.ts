import { useEffect, useMemo, useState } from 'react';
import type { CallInput } from '../../../shared/contract/bridge';
import type { AccountId, KeyId, MemberId, ServiceUserId } from '../../../shared/contract/primitives';
import type { Problem } from '../../../shared/contract/problem';
import type { Operation } from '../../../shared/contract/requests';
import type { Simulation } from '../../../shared/contract/what-if';
import { call, problemOf } from '../../api/bridge';
import { useIsOffline } from '../../stores/connection';
import { useMembers } from '../../stores/members-store';
import { useOrganization } from '../../stores/organization-store';
import { usePolicies } from '../../stores/policies-store';

const DEBOUNCE_MS = 150;
/** What one question may carry (the contract's bound). */
const PROBES_AT_ONCE = 200;

export type Change = CallInput<'simulate'>['changes'][number];
/** Who starts what, where: the truth table is asked about it. */
export interface Probe {
  initiatorId: MemberId | ServiceUserId;
  operation: Operation;
  accountId?: AccountId;
  keyId?: KeyId;
  /** As coverage counts: whoever is invited or unconfirmed too, and the workflow as a whole. */
  forCoverage?: boolean;
}

export interface Simulated {
  /** The last answer, also while a newer question is under way; null before the first. */
  simulation: Simulation | null;
  /** What that answer was asked about: its outcomes stand in this order. */
  probes: readonly Probe[];
  isChecking: boolean;
  problem: Problem | null;
}

async function ask(changes: Change[], probes: readonly Probe[]): Promise<Simulation> {
  const first = await call('simulate', { changes, probe: probes.slice(0, PROBES_AT_ONCE) });
  const outcomes = [...first.outcomes];
  for (let from = PROBES_AT_ONCE; from < probes.length; from += PROBES_AT_ONCE) {
    const next = await call('simulate', { changes, probe: probes.slice(from, from + PROBES_AT_ONCE) });
    outcomes.push(...next.outcomes);
  }
  return { ...first, outcomes };
}

/** Names what an answer rests on: another name, another answer. */
function useGround(): string {
  const policies = usePolicies((state) => state.policies);
  const members = useMembers((state) => state.members);
  const organization = useOrganization((state) => state.organization);
  return useMemo(
    () =>
      JSON.stringify([
        policies.map(({ version, coverage }) => [version, coverage]),
        (members ?? []).map(({ version, status }) => [version, status]),
        organization?.version,
      ]),
    [policies, members, organization],
  );
}

/**
 * Asks what would be after these changes, 150 ms after the question last changed, and again when policies, members or the
 * organization did. Null asks nothing. The answer to an older question is dropped.
 */
export function useSimulation(changes: readonly Change[] | null, probes: readonly Probe[]): Simulated {
  const ground = useGround();
  // Asked again when the server is back.
  const isOffline = useIsOffline();
  const question = useMemo(
    () => (changes === null ? null : JSON.stringify({ changes, probes, ground })),
    [changes, probes, ground],
  );
  const [answer, setAnswer] = useState<Omit<Simulated, 'isChecking'> & { question: string | null }>({
    question: null,
    simulation: null,
    probes: [],
    problem: null,
  });

  useEffect(() => {
    if (question === null) return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => {
      const asked = JSON.parse(question) as { changes: Change[]; probes: Probe[] };
      ask(asked.changes, asked.probes).then(
        (simulation) => {
          if (isCurrent) setAnswer({ question, simulation, probes: asked.probes, problem: null });
        },
        (error: unknown) => {
          if (isCurrent) setAnswer({ question, simulation: null, probes: [], problem: problemOf(error) });
        },
      );
    }, DEBOUNCE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [question, isOffline]);

  return {
    simulation: answer.simulation,
    probes: answer.probes,
    problem: answer.problem,
    isChecking: question !== null && answer.question !== question,
  };
}
