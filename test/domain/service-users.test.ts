import { describe, expect, it } from 'vitest';
import type { State } from '../../shared/domain/state';
import {
  aKey,
  aMember,
  aServiceUser,
  byKeyOf,
  drawnOrganization,
  MAIN,
  memberId,
  NOW,
  requestIn,
  SECOND,
  serviceUserId,
  started,
  withdrawal,
  workOn,
} from './drawn-organization';
import { comesTo, faultsOf } from './what-it-comes-to';

const people = [
  aMember('adam', ['access execute', 'withdrawals@main initiate']),
  aMember('dan', ['access approve', 'policies approve', 'withdrawals approve']),
  aMember('eve', ['access execute']),
];
const bot = aServiceUser('bot', { keys: [aKey('own', 'adam')] });
const LOCKED = { withdrawals: { locked: true } };

const organization = (policies: object = {}): State =>
  drawnOrganization({ people, policies, serviceUsers: [bot] });

describe('a Service User', () => {
  const id = serviceUserId('bot');
  const creates = (state: State, by: string, scopes: string[], accountIds: string[]): string =>
    comesTo(state, by, 'service-user.create', { name: 'New', scopes, accountIds });
  const changes = (
    state: State,
    by: string,
    scopes: string[],
    accountIds: string[],
    baseVersion = 1,
  ): string =>
    comesTo(state, by, 'service-user.permissions.change', {
      serviceUserId: id,
      scopes,
      accountIds,
      baseVersion,
    });
  const newKey = (state: State, by: string, more: object = {}): string =>
    comesTo(state, by, 'service-user.key.create', { serviceUserId: id, label: 'k', ...more });
  const newKeyFaults = (state: State, more: object = {}): unknown =>
    faultsOf(state, 'owner', 'service-user.key.create', { serviceUserId: id, label: 'k', ...more });

  it('gets no more of withdrawals than its initiator has', () => {
    expect(creates(organization(), 'adam', ['withdraw'], [MAIN])).toBe('completes');
    expect(creates(organization(), 'adam', ['withdraw'], [MAIN, SECOND])).toBe('grant_beyond_own');
    expect(creates(organization(), 'adam', ['query', 'trade'], [SECOND])).toBe('completes');
    expect(creates(organization(), 'owner', ['withdraw'], [SECOND])).toBe('completes');
    expect(creates(organization(), 'owner', ['withdraw'], ['acc_nowhere'])).toBe('not_found');
  });

  it('waits while withdrawals are locked, where it is made or widened', () => {
    const locked = organization(LOCKED);
    expect(creates(locked, 'owner', ['query'], [])).toBe('ring_change');
    expect(changes(locked, 'owner', ['withdraw', 'query'], [MAIN])).toBe('ring_change');
    expect(changes(locked, 'owner', ['withdraw'], [MAIN, SECOND])).toBe('ring_change');
    expect(changes(locked, 'owner', [], [MAIN])).toBe('completes');
    expect(changes(locked, 'owner', ['withdraw'], [])).toBe('completes');
    expect(newKey(locked, 'owner')).toBe('ring_change');
    expect(comesTo(locked, 'owner', 'service-user.disable', { serviceUserId: id })).toBe('completes');
    expect(comesTo(locked, 'owner', 'service-user.key.revoke', { keyId: 'key_own' })).toBe('completes');
    const others = organization({ addresses: { locked: true } });
    expect(creates(others, 'owner', ['withdraw'], [MAIN])).toBe('completes');
  });

  it('is widened by no more than its initiator has', () => {
    expect(changes(organization(), 'adam', ['withdraw'], [MAIN, SECOND])).toBe('grant_beyond_own');
    expect(changes(organization(), 'adam', ['withdraw', 'query'], [MAIN])).toBe('completes');
    expect(changes(organization(), 'adam', ['query'], [MAIN, SECOND])).toBe('completes');
    const state = organization();
    state.serviceUsers.set(bot.id, { ...bot, accountIds: [SECOND] });
    expect(changes(state, 'adam', ['withdraw', 'query'], [SECOND])).toBe('completes');
    expect(changes(state, 'adam', ['withdraw'], [SECOND, MAIN])).toBe('completes');
    expect(changes(organization(), 'adam', ['withdraw'], [MAIN], 2)).toBe('conflict');
    expect(changes(organization(), 'adam', ['withdraw'], ['acc_nowhere'])).toBe('not_found');
  });

  it('gets a key for an account that it has, by who might withdraw there', () => {
    expect(newKey(organization(), 'adam')).toBe('completes');
    expect(newKey(organization(), 'adam', { accountId: SECOND })).toBe('conflict');
    expect(newKey(organization(), 'eve')).toBe('grant_beyond_own');
    expect(newKey(organization(), 'owner', { accountId: 'acc_nowhere' })).toBe('not_found');
    const at = (ms: number): object => ({ expiresAt: new Date(NOW + ms).toISOString() });
    expect(newKeyFaults(organization(), at(0))).toEqual(['params.expiresAt']);
    expect(newKey(organization(), 'owner', at(1000))).toBe('completes');
    const state = organization();
    state.serviceUsers.set(bot.id, { ...bot, accountIds: [MAIN, SECOND] });
    expect(newKeyFaults(state)).toEqual(['params.accountId']);
    expect(newKey(state, 'adam', { accountId: MAIN })).toBe('completes');
    expect(newKey(state, 'adam', { accountId: SECOND })).toBe('grant_beyond_own');
  });

  it('that is disabled takes no change, and a revoked key no other revocation', () => {
    const state = organization();
    state.serviceUsers.set(bot.id, {
      ...bot,
      enabled: false,
      keys: [aKey('own', 'adam', { revoked: true })],
    });
    expect(changes(state, 'owner', [], [])).toBe('conflict');
    expect(newKey(state, 'owner')).toBe('conflict');
    expect(comesTo(state, 'owner', 'service-user.disable', { serviceUserId: id })).toBe('conflict');
    expect(comesTo(state, 'owner', 'service-user.key.revoke', { keyId: 'key_own' })).toBe('conflict');
    expect(comesTo(state, 'owner', 'service-user.key.revoke', { keyId: 'key_unknown' })).toBe('not_found');
  });

  it('that isn’t there takes nothing', () => {
    const nobody = { serviceUserId: 'svc_unknown', label: 'k', scopes: [], accountIds: [], baseVersion: 1 };
    for (const operation of ['permissions.change', 'disable', 'key.create'] as const)
      expect(comesTo(organization(), 'owner', `service-user.${operation}`, nobody)).toBe('not_found');
  });

  it('is made, changed, and disabled, and what it had pending is cancelled without its reach', () => {
    const work = workOn(organization());
    const params = { name: 'New', scopes: ['trade', 'withdraw'], accountIds: [SECOND, MAIN, SECOND] };
    const made = started(work, 'owner', 'service-user.create', params).result?.serviceUserId;
    expect(made && work.state.serviceUsers.get(made)).toEqual({
      id: made,
      name: 'New',
      enabled: true,
      scopes: ['withdraw', 'trade'],
      accountIds: [MAIN, SECOND],
      keys: [],
      version: 1,
      createdAt: NOW,
      createdBy: memberId('owner'),
    });
    const pending = withdrawal(work, byKeyOf(bot));
    const change = { serviceUserId: id, scopes: ['query'], accountIds: [MAIN], baseVersion: 1 };
    expect(started(work, 'owner', 'service-user.permissions.change', change).result).toEqual({
      serviceUserId: id,
    });
    expect(work.state.serviceUsers.get(id)).toMatchObject({
      scopes: ['query'],
      accountIds: [MAIN],
      version: 2,
    });
    expect(requestIn(work, pending.id).status).toBe('cancelled');
    const again = workOn(organization());
    const other = withdrawal(again, byKeyOf(bot));
    expect(started(again, 'owner', 'service-user.disable', { serviceUserId: id }).result).toEqual({
      serviceUserId: id,
    });
    expect(again.state.serviceUsers.get(id)?.enabled).toBe(false);
    expect(requestIn(again, other.id).status).toBe('cancelled');
  });

  it('gets a key that is its initiator’s to answer for, and loses it', () => {
    const work = workOn(organization());
    const expiresAt = new Date(NOW + 1000).toISOString();
    const params = { serviceUserId: id, label: 'k', accountId: MAIN, expiresAt, ipAllowList: ['192.0.2.1'] };
    const made = started(work, 'owner', 'service-user.key.create', params).result?.keyId;
    const keyOf = (keyId: typeof made) =>
      work.state.serviceUsers.get(id)?.keys.find((each) => each.id === keyId);
    expect(keyOf(made)).toEqual({
      id: made,
      label: 'k',
      accountId: MAIN,
      createdAt: NOW,
      expiresAt: NOW + 1000,
      ipAllowList: ['192.0.2.1'],
      custodianId: memberId('owner'),
      revoked: false,
    });
    const plain = started(work, 'owner', 'service-user.key.create', { serviceUserId: id, label: 'p' });
    expect(keyOf(plain.result?.keyId)).toMatchObject({ accountId: null, expiresAt: null, ipAllowList: [] });
    expect(started(work, 'owner', 'service-user.key.revoke', { keyId: made }).result).toEqual({
      keyId: made,
    });
    expect([keyOf(made)?.revoked, keyOf(plain.result?.keyId)?.revoked]).toEqual([true, false]);
  });
});
