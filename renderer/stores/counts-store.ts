import { create } from 'zustand';
import { call } from '../api/bridge';
import type { CallOutput } from '../../shared/contract/bridge';
import { onForget } from './forget';

interface CountsStore {
  counts: CallOutput<'requests.counts'> | null;
}
export const useCounts = create<CountsStore>(() => ({ counts: null }));
onForget(() => useCounts.setState({ counts: null }));

let planned: ReturnType<typeof setTimeout> | undefined;

export async function loadCounts(): Promise<void> {
  try {
    useCounts.setState({ counts: await call('requests.counts', {}) });
  } catch {
    // A count that can't be had is left as it was; the list says when the engine doesn't answer.
  }
}

/** Counts again soon; a burst of events costs one call. */
export function planCounts(): void {
  clearTimeout(planned);
  planned = setTimeout(() => void loadCounts(), 120);
}
onForget(() => clearTimeout(planned));
