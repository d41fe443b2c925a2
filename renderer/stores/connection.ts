import type { ConnectionView } from '../../shared/contract/desktop-servers';
import { call } from '../api/bridge';
import { clockOrDay } from '../format/time';
import { useNow } from './clock-store';
import { receiveDesktop, useDesktop } from './desktop-store';

/** How the desktop stands to the server; null where the engine runs on this computer. */
export function useConnection(): ConnectionView | null {
  return useDesktop((state) => state.desktop?.connection ?? null);
}

/** Whether nothing can be decided or sent now. */
export function useIsOffline(): boolean {
  return useDesktop((state) => state.desktop?.connection?.status === 'offline');
}

/** Since when the server can’t be reached, as a person reads a clock; null while it can. */
export function useOfflineSince(): string | null {
  const connection = useConnection();
  const now = useNow();
  return connection?.status === 'offline' ? clockOrDay(Date.parse(connection.since), now) : null;
}

export async function tryNow(): Promise<void> {
  receiveDesktop(await call('desktop.reconnect', {}));
}
