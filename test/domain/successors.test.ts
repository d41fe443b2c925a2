import { describe, expect, it } from 'vitest';
import type { Member, State } from '../../shared/domain/state';
import { aMember, changeMember, memberId, passkey, started, totp, workOn } from './drawn-organization';
import { organization, LOCKED, memberOf } from './access-stage';
import { approved, comesTo } from './what-it-comes-to';

describe('a successor', () => {
  const replaces = (state: State, by = 'owner', name = 'bob', email = 'new@example.com'): string =>
    comesTo(state, by, 'member.replace', { memberId: memberId(name), email, displayName: 'New' });

  it('is of somebody active or suspended who has none yet, and isn’t the Owner', () => {
    const withStatus = (status: Member['status']): State => {
      const state = organization();
      changeMember(state, 'bob', { status });
      return state;
    };
    const statuses = ['invited', 'unconfirmed', 'active', 'suspended', 'removed'] as const;
    expect(statuses.filter((status) => replaces(withStatus(status)) === 'completes')).toEqual([
      'active',
      'suspended',
    ]);
    expect(replaces(organization(), 'adam', 'owner')).toBe('owner_protected');
    expect(replaces(organization(), 'owner', 'nobody')).toBe('not_found');
    const other = aMember('next', [], { status: 'invited', replaces: memberId('bob') });
    expect(replaces(organization({}, [other]))).toBe('conflict');
    expect(replaces(organization({}, [{ ...other, status: 'removed' }]))).toBe('completes');
  });

  it('may have the same e-mail, and nobody else’s', () => {
    expect(replaces(organization(), 'owner', 'bob', 'bob@example.com')).toBe('completes');
    expect(replaces(organization(), 'owner', 'bob', 'dan@example.com')).toBe('conflict');
  });

  it('waits by what is given', () => {
    expect(replaces(organization(), 'adam')).toBe('grant_beyond_own');
    expect(replaces(organization(LOCKED))).toBe('ring_change');
    expect(replaces(organization(), 'adam', 'adam')).toBe('own_access');
  });

  it('is confirmed by somebody else, by the fingerprint, and then the other is gone', () => {
    const work = workOn(organization());
    const params = { memberId: memberId('bob'), email: 'bob@example.com', displayName: 'New' };
    const { result } = started(work, 'owner', 'member.replace', params);
    const id = result?.memberId;
    const successor = memberOf(work.state, id);
    if (!successor) throw new Error('nobody was invited');
    expect(successor).toMatchObject({ mustBeConfirmed: true, replaces: memberId('bob'), status: 'invited' });
    const become = (change: Partial<Member>): void =>
      work.state.members.set(successor.id, { ...successor, ...change });
    const confirms = (fingerprint: string): string =>
      comesTo(work.state, 'eve', 'member.confirm', { memberId: id, fingerprint });
    expect(confirms('AB')).toBe('conflict');
    become({ status: 'unconfirmed' });
    expect(confirms('AB')).toBe('conflict');
    const factors = [
      { ...totp, fingerprint: 'older' },
      { ...passkey, fingerprint: 'AB' },
    ];
    become({ status: 'unconfirmed', factors });
    expect(confirms('older')).toBe('conflict');
    expect(confirms('AB')).toBe('ring_change');
    expect(comesTo(work.state, 'eve', 'member.confirm', { memberId: 'mem_nobody', fingerprint: 'AB' })).toBe(
      'not_found',
    );
    const confirmation = started(work, 'eve', 'member.confirm', { memberId: id, fingerprint: 'AB' });
    expect(confirmation.view).toMatchObject({
      params: {
        member: { displayName: 'New' },
        fingerprint: 'AB',
        invitedBy: { displayName: 'owner' },
        replaces: { displayName: 'bob' },
      },
      before: { workflows: [] },
      after: { workflows: [{ workflow: 'withdrawals', account: '*', permissions: ['approve'] }] },
    });
    expect(() => approved(work, 'owner', confirmation)).toThrow('your own');
    expect(approved(work, 'dan', confirmation)).toMatchObject({
      status: 'completed',
      result: { memberId: id },
    });
    expect(memberOf(work.state, id)).toMatchObject({
      status: 'active',
      mustBeConfirmed: false,
      replaces: null,
    });
    expect(memberOf(work.state, 'mem_bob')?.status).toBe('removed');
  });

  it('isn’t confirmed twice, and removes nobody who was removed before', () => {
    const factors = [{ ...totp, fingerprint: 'AB' }];
    const next = aMember('next', [], { status: 'unconfirmed', replaces: memberId('bob'), factors });
    const work = workOn(organization({}, [next]));
    const params = { memberId: next.id, fingerprint: 'AB' };
    const confirmation = started(work, 'eve', 'member.confirm', params);
    expect(confirmation.subjectIds).toEqual([next.id, memberId('bob')]);
    changeMember(work.state, 'bob', { status: 'removed' });
    expect(approved(work, 'dan', confirmation).status).toBe('completed');
    expect(work.events.map(({ type }) => type)).not.toContain('member.removed');
    expect(comesTo(work.state, 'eve', 'member.confirm', params)).toBe('conflict');
  });

  it('has the one who leaves for a subject of its request', () => {
    const params = { memberId: memberId('dan'), email: 'new@example.com', displayName: 'New' };
    const request = started(workOn(organization()), 'eve', 'member.replace', params);
    expect(request.subjectIds).toEqual([memberId('dan')]);
  });
});
