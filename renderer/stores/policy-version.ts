import { create } from 'zustand';
import type { Workflow } from '../../shared/contract/organization';
import { onForget } from './forget';
import { showScreen } from './screen-store';

/** One version of a workflow's policy, as somebody asked to see it. */
export interface PolicyVersionPlace {
  workflow: Workflow;
  version: number;
}
interface PolicyVersionStore {
  asked: PolicyVersionPlace | null;
}
const nothing: PolicyVersionStore = { asked: null };
export const usePolicyVersion = create<PolicyVersionStore>(() => nothing);
onForget(() => usePolicyVersion.setState(nothing));

/** Opens the Policies screen with its version history at this one. */
export function showPolicyVersion(asked: PolicyVersionPlace): void {
  usePolicyVersion.setState({ asked });
  showScreen('policies');
}

/** It was shown: the screen opens as ever the next time. */
export function forgetPolicyVersion(): void {
  usePolicyVersion.setState(nothing);
}
