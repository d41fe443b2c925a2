import { elapsedMs, readClocks, type Clocks, type Instant } from './clocks';
import type { SystemInput } from './system-input';

/** How long before the idle end the countdown starts (desktop.md, Session); shorter where the timeout is short. */
const COUNTDOWN_MS = 60_000;

export interface SessionTerms {
  idleTimeoutMs: number;
  /** Milliseconds from now until the absolute end. */
  lifetimeMs: number;
}

export type Verdict = { over: 'idle' | 'expired' } | { over: null; secondsLeft: number | null };

/** The idle and the absolute end of one session. Pure but for the clocks it is given. */
export class SessionDeadlines {
  private readonly begun: Instant;
  private lastActive: Instant;
  private lastLook: Instant;
  private idleTimeoutMs: number;

  constructor(
    private readonly clocks: Clocks,
    private readonly systemInput: SystemInput,
    private readonly terms: SessionTerms,
  ) {
    if (!(terms.idleTimeoutMs > 0) || !(terms.lifetimeMs > 0))
      throw new Error('a session needs time to live');
    this.idleTimeoutMs = terms.idleTimeoutMs;
    this.begun = readClocks(clocks);
    this.lastActive = this.begun;
    this.lastLook = this.begun;
  }

  /** The organization's idle timeout was changed while the session runs. */
  setIdleTimeout(milliseconds: number): void {
    if (milliseconds > 0) this.idleTimeoutMs = milliseconds;
  }

  /** Input to the app, or a call that counts. Does nothing once the time is over. */
  markActive(): void {
    if (this.judge().over === null) this.lastActive = readClocks(this.clocks);
  }

  /** When the person was last seen active, by the monotonic clock. */
  get lastActiveAt(): number {
    return this.lastActive.monotonic;
  }

  /** How long nobody has been seen, by whichever clock says more. */
  get idleMs(): number {
    return elapsedMs(this.lastActive, readClocks(this.clocks));
  }

  /** Judges by what is known now; asks nobody. */
  judge(): Verdict {
    const now = readClocks(this.clocks);
    if (elapsedMs(this.begun, now) >= this.terms.lifetimeMs) return { over: 'expired' };
    const left = this.idleTimeoutMs - elapsedMs(this.lastActive, now);
    if (left <= 0) return { over: 'idle' };
    const countdown = Math.min(COUNTDOWN_MS, this.idleTimeoutMs / 2);
    return { over: null, secondsLeft: left <= countdown ? Math.ceil(left / 1000) : null };
  }

  /**
   * The look of every second. What has passed is judged *before* the system is asked for input: time asleep counts,
   * and the keypress that woke the machine doesn't bring a session back.
   */
  look(): Verdict {
    const now = readClocks(this.clocks);
    const awakeMs = now.monotonic - this.lastLook.monotonic;
    this.lastLook = now;
    const verdict = this.judge();
    if (verdict.over !== null) return verdict;
    // One second more than the gap: the platform counts whole seconds.
    const ago = this.systemInput.lastInputWithin(awakeMs + 1000);
    if (ago !== null) this.creditInput({ wall: now.wall - ago, monotonic: now.monotonic - ago });
    return this.judge();
  }

  private creditInput(at: Instant): void {
    if (at.monotonic > this.lastActive.monotonic) this.lastActive = at;
  }
}
