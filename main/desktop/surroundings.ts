import { app, clipboard, powerMonitor, type BrowserWindow } from 'electron';
import { systemClocks } from '../session/clocks';
import { startEnforcement } from '../session/enforcement';
import { MachineGuard } from '../session/machine-guard';
import { CopiedSecret } from './copied-secret';
import { connectToBus } from './dbus/bus-connection';
import { deepLinkIn } from './deep-links';
import type { Launches } from './launches';
import { followLinuxSession } from './linux-session';
import type { Log } from './log';
import { bringToFront } from './main-window';
import type { Part } from './parts';
import type { Preferences } from './preferences';
import type { Services } from './services';
import type { Platform } from './window-look';

export interface SurroundingsParts {
  window: BrowserWindow;
  platform: Platform;
  services: Services;
  preferences: Preferences;
  copied: CopiedSecret;
  launches: Launches;
  log: Log;
}

export function copiedSecret(log: Log): CopiedSecret {
  return new CopiedSecret(clipboard, systemClocks, (what, error) => log.bug(what, error));
}

/** What the machine round the app does that concerns it: lock and sleep, links, the clipboard's minute. */
export function surroundings(parts: SurroundingsParts): Part[] {
  const { services, preferences, platform, log } = parts;
  const guard = new MachineGuard({
    session: services.session,
    ends: () => preferences.sessionEnds,
    logBug: (what, error) => log.bug(what, error),
  });
  return [
    { name: 'session', start: () => startEnforcement(services.session, guard) },
    {
      name: 'screen lock',
      start: () => (platform === 'linux' ? followLock(guard, services, log) : undefined),
    },
    { name: 'clipboard', start: () => watchClipboard(parts.copied, log) },
    { name: 'connection', start: () => watchWaking(services) },
    { name: 'links', start: () => void followLinks(parts) },
  ];
}

function followLock(guard: MachineGuard, services: Services, log: Log): () => void {
  return followLinuxSession({
    env: process.env,
    pid: process.pid,
    uid: process.getuid?.() ?? 0,
    connect: (address) => connectToBus(address, process.env),
    onLocked: guard.locked,
    onSwitchedAway: guard.switchedAway,
    onBack: guard.back,
    onHearing: (machineHearing) => services.state.change({ machineHearing }),
    note: (message, detail) => log.note(message, detail),
  });
}

function watchWaking(services: Services): () => void {
  const woke = (): void => services.woke();
  powerMonitor.on('resume', woke);
  return () => void powerMonitor.off('resume', woke);
}

function watchClipboard(copied: CopiedSecret, log: Log): () => Promise<void> {
  const look = (): void => {
    copied.look().catch((error: unknown) => log.bug('clearing the clipboard', error));
  };
  powerMonitor.on('resume', look);
  return async () => {
    powerMonitor.off('resume', look);
    await copied.takeOff();
  };
}

function followLinks({ window, services, launches, platform }: SurroundingsParts): void {
  // Installers write it down for macOS and Linux; on Windows the program itself does.
  if (platform === 'win' && app.isPackaged) app.setAsDefaultProtocolClient('countersign');
  launches.listen((argv) => {
    const link = deepLinkIn(argv);
    if (link === null) return;
    if (!window.isDestroyed()) bringToFront(window);
    services.openLink(link);
  });
}
