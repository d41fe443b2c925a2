import { powerMonitor, type WebContents } from 'electron';
import type { SessionKeeper } from './session-keeper';

const LOOK_EVERY_MS = 1000;

/** Seconds since the last input to the machine, as Electron counts them. */
export const systemIdleSeconds = (): number => powerMonitor.getSystemIdleTime();

/**
 * Lets the keeper look once a second and ends the session with the machine's own lock, sleep or user switch. Every
 * handler may run twice: logind's signals arrive in pairs.
 */
export function startEnforcement(keeper: SessionKeeper): () => void {
  const timer = setInterval(() => keeper.tick(), LOOK_EVERY_MS);
  const locked = (): void => keeper.end('lock-screen');
  const suspended = (): void => keeper.end('suspend');
  const woke = (): void => keeper.tick();
  powerMonitor.on('lock-screen', locked);
  powerMonitor.on('user-did-resign-active', locked);
  powerMonitor.on('suspend', suspended);
  powerMonitor.on('resume', woke);
  powerMonitor.on('unlock-screen', woke);
  return () => {
    clearInterval(timer);
    powerMonitor.off('lock-screen', locked);
    powerMonitor.off('user-did-resign-active', locked);
    powerMonitor.off('suspend', suspended);
    powerMonitor.off('resume', woke);
    powerMonitor.off('unlock-screen', woke);
  };
}

/** Keys, clicks, wheel and pointer over the window. The pointer's entering and leaving happens to idle windows too. */
export function watchInput(contents: WebContents, keeper: SessionKeeper): void {
  contents.on('input-event', (_event, input) => {
    if (input.type !== 'mouseEnter' && input.type !== 'mouseLeave') keeper.touch();
  });
}
