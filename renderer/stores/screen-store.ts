import { create } from 'zustand';
import { onForget } from './forget';

/** The screens of the shell. Which view the queue shows is the queue's own. */
export const SCREENS = [
  'queue',
  'people',
  'policies',
  'map',
  'accounts',
  'activity',
  'audit',
  'settings',
] as const;
export type ScreenName = (typeof SCREENS)[number];

interface ScreenStore {
  screen: ScreenName;
}
const home: ScreenStore = { screen: 'queue' };
export const useScreen = create<ScreenStore>(() => home);
onForget(() => useScreen.setState(home));

export function showScreen(screen: ScreenName): void {
  useScreen.setState({ screen });
}
