import { create } from 'zustand';
import type { CallOutput } from '../../shared/contract/bridge';
import type { Problem } from '../../shared/contract/problem';
import { call, problemOf } from '../api/bridge';
import { passkeysWork } from '../api/passkeys';
import { onForget } from './forget';

export type OwnFactors = CallOutput<'factors.list'>;

interface FactorsStore {
  /** Null until they were read the first time. */
  factors: OwnFactors | null;
  problem: Problem | null;
}
const nothing: FactorsStore = { factors: null, problem: null };
export const useFactors = create<FactorsStore>(() => nothing);
let loading: Promise<void> | null = null;
onForget(() => {
  loading = null;
  useFactors.setState(nothing);
});

/** Reads the person's own second factors; one reading at a time. */
export function loadFactors(): Promise<void> {
  loading ??= call('factors.list', {})
    .then(
      (factors) => useFactors.setState({ factors, problem: null }),
      (error: unknown) => useFactors.setState({ problem: problemOf(error) }),
    )
    .finally(() => {
      loading = null;
    });
  return loading;
}

/** What this person may pass a second factor with, here; a code until it is known. */
export function useOwnMethods(): { code: boolean; passkey: boolean } {
  const factors = useFactors((state) => state.factors);
  const accepted = factors?.items.filter((factor) => factor.accepted) ?? [];
  const passkey = passkeysWork() && accepted.some(({ kind }) => kind === 'passkey');
  return { code: !passkey || accepted.some(({ kind }) => kind === 'totp'), passkey };
}
