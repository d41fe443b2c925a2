import type { BrowserWindow } from 'electron';
import type { SessionKeeper } from '../session/session-keeper';
import type { Log } from './log';

/** So many crashes within a minute mean that loading again doesn't help. */
const CRASHES_TOLERATED = 3;
const CRASHES_WITHIN_MS = 60_000;

export interface CrashGuardParts {
  session: SessionKeeper;
  log: Log;
  /** Loading the page again doesn't help any more. */
  giveUp: () => void;
}

/** A page that crashed ends the session, since nobody knows what it was doing, and is loaded again. */
export function guardAgainstCrashes(window: BrowserWindow, { session, log, giveUp }: CrashGuardParts): void {
  let crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    session.end('engine-stopped');
    log.bug('the page crashed', { reason, exitCode });
    const now = Date.now();
    crashes = [...crashes.filter((at) => now - at < CRASHES_WITHIN_MS), now];
    if (crashes.length > CRASHES_TOLERATED) giveUp();
    // Not from inside the event: the dead process is still attached to the frame.
    else setImmediate(() => window.isDestroyed() || window.webContents.reload());
  });
}

/** An error that nobody caught leaves main in a state nobody knows: the session ends, the window stays. */
export function guardAgainstUncaught(session: SessionKeeper, log: Log): void {
  process.on('uncaughtException', (error) => {
    session.end('engine-stopped');
    log.bug('uncaught exception', error);
  });
  process.on('unhandledRejection', (reason) => log.bug('unhandled rejection', reason));
}
