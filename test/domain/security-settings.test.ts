import { describe, expect, it } from 'vitest';
import type { State } from '../../shared/domain/state';
import {
  aMember,
  drawnOrganization,
  memberId,
  passkey,
  personOf,
  started,
  workOn,
} from './drawn-organization';
import { comesTo } from './what-it-comes-to';

const people = [
  aMember('dan', ['access approve', 'policies approve', 'withdrawals approve', 'addresses approve']),
  aMember('pia', ['policies execute']),
];

const organization = (policies: object = {}): State => drawnOrganization({ people, policies });

describe('security settings', () => {
  const session = (state: State, params: object): string =>
    comesTo(state, 'owner', 'security.session.change', { baseVersion: 1, ...params });
  const signIn = (state: State, by: string, signInPolicy: string, baseVersion = 1): string =>
    comesTo(state, by, 'security.sign-in.change', { signInPolicy, baseVersion });
  const locked = (): State => organization({ withdrawals: { locked: true } });

  it('of sessions wait where they loosen, while anything is locked', () => {
    expect(session(organization(), { idleTimeoutMinutes: 16 })).toBe('completes');
    expect(session(locked(), { idleTimeoutMinutes: 16 })).toBe('ring_change');
    expect(session(locked(), { absoluteTimeoutHours: 13 })).toBe('ring_change');
    expect(session(locked(), { idleTimeoutMinutes: 14, absoluteTimeoutHours: 13 })).toBe('ring_change');
    expect(session(locked(), { idleTimeoutMinutes: 15, absoluteTimeoutHours: 12 })).toBe('completes');
    expect(session(locked(), { idleTimeoutMinutes: 14 })).toBe('completes');
    expect(session(locked(), { absoluteTimeoutHours: 11 })).toBe('completes');
    expect(session(organization(), {})).toBe('validation_failed');
    expect(session(organization(), { idleTimeoutMinutes: 14, baseVersion: 2 })).toBe('conflict');
  });

  it('of sign-in wait where they loosen, while anything is locked', () => {
    const onlyPasskeys = (policies = {}): State => {
      const state = drawnOrganization({ people, policies, signInPolicy: 'passkey' });
      const dan = personOf(state, 'dan');
      state.members.set(dan.id, { ...dan, factors: [passkey] });
      return state;
    };
    expect(signIn(onlyPasskeys(), 'owner', 'authenticator-or-passkey')).toBe('completes');
    const ringed = onlyPasskeys({ withdrawals: { locked: true } });
    expect(signIn(ringed, 'owner', 'authenticator-or-passkey')).toBe('ring_change');
    expect(signIn(organization(), 'owner', 'passkey')).toBe('completes');
    expect(signIn(organization(), 'owner', 'passkey', 2)).toBe('conflict');
    expect(signIn(organization(), 'owner', 'authenticator-or-passkey')).toBe('conflict');
    expect(signIn(locked(), 'owner', 'passkey')).toBe('coverage_insufficient');
    const covered = locked();
    covered.members.set(memberId('dan'), { ...personOf(covered, 'dan'), factors: [passkey] });
    expect(signIn(covered, 'owner', 'passkey')).toBe('completes');
  });

  it('of sign-in need a passkey of who makes them the only way in, and of nobody else', () => {
    const state = drawnOrganization({ people, signInPolicy: 'passkey' });
    expect(signIn(organization(), 'pia', 'passkey')).toBe('conflict');
    expect(signIn(state, 'pia', 'authenticator-or-passkey')).toBe('completes');
  });

  it('are shown before and after, and applied', () => {
    const work = workOn(organization());
    const change = { baseVersion: 1, absoluteTimeoutHours: 24 };
    const request = started(work, 'owner', 'security.session.change', change);
    const before = { idleTimeoutMinutes: 15, absoluteTimeoutHours: 12 };
    const after = { ...before, absoluteTimeoutHours: 24 };
    expect(request).toMatchObject({
      result: { version: 2 },
      view: { params: { baseVersion: 1 }, before, after },
    });
    expect(work.state.organization?.session).toEqual(after);
    const signInChange = { baseVersion: 2, signInPolicy: 'passkey' };
    expect(started(work, 'owner', 'security.sign-in.change', signInChange)).toMatchObject({
      result: { version: 3 },
      view: {
        params: { baseVersion: 2 },
        before: { signInPolicy: 'authenticator-or-passkey' },
        after: { signInPolicy: 'passkey' },
      },
    });
    expect(work.state.organization?.signInPolicy).toBe('passkey');
  });
});
