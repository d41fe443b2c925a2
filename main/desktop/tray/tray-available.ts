import type { Found } from '../bus-services';

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
 * Whether a Linux desktop has a tray to stay in. Without one, a window that closes into it would be an app that can't be
 * found any more.
 * @param found who shows its icons; null where the bus can't be asked
 */
export function hasTray(found: Found | null, env: NodeJS.ProcessEnv = process.env): boolean {
  if (found !== null) return found.running;
  const desktops = (env['XDG_CURRENT_DESKTOP'] ?? '').split(':');
  return DESKTOPS_WITH_TRAY.some((known) => desktops.includes(known));
}
