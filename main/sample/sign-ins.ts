import { generateSync } from 'otplib';
import type { Caller, GovernanceApi } from '../backend/governance-api';
import { ask } from './answers';
import type { SettableClock } from './types';

/** One person's credentials and the session they hold, if any. */
interface Badge {
  email: string;
  password: string;
  totpSecret: string;
  device: string;
  session: { token: string; begunAt: number; lastActiveAt: number; secondFactorAt: number } | null;
  /** The 30-second step of the last code used: the engine takes each once (§9). */
  lastTotpStep: number;
}

const MINUTE = 60_000;
const TOTP_STEP = 30_000;
// A margin below the engine's own limits: 15 minutes idle, 12 hours in all, 5 minutes for a second factor (§6, §9).
const IDLE = 14 * MINUTE;
const LIFETIME = 11 * 60 * MINUTE;
const SECOND_FACTOR_COUNTS = 4 * MINUTE;

/** Signs the sample's people in and out through the ordinary door, as the story's clock goes by. */
export class SignIns<Key extends string> {
  readonly #api: GovernanceApi;
  readonly #clock: SettableClock;
  readonly #badges = new Map<Key, Badge>();

  constructor(api: GovernanceApi, clock: SettableClock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** Takes up somebody whose authenticator is to be enrolled: the first code confirms it and begins a session. */
  async enrol(
    key: Key,
    credentials: Pick<Badge, 'email' | 'password' | 'totpSecret' | 'device'>,
    enrolmentToken: string,
  ) {
    const badge: Badge = { ...credentials, session: null, lastTotpStep: -1 };
    this.#badges.set(key, badge);
    const code = this.#nextCode(badge);
    const caller = this.#callerOf(badge);
    const { session } = await ask(
      this.#api,
      'enrolment.totp',
      { enrolmentToken, code },
      caller,
      `Enrol ${key}`,
    );
    this.#begin(badge, session.token);
  }

  /** A caller with a live session and a second factor that still counts; signs in or steps up where it must. */
  async as(key: Key): Promise<Caller> {
    const badge = this.#badges.get(key);
    if (badge === undefined) throw new Error(`${key} has no credentials yet`);
    const { session } = badge;
    const now = this.#clock.now();
    if (session === null || now - session.lastActiveAt > IDLE || now - session.begunAt > LIFETIME) {
      await this.#signIn(key, badge);
    } else {
      if (now - session.secondFactorAt > SECOND_FACTOR_COUNTS) {
        const totp = this.#nextCode(badge);
        await ask(this.#api, 'session.stepUp', { totp }, this.#callerOf(badge), `Step up ${key}`);
        session.secondFactorAt = this.#clock.now();
      }
      session.lastActiveAt = this.#clock.now();
    }
    return this.#callerOf(badge);
  }

  /** Ends whatever sessions are left, so that the sample begins with nobody signed in. */
  async signOutAll(): Promise<void> {
    for (const badge of this.#badges.values()) {
      if (badge.session === null) continue;
      // An expired session is as good as none; its problem doesn't matter.
      await this.#api.call('session.delete', {}, this.#callerOf(badge));
      badge.session = null;
    }
  }

  async #signIn(key: Key, badge: Badge): Promise<void> {
    badge.session = null;
    const { email, password } = badge;
    const totp = this.#nextCode(badge);
    const created = await ask(
      this.#api,
      'session.create',
      { email, password, totp },
      this.#callerOf(badge),
      `Sign in ${key}`,
    );
    this.#begin(badge, created.token);
  }

  #begin(badge: Badge, token: string): void {
    const at = this.#clock.now();
    badge.session = { token, begunAt: at, lastActiveAt: at, secondFactorAt: at };
  }

  /** The code the authenticator shows; waits for the next one where this one is used up. */
  #nextCode(badge: Badge): string {
    const step = Math.max(Math.floor(this.#clock.now() / TOTP_STEP), badge.lastTotpStep + 1);
    if (step * TOTP_STEP > this.#clock.now()) this.#clock.set(step * TOTP_STEP);
    badge.lastTotpStep = step;
    return generateSync({ secret: badge.totpSecret, epoch: Math.floor(this.#clock.now() / 1000) });
  }

  #callerOf(badge: Badge): Caller {
    return { token: badge.session?.token ?? null, device: badge.device, address: 'local' };
  }
}
