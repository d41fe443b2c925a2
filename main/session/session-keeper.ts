import type { AnyEvent } from '../../shared/contract/events';
import type { SignOutCause } from '../../shared/contract/desktop-calls';
import { sessionSchema, type NewSession, type SessionView } from '../../shared/contract/organization';
import type { OperationName, OutputOf, RawInputOf } from '../../shared/contract/operations';
import type { Problem, Result } from '../../shared/contract/problem';
import type { Caller, GovernanceApi } from '../backend/governance-api';
import type { Clocks } from './clocks';
import { SessionDeadlines } from './deadlines';
import { Entrance } from './entrance';
import { SystemInput } from './system-input';

/** The engine is told of activity at most this often; the desktop's own deadline is exact. */
const ENGINE_TOUCH_EVERY_MS = 20_000;

export interface SessionParts {
  clocks: Clocks;
  systemIdleSeconds(): number;
  callerFor(token: string | null): Caller;
  /** Somebody signed in, the session changed, or it ended (null, with its cause). */
  onChange(session: SessionView | null, cause: SignOutCause | null): void;
  /** Seconds until the idle end while the countdown runs, then null once. */
  onCountdown(secondsLeft: number | null): void;
  /**
   * Whatever was begun before a session is void, and what it left on the screen is to go: a lock, say, or nobody was there.
   * Told with every end, before it.
   */
  onVoid?(cause: SignOutCause, wasSignedIn: boolean): void;
  onEvent(event: AnyEvent): void;
  /** The engine wants another second factor before anything else (§9), and gave what opens its enrolment. */
  onEnrolmentRequired?(engine: GovernanceApi, enrolmentToken: string): void;
  logBug(what: string, error: unknown): void;
}

interface Held {
  readonly token: string;
  readonly engine: GovernanceApi;
  readonly deadlines: SessionDeadlines;
  view: SessionView;
  unsubscribe: () => void;
  countdown: number | null;
  lastTouchAt: number;
  touchedActivityAt: number;
}

/** A sign-in under way. It counts only if nothing ended sessions (a screen lock, say) since it was begun. */
export interface SignInAttempt {
  complete(engine: GovernanceApi, session: NewSession): boolean;
}

/**
 * Holds the one session of the desktop and ends it: by idle time, by its absolute end, by the machine's lock, sleep or
 * user switch, and by the engine's word (§9). The token never leaves this class but towards the engine. Fails closed:
 * an error while judging ends the session.
 */
export class SessionKeeper {
  private held: Held | null = null;
  private endings = 0;
  private idleAtEnd = Number.POSITIVE_INFINITY;
  private readonly systemInput: SystemInput;
  private readonly entrance: Entrance;

  constructor(private readonly parts: SessionParts) {
    this.systemInput = new SystemInput(() => parts.systemIdleSeconds());
    this.entrance = new Entrance(parts.clocks, this.systemInput);
  }

  /** The token to call the engine with, or null; the deadlines are judged on every question. */
  token(): string | null {
    this.judge((deadlines) => deadlines.judge());
    return this.held?.token ?? null;
  }

  beginSignIn(): SignInAttempt {
    const endingsBefore = this.endings;
    return {
      complete: (engine, session) => {
        if (this.endings !== endingsBefore) {
          this.tellEngine(engine, session.token);
          return false;
        }
        try {
          this.begin(engine, session);
        } catch (error) {
          // Half a session is none.
          this.attempt('beginning a session', () => {
            throw error;
          });
          if (this.held?.token !== session.token) this.tellEngine(engine, session.token);
          this.end('expired');
        }
        return this.held?.token === session.token;
      },
    };
  }

  /** How long nobody has touched app or system, as far as is known; of a session that ended: until then. */
  idleMs(): number {
    return this.held === null ? this.idleAtEnd : idleOf(this.held);
  }

  /** Ends the session, if there is one, and voids every sign-in under way. */
  end(cause: SignOutCause): void {
    const { held } = this;
    this.endings += 1;
    this.attempt('voiding what was begun', () => this.parts.onVoid?.(cause, held !== null));
    if (held === null) return;
    this.idleAtEnd = idleOf(held);
    this.held = null;
    this.entrance.open();
    this.attempt('unsubscribing', held.unsubscribe);
    if (cause !== 'engine-stopped') this.tellEngine(held.engine, held.token);
    if (held.countdown !== null) this.attempt('ending the countdown', () => this.parts.onCountdown(null));
    this.attempt('telling of the end', () => this.parts.onChange(null, cause));
  }

  /** Input to the app or a call that counts as activity. */
  touch(): void {
    if (this.held === null) this.entrance.touch();
    this.judge((deadlines) => {
      deadlines.markActive();
      return deadlines.judge();
    });
  }

  /** To be called every second, and at once after the machine woke. */
  tick(): void {
    if (this.held === null && this.entrance.isLeft()) this.end('idle');
    this.judge((deadlines) => deadlines.look());
    this.attempt('session.touch', () => this.touchEngine());
  }

