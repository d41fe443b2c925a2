import { describe, expect, it } from 'vitest';
import type { Grants } from '../../shared/contract/organization';
import type { Operation } from '../../shared/contract/requests';
import type { Member, State } from '../../shared/domain/state';
import {
  aMember,
  changeMember,
  grantsOf,
  MAIN,
  memberId,
  NOW,
  requestIn,
  started,
  totp,
  withdrawal,
  workOn,
} from './drawn-organization';
import { organization, LOCKED, memberOf } from './access-stage';
import { approved, comesTo } from './what-it-comes-to';

const WEEK = 7 * 24 * 3_600_000;
const invitation = (grants: Grants, email = 'new@example.com') => ({ email, displayName: 'New', grants });

describe('an invitation', () => {
  const invites = (state: State, by: string, ...grants: string[]): string =>
    comesTo(state, by, 'member.invite', invitation(grantsOf(grants)));

  it.each([
    ['adam', ['withdrawals@main initiate'], 'completes'],
    ['adam', ['trade@main trade', 'access initiate'], 'completes'],
    ['adam', ['withdrawals@second initiate'], 'grant_beyond_own'],
    ['adam', ['withdrawals initiate'], 'grant_beyond_own'],
    ['adam', ['withdrawals@main approve'], 'grant_beyond_own'],
    ['adam', ['access approve'], 'grant_beyond_own'],
    ['adam', ['withdrawals@main initiate approve'], 'grant_beyond_own'],
    ['adam', ['trade@second trade'], 'grant_beyond_own'],
    ['adam', ['earn.allocate@main earn.allocate'], 'grant_beyond_own'],
    ['owner', ['withdrawals approve', 'trade@second trade'], 'completes'],
    ['eve', [], 'no_execute'],
  ])('by %s with %j', (by, grants, answer) => {
    expect(invites(organization(), by, ...grants)).toBe(answer);
  });

  it('is beyond one’s own by any one permission of a grant', () => {
    const permissions = ['trade', 'earn.allocate'] as const;
    const grants = { workflows: [], accounts: [{ accountId: MAIN, permissions: [...permissions] }] };
    expect(comesTo(organization(), 'adam', 'member.invite', invitation(grants))).toBe('grant_beyond_own');
  });

  it('waits where it gives power in the ring, by the Owner too', () => {
    expect(invites(organization(LOCKED), 'owner', 'withdrawals@main initiate')).toBe('ring_change');
    expect(invites(organization(LOCKED), 'owner', 'policies approve')).toBe('ring_change');
    expect(invites(organization(LOCKED), 'owner', 'withdrawals view')).toBe('completes');
    expect(invites(organization(LOCKED), 'owner', 'addresses execute')).toBe('completes');
  });

  it('is for nobody whose e-mail is taken by somebody who wasn’t removed', () => {
    const asks = (state: State): string =>
      comesTo(state, 'owner', 'member.invite', invitation(grantsOf([]), 'bob@example.com'));
    expect(asks(organization())).toBe('conflict');
    const state = organization();
    changeMember(state, 'bob', { status: 'removed' });
    expect(asks(state)).toBe('completes');
  });

  it('names only roles and accounts that there are', () => {
    const role = { ...invitation(grantsOf([])), roleId: 'rol_unknown' };
    expect(comesTo(organization(), 'owner', 'member.invite', role)).toBe('not_found');
    expect(invites(organization(), 'owner', 'withdrawals@nowhere view')).toBe('not_found');
    expect(invites(organization(), 'owner', 'trade@nowhere trade')).toBe('not_found');
  });

  it('makes somebody who must be confirmed where it gives power in the ring', () => {
    const invitee = (state: State, ...grants: string[]): Member | undefined => {
      const work = workOn(state);
      const request = started(work, 'owner', 'member.invite', invitation(grantsOf(grants)));
      const done = request.status === 'pending' ? approved(work, 'dan', request) : request;
      return memberOf(work.state, done.result?.memberId);
    };
    expect(invitee(organization(), 'withdrawals approve')).toMatchObject({
      status: 'invited',
      mustBeConfirmed: false,
      invitedBy: memberId('owner'),
      invitationExpiresAt: NOW + WEEK,
      owner: false,
      factors: [],
      replaces: null,
      grants: grantsOf(['withdrawals approve']),
    });
    expect(invitee(organization(LOCKED), 'withdrawals approve')?.mustBeConfirmed).toBe(true);
    expect(invitee(organization(LOCKED), 'addresses approve')?.mustBeConfirmed).toBe(false);
  });

  it('of somebody who has to be confirmed is so by somebody else, and removes nobody', () => {
    const factors = [{ ...totp, fingerprint: 'AB' }];
    const next = aMember('next', [], { status: 'unconfirmed', factors });
    const work = workOn(organization({}, [next]));
    const params = { memberId: next.id, fingerprint: 'AB' };
    const confirmation = started(work, 'eve', 'member.confirm', params);
    expect(confirmation).toMatchObject({ subjectIds: [next.id], alsoOwn: [memberId('owner')] });
    expect(approved(work, 'dan', confirmation).status).toBe('completed');
    expect(memberOf(work.state, next.id)?.status).toBe('active');
    expect(work.events.map(({ type }) => type)).not.toContain('member.removed');
  });
});

