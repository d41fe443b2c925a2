import type { Clocks } from './clocks';
import { SessionDeadlines, type Verdict } from './deadlines';
import type { SystemInput } from './system-input';

/** As long as a session may idle where nobody chose otherwise (§9): which organization's time would count isn't known yet. */
const IDLE_MS = 15 * 60_000;

/**
 * While nobody is signed in: a key just shown, recovery codes, a password half typed stand on the screen all the same.
 * Whoever leaves them there is taken to have gone, as after signing in.
 */
export class Entrance {
  private deadlines: SessionDeadlines;

  constructor(
    private readonly clocks: Clocks,
    private readonly systemInput: SystemInput,
  ) {
    this.deadlines = this.begun();
  }

  /** Somebody stands before it anew. */
  open(): void {
    this.deadlines = this.begun();
  }

  touch(): void {
    this.deadlines.markActive();
  }

  /** Whether everybody has gone since it was last asked. */
  isLeft(): boolean {
    if (this.verdict().over === null) return false;
    this.open();
    return true;
  }

  /** Where the machine can't be asked for its input, that to the app alone counts. */
  private verdict(): Verdict {
    try {
      return this.deadlines.look();
    } catch {
      return this.deadlines.judge();
    }
  }

  private begun(): SessionDeadlines {
    const terms = { idleTimeoutMs: IDLE_MS, lifetimeMs: Number.MAX_SAFE_INTEGER };
    return new SessionDeadlines(this.clocks, this.systemInput, terms);
  }
}
