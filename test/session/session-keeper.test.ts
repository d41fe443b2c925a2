import { beforeEach, describe, expect, test } from 'vitest';
import type { SignOutCause } from '../../shared/contract/desktop-calls';
import type { SessionView } from '../../shared/contract/organization';
import { problem } from '../../shared/contract/problem';
import { SessionKeeper } from '../../main/session/session-keeper';
import { aSession, FakeClocks, FakeEngine, settled } from './fakes';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

let clocks: FakeClocks;
let engine: FakeEngine;
let systemIdle: () => number;
let changes: [SessionView | null, SignOutCause | null][];
let countdown: (number | null)[];
let bugs: unknown[];
let events: unknown[];
let keeper: SessionKeeper;

beforeEach(() => {
  clocks = new FakeClocks();
  engine = new FakeEngine();
  // A platform that counts, and a person who left the machine long ago.
  systemIdle = () => 3600;
  [changes, countdown, bugs, events] = [[], [], [], []];
  keeper = new SessionKeeper({
    clocks,
    systemIdleSeconds: () => systemIdle(),
    callerFor: (token) => ({ token, device: 'test', address: 'local' }),
    onChange: (view, cause) => changes.push([view, cause]),
    onCountdown: (secondsLeft) => countdown.push(secondsLeft),
    onEvent: (event) => events.push(event),
    logBug: (_what, error) => bugs.push(error),
  });
});

function signIn(over: Parameters<typeof aSession>[1] = {}): boolean {
  return keeper.beginSignIn().complete(engine, aSession(clocks, over));
}

/** Ticks once a second, as the app does. */
function pass(milliseconds: number): void {
  for (let gone = 0; gone < milliseconds; gone += SECOND) {
    clocks.pass(SECOND);
    keeper.tick();
  }
}

const lastCause = (): SignOutCause | null | undefined => changes.at(-1)?.[1];

describe('what is told', () => {
  test('never holds the token', () => {
    signIn();
    expect(changes).toHaveLength(1);
    expect(JSON.stringify(changes)).not.toContain('token-of-the-session');
    expect(keeper.token()).toBe('token-of-the-session');
  });

  test('an event of the session is passed on while it lives, and not after', () => {
    signIn();
    const [listener] = [...engine.listeners];
    const event = { name: 'policy.changed', payload: { workflow: 'withdrawals' } } as const;
    listener?.(event);
    keeper.end('user');
    listener?.(event);
    expect(events).toEqual([event]);
    expect(engine.listeners.size).toBe(0);
  });
});

describe('idle', () => {
  test('is how long nobody touched anything, also once the session is over', () => {
    signIn();
    expect(keeper.idleMs()).toBe(0);
    clocks.pass(40_000);
    expect(keeper.idleMs()).toBe(40_000);
    keeper.touch();
    clocks.pass(7000);
    keeper.end('user');
    clocks.pass(1000);
    expect(keeper.idleMs()).toBe(7000);
  });

  test('ends after the timeout without any input, and tells the engine', () => {
    signIn();
    pass(15 * MINUTE - SECOND);
    expect(keeper.token()).not.toBeNull();
    pass(SECOND);
    expect(keeper.token()).toBeNull();
    expect(lastCause()).toBe('idle');
    expect(engine.named('session.delete')).toEqual([
      expect.objectContaining({ token: 'token-of-the-session' }),
    ]);
  });

  test('counts down the last minute, second by second, and stops when the person comes back', () => {
    signIn();
    pass(14 * MINUTE - SECOND);
    expect(countdown).toEqual([]);
    pass(3 * SECOND);
    expect(countdown).toEqual([60, 59, 58]);
    keeper.touch();
    expect(countdown).toEqual([60, 59, 58, null]);
    pass(14 * MINUTE - SECOND);
    expect(countdown).toHaveLength(4);
  });

  test('with a timeout of one minute counts down its second half', () => {
    signIn({ idleTimeoutSeconds: 60 });
    pass(29 * SECOND);
    expect(countdown).toEqual([]);
    pass(SECOND);
    expect(countdown).toEqual([30]);
  });

  test('the end stops the countdown too', () => {
    signIn();
    pass(15 * MINUTE);
    expect(countdown.at(-1)).toBeNull();
    expect(countdown.at(-2)).toBe(1);
  });

  test('input to another program keeps the session', () => {
    signIn();
    systemIdle = () => 5;
    pass(2 * SECOND);
    systemIdle = () => 0;
    pass(40 * MINUTE);
    expect(keeper.token()).not.toBeNull();
  });

  test('a platform that always says 0 is not believed', () => {
    systemIdle = () => 0;
    signIn();
    pass(15 * MINUTE);
    expect(lastCause()).toBe('idle');
  });

  test('touching after the deadline brings nothing back', () => {
    signIn();
    clocks.pass(15 * MINUTE);
    keeper.touch();
    expect(keeper.token()).toBeNull();
    expect(lastCause()).toBe('idle');
  });

  test('a timer that stands still is no way around: every question judges', () => {
    signIn();
    clocks.pass(15 * MINUTE);
    expect(keeper.token()).toBeNull();
  });
});