describe('changing somebody’s access', () => {
  const changes = (state: State, by: string, name: string, ...grants: string[]): string =>
    comesTo(state, by, 'member.permissions.change', {
      memberId: memberId(name),
      grants: grantsOf(grants),
      baseVersion: 1,
    });

  it('waits where it is one’s own, or beyond one’s own', () => {
    expect(changes(organization(), 'adam', 'adam', 'access execute')).toBe('own_access');
    expect(changes(organization(), 'adam', 'bob', 'withdrawals approve', 'withdrawals@main initiate')).toBe(
      'completes',
    );
    expect(changes(organization(), 'adam', 'bob')).toBe('completes');
    expect(changes(organization(), 'adam', 'bob', 'addresses view')).toBe('grant_beyond_own');
    expect(changes(organization(), 'adam', 'bob', 'withdrawals@main approve')).toBe('completes');
  });

  it('waits where it gives or takes power in the ring', () => {
    expect(changes(organization(LOCKED), 'owner', 'bob', 'withdrawals approve')).toBe('completes');
    expect(changes(organization(LOCKED), 'owner', 'bob')).toBe('ring_change');
    expect(changes(organization(LOCKED), 'owner', 'bob', 'withdrawals approve execute')).toBe('ring_change');
    expect(changes(organization(LOCKED), 'owner', 'adam', 'access execute', 'trade@main trade')).toBe(
      'completes',
    );
  });

  it('isn’t of the Owner’s, of what isn’t there, or of what changed meanwhile', () => {
    expect(changes(organization(), 'adam', 'owner')).toBe('owner_protected');
    expect(changes(organization(), 'adam', 'nobody')).toBe('not_found');
    const state = organization();
    changeMember(state, 'bob', { version: 2 });
    expect(changes(state, 'adam', 'bob')).toBe('conflict');
    changeMember(state, 'bob', { version: 1, status: 'removed' });
    expect(changes(state, 'adam', 'bob')).toBe('conflict');
  });

  it('is nothing that they may decide themselves', () => {
    const params = { memberId: memberId('dan'), grants: grantsOf([]), baseVersion: 1 };
    const request = started(workOn(organization()), 'eve', 'member.permissions.change', params);
    expect(request.subjectIds).toEqual([memberId('dan')]);
  });

  it('cancels what they had pending without it', () => {
    const work = workOn(organization());
    const pending = withdrawal(work, 'adam');
    const params = { memberId: memberId('adam'), grants: grantsOf([]), baseVersion: 1 };
    expect(started(work, 'owner', 'member.permissions.change', params).status).toBe('completed');
    expect(requestIn(work, pending.id).status).toBe('cancelled');
  });
});

describe('suspending, reinstating, removing', () => {
  const does = (state: State, by: string, operation: Operation, name: string): string =>
    comesTo(state, by, operation, { memberId: memberId(name) });
  const withStatus = (status: Member['status'], locked: object = {}): State => {
    const state = organization(locked);
    changeMember(state, 'bob', { status });
    return state;
  };
  const STATUSES = ['invited', 'unconfirmed', 'active', 'suspended', 'removed'] as const;
  const from = (operation: Operation): string[] =>
    STATUSES.filter((status) => does(withStatus(status), 'owner', operation, 'bob') === 'completes');

  it('start from where they may', () => {
    expect(from('member.suspend')).toEqual(['active']);
    expect(from('member.reinstate')).toEqual(['suspended']);
    expect(from('member.remove')).toEqual(['invited', 'unconfirmed', 'active', 'suspended']);
    expect(does(organization(), 'owner', 'member.remove', 'nobody')).toBe('not_found');
  });

  it('never touch the Owner', () => {
    expect(does(organization(), 'adam', 'member.suspend', 'owner')).toBe('owner_protected');
    expect(does(organization(), 'adam', 'member.remove', 'owner')).toBe('owner_protected');
  });

  it('wait where they take or give back power in the ring, or more than one has', () => {
    expect(does(organization(LOCKED), 'owner', 'member.suspend', 'bob')).toBe('ring_change');
    expect(does(withStatus('suspended', LOCKED), 'owner', 'member.reinstate', 'bob')).toBe('ring_change');
    expect(does(withStatus('suspended', LOCKED), 'owner', 'member.remove', 'bob')).toBe('ring_change');
    expect(does(organization(), 'adam', 'member.suspend', 'bob')).toBe('completes');
    expect(does(withStatus('suspended'), 'adam', 'member.reinstate', 'bob')).toBe('grant_beyond_own');
    expect(does(organization(), 'adam', 'member.suspend', 'adam')).toBe('own_access');
  });
});
