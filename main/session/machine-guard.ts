import type { SignOutCause } from '../../shared/contract/desktop-calls';
import type { SessionEnds } from '../../shared/contract/desktop-settings';
import type { SessionKeeper } from './session-keeper';

export interface MachineGuardParts {
  session: Pick<SessionKeeper, 'end' | 'tick'>;
  /** What the person chose; read anew each time. */
  ends(): SessionEnds;
  logBug(what: string, error: unknown): void;
}

/**
 * Ends the session with the machine's own lock, sleep or user switch, where that is wanted (desktop.md, Session). Each
 * may be told several times: logind's signals arrive in pairs. Fails closed: where the choice can't be read, it ends.
 */
export class MachineGuard {
  constructor(private readonly parts: MachineGuardParts) {}

  readonly locked = (): void => this.endIf('screenLock', 'lock-screen');
  readonly suspended = (): void => this.endIf('suspend', 'suspend');
  readonly switchedAway = (): void => this.endIf('userSwitch', 'user-switch');
  /** What passed meanwhile is judged at once. */
  readonly back = (): void => this.parts.session.tick();

  private endIf(which: keyof SessionEnds, cause: SignOutCause): void {
    const { session } = this.parts;
    try {
      if (!this.parts.ends()[which]) {
        session.tick();
        return;
      }
    } catch (error) {
      this.parts.logBug('reading what ends the session', error);
    }
    session.end(cause);
  }
}
