import { describe, expect, it } from 'vitest';
import { WORKFLOWS, type Workflow } from '../../shared/contract/organization';
import { isRefusal } from '../../shared/domain/refusal';
import type { Policy, State } from '../../shared/domain/state';
import {
  aMember,
  drawnOrganization,
  memberId,
  NOW,
  passkey,
  personOf,
  requestIn,
  SECOND,
  started,
  withdrawal,
  workOn,
} from './drawn-organization';
import { approved, comesTo, plannedFor } from './what-it-comes-to';

const people = [
  aMember('dan', ['access approve', 'policies approve', 'withdrawals approve', 'addresses approve']),
  aMember('pia', ['policies execute']),
  aMember('ann', ['withdrawals initiate', 'addresses initiate']),
];

const organization = (policies: Partial<Record<Workflow, Partial<Policy>>> = {}): State =>
  drawnOrganization({ people, policies });

describe('changing a policy', () => {
  const change = (state: State, by: string, params: object): string =>
    comesTo(state, by, 'policy.change', { workflow: 'withdrawals', baseVersion: 1, ...params });

  it('changes something, and hold hours of Manage Addresses alone', () => {
    expect(change(organization(), 'owner', {})).toBe('validation_failed');
    expect(change(organization(), 'owner', { addressHoldHours: 1 })).toBe('validation_failed');
    expect(change(organization(), 'owner', { workflow: 'addresses', addressHoldHours: 1 })).toBe('completes');
    for (const each of [{ requiredApprovals: 2 }, { alwaysRequireApproval: true }, { expiresAfterHours: 1 }])
      expect(change(organization(), 'owner', each)).toBe('completes');
  });

  it('stands on the version that was looked at', () => {
    expect(change(organization(), 'owner', { requiredApprovals: 2, baseVersion: 2 })).toBe('conflict');
  });

  it('waits where it is locked, and where it governs while anything is', () => {
    const locked = organization({ addresses: { locked: true } });
    expect(change(locked, 'owner', { workflow: 'addresses', requiredApprovals: 2 })).toBe('policy_locked');
    expect(change(locked, 'owner', { workflow: 'policies', requiredApprovals: 2 })).toBe(
      'coverage_insufficient',
    );
    expect(change(locked, 'owner', { workflow: 'policies', expiresAfterHours: 1 })).toBe('ring_change');
    expect(change(locked, 'owner', { workflow: 'access', expiresAfterHours: 1 })).toBe('ring_change');
    expect(change(locked, 'owner', { workflow: 'withdrawals', requiredApprovals: 2 })).toBe('completes');
  });

  const off = { workflow: 'policies', alwaysRequireApproval: false };
  const toggled = { policies: { alwaysRequireApproval: true } };
  it('that only turns a toggle off is the Owner’s alone, while nothing is locked', () => {
    expect(change(organization(toggled), 'owner', off)).toBe('completes');
    expect(change(organization(toggled), 'pia', off)).toBe('approval_always_required');
    const asItStands = { ...off, requiredApprovals: 1, expiresAfterHours: 72 };
    expect(change(organization(toggled), 'owner', asItStands)).toBe('completes');
    for (const more of [{ requiredApprovals: 2 }, { expiresAfterHours: 71 }, { alwaysRequireApproval: true }])
      expect(change(organization(toggled), 'owner', { ...off, ...more })).toBe('approval_always_required');
    const nothingOn = { ...toggled, withdrawals: { alwaysRequireApproval: false } };
    const ofAnother = { workflow: 'withdrawals', alwaysRequireApproval: false };
    expect(change(organization(nothingOn), 'owner', ofAnother)).toBe('approval_always_required');
    const locked = { ...toggled, withdrawals: { alwaysRequireApproval: true }, addresses: { locked: true } };
    expect(change(organization(locked), 'owner', ofAnother)).toBe('approval_always_required');
  });

  it('makes a new version, shown before and after', () => {
    const work = workOn(organization());
    const params = { workflow: 'addresses', baseVersion: 1, requiredApprovals: 2, addressHoldHours: 0 };
    const request = started(work, 'owner', 'policy.change', params);
    const before = {
      workflow: 'addresses',
      version: 1,
      requiredApprovals: 1,
      alwaysRequireApproval: false,
      locked: false,
      expiresAfterHours: 72,
      addressHoldHours: 24,
    };
    const after = { ...before, version: 2, requiredApprovals: 2, addressHoldHours: 0 };
    expect(request.view).toMatchObject({ params, before, after });
    expect(request.result).toEqual({ version: 2 });
    expect(work.state.policies.get('addresses')).toEqual({
      ...after,
      changedAt: NOW,
      changedBy: memberId('owner'),
    });
    const ofAccess = { workflow: 'access', baseVersion: 1, expiresAfterHours: 5 };
    const { view } = started(work, 'owner', 'policy.change', ofAccess);
    expect(view.params).toEqual(ofAccess);
    expect(Object.keys(view.before as object)).not.toContain('addressHoldHours');
  });

  it('raises what pending requests there need, and never lowers it', () => {
    const work = workOn(organization());
    const pending = withdrawal(work, 'ann');
    const params = {
      asset: 'BTC',
      network: 'bitcoin',
      address: '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2',
      label: 'N',
    };
    const elsewhere = started(work, 'ann', 'address.crypto.add', params, SECOND);
    const underWay = { ...withdrawal(work, 'ann'), status: 'approved' } as const;
    work.state.requests.set(underWay.id, underWay);
    const required = (): number[] =>
      [pending, elsewhere, underWay].map(({ id }) => requestIn(work, id).requiredApprovals);
    const setTo = (requiredApprovals: number, baseVersion: number): void => {
      started(work, 'owner', 'policy.change', { workflow: 'withdrawals', baseVersion, requiredApprovals });
    };
    setTo(3, 1);
    expect(required()).toEqual([3, 1, 1]);
    setTo(2, 2);
    expect(required()).toEqual([3, 1, 1]);
    const raised = work.events.filter(({ type }) => type === 'request.requirement-raised');
    expect(raised).toHaveLength(1);
  });

  it('of something else raises nothing', () => {
    const work = workOn(organization());
    withdrawal(work, 'ann');
    started(work, 'owner', 'policy.change', {
      workflow: 'withdrawals',
      baseVersion: 1,
      expiresAfterHours: 5,
    });
    expect(work.events.map(({ type }) => type)).not.toContain('request.requirement-raised');
  });

  it('doesn’t raise what the request itself needed', () => {
    const work = workOn(organization({ policies: { alwaysRequireApproval: true } }));
    const params = { workflow: 'policies', baseVersion: 1, requiredApprovals: 2 };
    expect(approved(work, 'dan', started(work, 'pia', 'policy.change', params))).toMatchObject({
      status: 'completed',
      requiredApprovals: 1,
    });
  });
});

