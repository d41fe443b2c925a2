import { create } from 'zustand';
import type { Workflow } from '../../shared/contract/organization';
import type { PolicyView } from '../../shared/contract/policies';
import { call } from '../api/bridge';
import { everyPage } from './every-page';
import { onForget } from './forget';

interface PoliciesStore {
  policies: readonly PolicyView[];
}
export const usePolicies = create<PoliciesStore>(() => ({ policies: [] }));
onForget(() => usePolicies.setState({ policies: [] }));

export async function loadPolicies(): Promise<void> {
  try {
    usePolicies.setState({ policies: await everyPage((page) => call('policies.list', page)) });
  } catch {
    // They only colour the words; whatever is sent is judged by the engine.
  }
}

/** The policy in force for a workflow; null until it was read. */
export function usePolicy(workflow: Workflow): PolicyView | null {
  return usePolicies((state) => state.policies.find((one) => one.workflow === workflow) ?? null);
}
