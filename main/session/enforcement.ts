import { powerMonitor, type WebContents } from 'electron';
import type { MachineGuard } from './machine-guard';
import type { SessionKeeper } from './session-keeper';

const LOOK_EVERY_MS = 1000;

/** Seconds since the last input to the machine, as Electron counts them. */
export const systemIdleSeconds = (): number => powerMonitor.getSystemIdleTime();

/** Lets the keeper look once a second, and tells the guard what Electron hears of the machine. */
export function startEnforcement(keeper: SessionKeeper, guard: MachineGuard): () => void {
  const timer = setInterval(() => keeper.tick(), LOOK_EVERY_MS);
  const heard = [
    ['lock-screen', guard.locked],
    ['suspend', guard.suspended],
    ['user-did-resign-active', guard.switchedAway],
    ['resume', guard.back],
    ['unlock-screen', guard.back],
    ['user-did-become-active', guard.back],
  ] as const;
  for (const [name, act] of heard) powerMonitor.on(name as 'resume', act);
  return () => {
    clearInterval(timer);
    for (const [name, act] of heard) powerMonitor.off(name as 'resume', act);
  };
}

/** Keys, clicks, wheel and pointer over the window. The pointer's entering and leaving happens to idle windows too. */
export function watchInput(contents: WebContents, keeper: SessionKeeper): void {
  contents.on('input-event', (_event, input) => {
    if (input.type !== 'mouseEnter' && input.type !== 'mouseLeave') keeper.touch();
  });
}