describe('clocks', () => {
  test('time asleep counts, though the monotonic clock stood still', () => {
    signIn();
    pass(10 * MINUTE);
    clocks.sleep(5 * MINUTE);
    // The keypress that woke the machine.
    systemIdle = () => 0;
    keeper.tick();
    expect(lastCause()).toBe('idle');
  });

  test('old input before a short sleep doesn’t look recent after it', () => {
    signIn();
    systemIdle = () => 5;
    keeper.tick();
    systemIdle = () => 3;
    clocks.sleep(10 * MINUTE);
    keeper.tick();
    clocks.pass(4 * MINUTE + 59 * SECOND);
    expect(keeper.token()).not.toBeNull();
    clocks.pass(SECOND);
    expect(keeper.token()).toBeNull();
  });

  test('setting the wall clock back gains nothing', () => {
    signIn();
    pass(10 * MINUTE);
    clocks.setWallBack(60 * MINUTE);
    pass(5 * MINUTE);
    expect(lastCause()).toBe('idle');
  });

  test('a clock that gives no number ends the session', () => {
    signIn();
    clocks.wallNow = Number.NaN;
    keeper.tick();
    expect(keeper.token()).toBeNull();
    expect(bugs).toHaveLength(1);
  });

  test('an idle source that fails ends the session', () => {
    signIn();
    systemIdle = () => {
      throw new Error('no display');
    };
    clocks.pass(SECOND);
    keeper.tick();
    expect(keeper.token()).toBeNull();
  });
});

describe('the absolute end', () => {
  const hour = { expiresAt: new Date(Date.UTC(2026, 0, 5, 10)).toISOString() };

  test('comes however active the person is', () => {
    signIn(hour);
    for (let minute = 0; minute < 60; minute += 1) {
      expect(keeper.token()).not.toBeNull();
      clocks.pass(MINUTE);
      keeper.touch();
    }
    expect(keeper.token()).toBeNull();
    expect(lastCause()).toBe('expired');
  });

  test('is not put off by setting the wall clock back', () => {
    signIn(hour);
    clocks.setWallBack(30 * MINUTE);
    for (let minute = 0; minute < 60; minute += 1) {
      clocks.pass(MINUTE);
      keeper.touch();
    }
    expect(lastCause()).toBe('expired');
  });

  test('a session that is over before it begins isn’t begun', () => {
    expect(signIn({ expiresAt: new Date(clocks.wall() - 1).toISOString() })).toBe(false);
    expect(keeper.token()).toBeNull();
    expect(engine.named('session.delete')).toHaveLength(1);
  });
});

