import { hasSessionBus, nameIsOnBus } from '../session-bus';
import type { Platform } from '../window-look';

/** Who shows icons on Linux desktops of today, by name on the session bus. */
const WATCHER = 'org.kde.StatusNotifierWatcher';

/** Desktops that come with one, for machines where the bus can't be asked. GNOME comes without. */
const DESKTOPS_WITH_TRAY = [
  'KDE',
  'XFCE',
  'LXQt',
  'MATE',
  'X-Cinnamon',
  'Unity',
  'Budgie',
  'Deepin',
  'ubuntu',
];

/**
 * Whether there is a tray to stay in. Elsewhere a window that closes into a tray nobody sees would be an app that
 * can't be found any more.
 */
export async function trayIsAvailable(
  platform: Platform,
  env: NodeJS.ProcessEnv = process.env,
  ask: (name: string) => Promise<boolean | null> = nameIsOnBus,
): Promise<boolean> {
  if (platform !== 'linux') return true;
  if (!hasSessionBus(env)) return false;
  const answer = await ask(WATCHER);
  if (answer !== null) return answer;
  const desktops = (env['XDG_CURRENT_DESKTOP'] ?? '').split(':');
  return DESKTOPS_WITH_TRAY.some((known) => desktops.includes(known));
}
