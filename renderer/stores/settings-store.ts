import { create } from 'zustand';
import type { CallInput } from '../../shared/contract/bridge';
import type { Problem } from '../../shared/contract/problem';
import { call, problemOf } from '../api/bridge';
import { receiveDesktop } from './desktop-store';
import { onForget } from './forget';
import { keepsPlace } from './kept';

interface SettingsStore {
  /** The section that is read; the first one unless another was chosen. */
  section: string | null;
  /** Why the last choice couldn’t be kept. */
  problem: Problem | null;
}
export const useSettings = create<SettingsStore>(() => ({ section: null, problem: null }));
onForget(() => useSettings.setState({ section: null, problem: null }));
keepsPlace(
  () => useSettings.getState().section,
  (section) => useSettings.setState({ section }),
);

export function showSection(section: string): void {
  useSettings.setState({ section, problem: null });
}

type Keeping =
  | 'desktop.setAppearance'
  | 'desktop.setClosing'
  | 'desktop.setNotifications'
  | 'desktop.setSessionEnds'
  | 'desktop.setStartAtLogin';

/** Keeps one choice. What couldn’t be kept is said on the screen, and stays as it was. */
export async function keepSetting<N extends Keeping>(name: N, input: CallInput<N>): Promise<void> {
  useSettings.setState({ problem: null });
  try {
    receiveDesktop(await call(name, input));
  } catch (error) {
    useSettings.setState({ problem: problemOf(error) });
  }
}