describe('the machine', () => {
  test.each<SignOutCause>(['lock-screen', 'suspend'])('%s ends at once; twice does no harm', (cause) => {
    signIn();
    keeper.end(cause);
    keeper.end(cause);
    expect(lastCause()).toBe(cause);
    expect(changes).toHaveLength(2);
    expect(engine.named('session.delete')).toHaveLength(1);
  });

  test('a lock while a sign-in is under way voids it, and the engine is told', () => {
    const attempt = keeper.beginSignIn();
    keeper.end('lock-screen');
    expect(attempt.complete(engine, aSession(clocks))).toBe(false);
    expect(keeper.token()).toBeNull();
    expect(engine.named('session.delete')).toHaveLength(1);
  });

  test('signing in as somebody else ends the session before', () => {
    signIn();
    signIn({ token: 'token-of-the-second' });
    expect(engine.named('session.delete')).toEqual([
      expect.objectContaining({ token: 'token-of-the-session' }),
    ]);
    expect(keeper.token()).toBe('token-of-the-second');
    expect(engine.listeners.size).toBe(1);
  });
});

describe('the engine', () => {
  test('is touched at most every 20 s while the person is active, and never while not', async () => {
    signIn();
    for (let second = 0; second < 60; second += 1) {
      keeper.touch();
      pass(SECOND);
    }
    expect(engine.named('session.touch')).toHaveLength(3);
    pass(25 * SECOND);
    // The activity since the last touch is still told, once.
    expect(engine.named('session.touch').length).toBeLessThanOrEqual(4);
    const told = engine.named('session.touch').length;
    pass(5 * MINUTE);
    expect(engine.named('session.touch')).toHaveLength(told);
    await settled();
  });

  test.each([
    ['session_expired', 'expired'],
    ['unauthenticated', 'revoked'],
  ] as const)('%s ends the session as %s', (code, cause) => {
    signIn();
    keeper.observe('token-of-the-session', 'requests.list', { ok: false, problem: problem(code, 'x') });
    expect(lastCause()).toBe(cause);
  });

  test('an answer to an older session’s call ends nothing', () => {
    signIn();
    keeper.observe('another-token', 'requests.list', { ok: false, problem: problem('unauthenticated', 'x') });
    keeper.observe(null, 'health.get', { ok: false, problem: problem('unauthenticated', 'x') });
    expect(keeper.token()).not.toBeNull();
  });

  test('that stopped isn’t told of the end', () => {
    signIn();
    keeper.end('engine-stopped');
    expect(engine.calls).toEqual([]);
    expect(lastCause()).toBe('engine-stopped');
  });

  test('tells of a step-up, and the page learns it', () => {
    signIn();
    const { token: _token, ...view } = aSession(clocks, {
      stepUpUntil: new Date(clocks.wall() + 400_000).toISOString(),
    });
    keeper.observe('token-of-the-session', 'session.stepUp', { ok: true, value: view });
    expect(changes.at(-1)?.[0]?.stepUpUntil).toBe(view.stepUpUntil);
  });

  test('a shorter timeout counts from now on', () => {
    signIn();
    const { token: _token, ...view } = aSession(clocks, { idleTimeoutSeconds: 60 });
    keeper.observe('token-of-the-session', 'session.get', { ok: true, value: view });
    pass(MINUTE);
    expect(lastCause()).toBe('idle');
  });

  test('that can’t be subscribed to gives no session', () => {
    engine.subscribe = () => {
      throw new Error('closed');
    };
    expect(signIn()).toBe(false);
    expect(keeper.token()).toBeNull();
    expect(bugs).toHaveLength(1);
  });

  test('listeners that fail don’t keep a session alive', () => {
    keeper = new SessionKeeper({
      clocks,
      systemIdleSeconds: () => 3600,
      callerFor: (token) => ({ token, device: 'test', address: 'local' }),
      onChange: (view) => {
        if (view === null) throw new Error('the window is gone');
      },
      onCountdown: () => {
        throw new Error('the window is gone');
      },
      onEvent: () => undefined,
      logBug: () => {
        throw new Error('the disk is full');
      },
    });
    signIn();
    pass(15 * MINUTE);
    expect(keeper.token()).toBeNull();
  });
});
