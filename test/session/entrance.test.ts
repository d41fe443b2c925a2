import { beforeEach, describe, expect, test } from 'vitest';
import type { SignOutCause } from '../../shared/contract/desktop-calls';
import { SessionKeeper } from '../../main/session/session-keeper';
import { aSession, FakeClocks, FakeEngine } from './fakes';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

let clocks: FakeClocks;
let engine: FakeEngine;
let systemIdle: () => number;
let changes: unknown[];
let bugs: unknown[];
let voided: [cause: SignOutCause, wasSignedIn: boolean][];
let keeper: SessionKeeper;

beforeEach(() => {
  clocks = new FakeClocks();
  engine = new FakeEngine();
  systemIdle = () => 3600;
  [changes, bugs, voided] = [[], [], []];
  keeper = new SessionKeeper({
    clocks,
    systemIdleSeconds: () => systemIdle(),
    callerFor: (token) => ({ token, device: 'test', address: 'local' }),
    onChange: (...change) => changes.push(change),
    onCountdown: () => undefined,
    onVoid: (cause, wasSignedIn) => voided.push([cause, wasSignedIn]),
    onEvent: () => undefined,
    logBug: (_what, error) => bugs.push(error),
  });
});

const signIn = (): boolean => keeper.beginSignIn().complete(engine, aSession(clocks));

/** Ticks once a second, as the app does. */
function pass(milliseconds: number): void {
  for (let gone = 0; gone < milliseconds; gone += SECOND) {
    clocks.pass(SECOND);
    keeper.tick();
  }
}

describe('before anybody signs in', () => {
  test('nobody at the machine for a quarter of an hour voids what was begun, each time', () => {
    pass(15 * MINUTE - SECOND);
    expect(voided).toEqual([]);
    pass(SECOND);
    expect(voided).toEqual([['idle', false]]);
    pass(15 * MINUTE);
    expect(voided).toHaveLength(2);
    expect(changes).toEqual([]);
  });

  test.each([
    ['to the app', () => keeper.touch()],
    ['to the system', () => (systemIdle = () => 0)],
  ])('input %s puts that off', (_what, someInput) => {
    pass(10 * MINUTE);
    someInput();
    pass(10 * MINUTE);
    expect(voided).toEqual([]);
  });

  test('time asleep counts, and where the machine can’t be asked, input to the app does', () => {
    systemIdle = () => {
      throw new Error('no idle time here');
    };
    pass(MINUTE);
    clocks.sleep(20 * MINUTE);
    keeper.tick();
    expect(voided).toEqual([['idle', false]]);
    pass(5 * MINUTE);
    expect(voided).toHaveLength(1);
    expect(bugs).toEqual([]);
  });

  test('a lock voids it at once, and a sign-in under way with it', () => {
    const attempt = keeper.beginSignIn();
    keeper.end('lock-screen');
    expect(voided).toEqual([['lock-screen', false]]);
    expect(attempt.complete(engine, aSession(clocks))).toBe(false);
  });

  test('the time runs anew from the end of a session', () => {
    pass(14 * MINUTE);
    signIn();
    keeper.end('user');
    expect(voided).toEqual([['user', true]]);
    pass(2 * MINUTE);
    expect(voided).toHaveLength(1);
  });
});
