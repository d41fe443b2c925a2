import type { DesktopState } from '../../../shared/contract/desktop-calls';

/** The icon is there for whom the app stays open: for who is signed in, and for who wants to close into it. */
export function trayIsWanted({
  trayAvailable,
  closing,
  session,
}: Pick<DesktopState, 'trayAvailable' | 'closing' | 'session'>): boolean {
  return trayAvailable && (closing === 'tray' || session !== null);
}