describe('locking', () => {
  const lock = (state: State, by = 'owner', params: object = {}): string =>
    comesTo(state, by, 'policy.lock', { workflow: 'withdrawals', baseVersion: 1, ...params });

  it('completes at once for the Owner only', () => {
    expect(lock(organization())).toBe('completes');
    expect(lock(organization(), 'pia')).toBe('ring_change');
    expect(lock(organization({ policies: { alwaysRequireApproval: true } }))).toBe(
      'approval_always_required',
    );
  });

  it('is of what isn’t locked, as it was looked at', () => {
    expect(lock(organization({ withdrawals: { locked: true } }))).toBe('conflict');
    expect(lock(organization(), 'owner', { baseVersion: 2 })).toBe('conflict');
  });

  it('names what is missing', () => {
    const missingOf = (state: State): unknown => {
      const planned = plannedFor(state, 'owner', 'policy.lock', { workflow: 'withdrawals', baseVersion: 1 });
      return isRefusal(planned) ? planned.extras.missing : 'nothing';
    };
    const withoutDan = drawnOrganization({ people: people.slice(1) });
    expect(missingOf(withoutDan)).toEqual(['policy_approver', 'coverage']);
    const invited = aMember('new', ['access approve'], { status: 'invited' });
    expect(missingOf(drawnOrganization({ people: [...people, invited] }))).toEqual(['open_invitations']);
    const unconfirmed = { ...invited, status: 'unconfirmed' } as const;
    expect(missingOf(drawnOrganization({ people: [...people, unconfirmed] }))).toEqual(['open_invitations']);
    const powerless = aMember('new', ['access view', 'addresses approve'], { status: 'invited' });
    expect(missingOf(drawnOrganization({ people: [...people, powerless] }))).toBe('nothing');
    const state = organization();
    const owner = personOf(state, 'owner');
    const withBackup = (change: object): unknown => {
      state.members.set(owner.id, { ...owner, ...change });
      return missingOf(state);
    };
    expect(withBackup({ factors: [passkey] })).toEqual(['owner_backup_factor']);
    expect(withBackup({ factors: [passkey], recoveryCodesLeft: 1 })).toBe('nothing');
    expect(withBackup({})).toBe('nothing');
  });

  it('is shown before and after, and makes a new version', () => {
    const work = workOn(organization());
    const params = { workflow: 'withdrawals', baseVersion: 1 };
    expect(started(work, 'owner', 'policy.lock', params)).toMatchObject({
      status: 'completed',
      result: { version: 2 },
      view: {
        params,
        before: { workflow: 'withdrawals', locked: false, version: 1 },
        after: { workflow: 'withdrawals', locked: true, version: 2 },
      },
    });
    expect(WORKFLOWS.filter((each) => work.state.policies.get(each)?.locked)).toEqual(['withdrawals']);
  });

  it('is undone by others only', () => {
    const unlock = (state: State, params: object = {}): string =>
      comesTo(state, 'owner', 'policy.unlock', { workflow: 'withdrawals', baseVersion: 1, ...params });
    const locked = organization({ withdrawals: { locked: true } });
    expect(unlock(locked)).toBe('policy_locked');
    expect(unlock(locked, { baseVersion: 2 })).toBe('conflict');
    expect(unlock(organization())).toBe('conflict');
    const work = workOn(locked);
    const request = started(work, 'owner', 'policy.unlock', { workflow: 'withdrawals', baseVersion: 1 });
    expect(request.view).toMatchObject({
      params: { workflow: 'withdrawals', baseVersion: 1 },
      before: { locked: true },
      after: { locked: false, version: 2 },
    });
    expect(approved(work, 'dan', request)).toMatchObject({ status: 'completed', result: { version: 2 } });
    expect(WORKFLOWS.map((each) => work.state.policies.get(each)?.locked)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
