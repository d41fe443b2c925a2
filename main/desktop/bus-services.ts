import { sessionBusAddress } from './dbus/bus-address';
import type { Bus } from './dbus/bus-connection';
import { BUS, hasOwner, isStartable } from './dbus/bus-names';
import { keepListening } from './dbus/keep-listening';
import { hasSessionBus } from './session-bus';

/** Who shows notifications on Linux, and who shows icons in a tray, by their names on the session bus. */
export const NOTIFICATIONS = 'org.freedesktop.Notifications';
export const TRAY_WATCHER = 'org.kde.StatusNotifierWatcher';

/** How a service stands on the bus. */
export interface Found {
  running: boolean;
  /** The bus starts it once somebody calls it. */
  startable: boolean;
}

export interface BusServiceParts {
  env: NodeJS.ProcessEnv;
  names: readonly string[];
  connect(address: string): Promise<Bus>;
  /** At first, and whenever it begins or ends; null where the bus can’t be asked. */
  onFound(name: string, found: Found | null): void;
  /** Whatever it was showing is gone. */
  onEnded(name: string): void;
  note(message: string, detail: string | null): void;
}

/**
 * Follows whether services of the desktop are there: at login the app may well be up before they are, and they restart.
 * Where there is no bus nothing is followed.
 * @returns stops following
 */
export function followBusServices(parts: BusServiceParts): () => void {
  const { env, names } = parts;
  const address = sessionBusAddress(env);
  if (address === null || !hasSessionBus(env)) return () => undefined;
  let everAsked = false;

  const listen = async (bus: Bus): Promise<void> => {
    bus.onSignal(({ interface: from, member, body }) => {
      const [name, before, after] = body;
      if (from !== BUS || member !== 'NameOwnerChanged' || typeof name !== 'string') return;
      if (!names.includes(name)) return;
      if (before !== '') parts.onEnded(name);
      // A bus that is lost meanwhile is asked anew.
      void tell(bus, name, after !== '').catch(() => undefined);
    });
    for (const name of names) {
      const rule = `type='signal',sender='${BUS}',interface='${BUS}',member='NameOwnerChanged',arg0='${name}'`;
      await bus.match(rule);
      await tell(bus, name, await hasOwner(bus, name));
    }
    everAsked = true;
  };
  /** One that isn’t running counts all the same where the bus would start it. */
  const tell = async (bus: Bus, name: string, running: boolean): Promise<void> => {
    parts.onFound(name, { running, startable: !running && (await isStartable(bus, name)) });
  };
  return keepListening({
    address,
    connect: async (to) => {
      try {
        return await parts.connect(to);
      } catch (error) {
        if (!everAsked) for (const name of names) parts.onFound(name, null);
        throw error;
      }
    },
    listen,
    note: (message, detail) => parts.note(message, detail),
  });
}
