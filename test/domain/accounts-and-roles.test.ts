import { describe, expect, it } from 'vitest';
import type { Operation } from '../../shared/contract/requests';
import { isRefusal } from '../../shared/domain/refusal';
import type { Role, State } from '../../shared/domain/state';
import { aMember, drawnOrganization, grantsOf, MAIN, started, workOn } from './drawn-organization';
import { DESK } from './shown-to-approvers';
import { approved, comesTo, faultsOf, plannedFor } from './what-it-comes-to';

const people = [aMember('ann', ['access initiate']), aMember('dan', ['access approve'])];
const OTHER: Role = { ...DESK, id: 'rol_2' as Role['id'], name: 'Other', version: 3 };

function organization(): State {
  const state = drawnOrganization({ people });
  for (const role of [DESK, OTHER]) state.roles.set(role.id, role);
  return state;
}
const asOwner = (operation: Operation, params: object): string =>
  comesTo(organization(), 'owner', operation, params);

/** Asked for by somebody who waits; what became of it after `meanwhile` was done and others approved it. */
function approvedAfter(
  operation: Operation,
  params: object,
  meanwhile: readonly [Operation, object],
): string | undefined {
  const work = workOn(organization());
  const waiting = started(work, 'ann', operation, params);
  started(work, 'owner', ...meanwhile);
  const { status, failure } = approved(work, 'dan', waiting);
  return status === 'failed' ? failure?.code : status;
}

describe('an account', () => {
  it('has a name of its own', () => {
    expect(asOwner('account.create', { name: 'main' })).toBe('conflict');
    expect(asOwner('account.create', { name: 'New' })).toBe('completes');
    expect(asOwner('account.rename', { accountId: MAIN, name: 'second' })).toBe('conflict');
    expect(asOwner('account.rename', { accountId: MAIN, name: 'main' })).toBe('completes');
    expect(asOwner('account.rename', { accountId: MAIN, name: 'New' })).toBe('completes');
  });

  it('is renamed where there is one', () => {
    expect(asOwner('account.rename', { accountId: 'acc_nowhere', name: 'New' })).toBe('not_found');
  });

  it('takes no name that another took meanwhile', () => {
    const create = ['account.create', { name: 'New' }] as const;
    expect(approvedAfter(...create, create)).toBe('conflict');
    expect(approvedAfter(...create, ['account.create', { name: 'Newer' }])).toBe('completed');
    expect(approvedAfter('account.rename', { accountId: MAIN, name: 'New' }, create)).toBe('conflict');
  });
});

describe('a role', () => {
  const desk = { roleId: DESK.id, baseVersion: 1, name: 'Desk', grants: grantsOf([]) };
  const viewer = { ...desk, roleId: 'rol_Viewer', name: 'Viewer' };
  const named = (name: string) => ({ name, grants: grantsOf([]) });

  it('has a name of its own, among the built-in ones too', () => {
    expect(asOwner('role.save', named('New'))).toBe('completes');
    expect(asOwner('role.save', named('Desk'))).toBe('conflict');
    expect(asOwner('role.save', named('Viewer'))).toBe('conflict');
    expect(asOwner('role.save', desk)).toBe('completes');
    expect(asOwner('role.save', { ...desk, name: 'Other' })).toBe('conflict');
  });

  it('is changed where there is one, with grants on accounts that there are', () => {
    expect(asOwner('role.save', { ...desk, roleId: 'rol_nowhere' })).toBe('not_found');
    expect(asOwner('role.delete', { roleId: 'rol_nowhere' })).toBe('not_found');
    expect(asOwner('role.delete', { roleId: DESK.id })).toBe('completes');
    const grants = grantsOf(['withdrawals@nowhere view']);
    expect(asOwner('role.save', { name: 'New', grants })).toBe('not_found');
  });

  it('is named with its version, and a new one without', () => {
    const faults = (params: object): unknown => faultsOf(organization(), 'owner', 'role.save', params);
    expect(faults({ ...desk, baseVersion: undefined })).toEqual(['params.baseVersion']);
    expect(faults({ ...named('New'), baseVersion: 1 })).toEqual(['params.baseVersion']);
  });

  it.each([
    ['role.save', viewer, 'The built-in roles can’t be changed or deleted.'],
    ['role.delete', viewer, 'The built-in roles can’t be changed or deleted.'],
    ['role.save', { ...desk, baseVersion: 2 }, 'This role changed meanwhile. Look at it again.'],
  ] as const)('says by %s of %j what stands against it', (operation, params, detail) => {
    const planned = plannedFor(organization(), 'owner', operation, params);
    expect(isRefusal(planned) && [planned.code, planned.detail]).toEqual(['conflict', detail]);
  });

  it('that changed or went meanwhile is neither changed nor deleted', () => {
    const deletion = ['role.delete', { roleId: DESK.id }] as const;
    expect(approvedAfter(...deletion, deletion)).toBe('conflict');
    expect(approvedAfter('role.save', desk, deletion)).toBe('conflict');
    expect(approvedAfter('role.save', desk, ['role.save', desk])).toBe('conflict');
    expect(approvedAfter('role.save', desk, ['role.delete', { roleId: OTHER.id }])).toBe('completed');
  });
});
