import { beforeEach, describe, expect, test } from 'vitest';
import type { SessionEnds } from '../../shared/contract/desktop-settings';
import { MachineGuard } from '../../main/session/machine-guard';

let did: string[];
let ends: SessionEnds;
let guard: MachineGuard;
beforeEach(() => {
  did = [];
  ends = { screenLock: true, suspend: true, userSwitch: true };
  guard = new MachineGuard({
    session: { end: (cause) => did.push(`end: ${cause}`), tick: () => did.push('look') },
    ends: () => ends,
    logBug: (what) => did.push(`bug: ${what}`),
  });
});

const CASES = [
  ['screenLock', 'lock-screen', () => guard.locked()],
  ['suspend', 'suspend', () => guard.suspended()],
  ['userSwitch', 'user-switch', () => guard.switchedAway()],
] as const;

describe.each(CASES)('%s', (name, cause, happen) => {
  test('ends the session', () => {
    happen();
    expect(did).toEqual([`end: ${cause}`]);
  });

  test('doesn’t where that isn’t wanted, and is looked at all the same', () => {
    ends = { ...ends, [name]: false };
    happen();
    expect(did).toEqual(['look']);
  });

  test('is wanted by itself', () => {
    ends = { screenLock: false, suspend: false, userSwitch: false, [name]: true };
    happen();
    expect(did).toEqual([`end: ${cause}`]);
  });

  test('ends it where the choice can’t be read', () => {
    guard = new MachineGuard({
      session: { end: (why) => did.push(`end: ${why}`), tick: () => did.push('look') },
      ends: () => {
        throw new Error('the disk is gone');
      },
      logBug: (what) => did.push(`bug: ${what}`),
    });
    happen();
    expect(did).toEqual(['bug: reading what ends the session', `end: ${cause}`]);
  });
});

test('coming back has it judged at once', () => {
  guard.back();
  expect(did).toEqual(['look']);
});