  /** Learns from an answer of the engine: that the session is over, or how it stands now. */
  observe(token: string | null, name: string, result: Result<unknown>): void {
    const { held } = this;
    if (held === null || token !== held.token) return;
    if (!result.ok) {
      const { enrolmentToken } = result.problem;
      if (enrolmentToken !== undefined) this.parts.onEnrolmentRequired?.(held.engine, enrolmentToken);
      const cause = endOf(result.problem);
      if (cause !== null) this.end(cause);
      return;
    }
    if (name !== 'session.get' && name !== 'session.touch' && name !== 'session.stepUp') return;
    const view = sessionSchema.safeParse(result.value);
    if (view.success) this.replaceView(held, view.data);
  }

  /** Asks the engine in the session's name, which doesn't count as activity of the person; null while there is none. */
  async ask<N extends OperationName>(name: N, input: RawInputOf<N>): Promise<Result<OutputOf<N>> | null> {
    const { held } = this;
    if (held === null) return null;
    const result = await held.engine.call(name, input, this.parts.callerFor(held.token));
    this.observe(held.token, name, result);
    return result;
  }

  /** Asks the engine how the session stands, after a decision that carried a second factor. */
  async refresh(): Promise<void> {
    await this.ask('session.get', {});
  }

  private begin(engine: GovernanceApi, { token, ...view }: NewSession): void {
    const { held: before, parts } = this;
    if (before !== null) {
      this.held = null;
      this.attempt('unsubscribing', before.unsubscribe);
      this.tellEngine(before.engine, before.token);
    }
    const deadlines = new SessionDeadlines(parts.clocks, this.systemInput, {
      idleTimeoutMs: view.idleTimeoutSeconds * 1000,
      lifetimeMs: Date.parse(view.expiresAt) - parts.clocks.wall(),
    });
    const now = parts.clocks.monotonic();
    const held: Held = {
      token,
      engine,
      deadlines,
      view,
      unsubscribe: () => undefined,
      countdown: null,
      lastTouchAt: now,
      touchedActivityAt: now,
    };
    this.held = held;
    held.unsubscribe = engine.subscribe(token, (event) => {
      if (this.held === held) parts.onEvent(event);
    });
    parts.onChange(view, null);
  }

  private judge(look: (deadlines: SessionDeadlines) => ReturnType<SessionDeadlines['judge']>): void {
    const { held } = this;
    if (held === null) return;
    try {
      const verdict = look(held.deadlines);
      if (verdict.over !== null) this.end(verdict.over);
      else this.showCountdown(held, verdict.secondsLeft);
    } catch (error) {
      this.attempt('logging', () => this.parts.logBug('session deadlines', error));
      this.end('idle');
    }
  }

  private showCountdown(held: Held, secondsLeft: number | null): void {
    if (held.countdown === secondsLeft) return;
    held.countdown = secondsLeft;
    this.parts.onCountdown(secondsLeft);
  }

  private touchEngine(): void {
    const { held } = this;
    if (held === null) return;
    const activeAt = held.deadlines.lastActiveAt;
    const now = this.parts.clocks.monotonic();
    if (activeAt <= held.touchedActivityAt || now - held.lastTouchAt < ENGINE_TOUCH_EVERY_MS) return;
    held.touchedActivityAt = activeAt;
    held.lastTouchAt = now;
    held.engine
      .call('session.touch', {}, this.parts.callerFor(held.token))
      .then((result) => this.observe(held.token, 'session.touch', result))
      .catch((error: unknown) => this.parts.logBug('session.touch', error));
  }

  private replaceView(held: Held, view: SessionView): void {
    if (JSON.stringify(view) === JSON.stringify(held.view)) return;
    held.view = view;
    held.deadlines.setIdleTimeout(view.idleTimeoutSeconds * 1000);
    this.parts.onChange(view, null);
  }

  private tellEngine(engine: GovernanceApi, token: string): void {
    engine
      .call('session.delete', {}, this.parts.callerFor(token))
      .catch((error: unknown) => this.parts.logBug('session.delete', error));
  }

  /** One failing listener must not keep the rest of an ending from happening. */
  private attempt(what: string, step: () => void): void {
    try {
      step();
    } catch (error) {
      try {
        this.parts.logBug(what, error);
      } catch {
        // Nothing is left to tell.
      }
    }
  }
}

function idleOf({ deadlines }: Held): number {
  try {
    return deadlines.idleMs;
  } catch {
    // By clocks that give no number nobody was seen; judging by them ends the session and says so.
    return Number.POSITIVE_INFINITY;
  }
}

/** Which answers mean that the engine holds no such session any more. */
function endOf({ code }: Problem): SignOutCause | null {
  if (code === 'session_expired') return 'expired';
  if (code === 'factor_enrolment_required') return 'factor-required';
  return code === 'unauthenticated' ? 'revoked' : null;
}
