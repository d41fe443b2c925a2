import { create } from 'zustand';
import type { Workflow } from '../../shared/contract/organization';
import type { PolicyView } from '../../shared/contract/policies';
import type { Problem } from '../../shared/contract/problem';
import { call, problemOf } from '../api/bridge';
import { everyPage } from './every-page';
import { onForget } from './forget';

interface PoliciesStore {
  policies: readonly PolicyView[];
  problem: Problem | null;
}
export const usePolicies = create<PoliciesStore>(() => ({ policies: [], problem: null }));
onForget(() => usePolicies.setState({ policies: [], problem: null }));

export async function loadPolicies(): Promise<void> {
  try {
    const policies = await everyPage((page) => call('policies.list', page));
    usePolicies.setState({ policies, problem: null });
  } catch (error) {
    usePolicies.setState({ problem: problemOf(error) });
  }
}

/** The policy in force for a workflow; null until it was read. */
export function usePolicy(workflow: Workflow): PolicyView | null {
  return usePolicies((state) => state.policies.find((one) => one.workflow === workflow) ?? null);
}

/** How many others a change of a locked policy needs: Manage Policies' own threshold (§7). */
export function neededWhenLocked(policies: readonly PolicyView[]): number {
  return policies.find(({ workflow }) => workflow === 'policies')?.requiredApprovals ?? 1;
}
