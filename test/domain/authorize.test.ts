import { describe, expect, it } from 'vitest';
import { ACCOUNT_PERMISSIONS } from '../../shared/contract/organization';
import type { AccountId } from '../../shared/contract/primitives';
import { authorizeMember, authorizeServiceUser } from '../../shared/domain/authorize';
import { emptyState, type Member } from '../../shared/domain/state';
import { aMember, aServiceUser, drawnOrganization, MAIN, passkey, SECOND } from './drawn-organization';

const asked = (member: Member, action: string, account: AccountId | null = null) =>
  authorizeMember(drawnOrganization(), member, action, account);

describe('what a member may, and why', () => {
  it.each([
    [[], 'trade', MAIN, 'not_granted'],
    [['trade@main'], 'trade', MAIN, 'granted'],
    [['trade@main'], 'trade', SECOND, 'not_granted'],
    [['trade'], 'trade', SECOND, 'granted'],
    [['trade'], 'trade', null, 'not_granted'],
    [['earn.allocate@main'], 'earn.allocate', MAIN, 'granted'],
    [['earn.allocate@main'], 'earn.deallocate', MAIN, 'not_granted'],
    [['withdrawals@main initiate'], 'withdrawal.crypto.create', MAIN, 'granted'],
    [['withdrawals@main execute'], 'withdrawal.fiat.create', MAIN, 'granted'],
    [['withdrawals@main initiate'], 'withdrawal.crypto.create', SECOND, 'not_granted'],
    [['withdrawals@main approve'], 'withdrawal.crypto.create', MAIN, 'not_granted'],
    [['withdrawals@main initiate'], 'withdrawals.initiate', MAIN, 'granted'],
    [['withdrawals@main initiate'], 'withdrawals.view', MAIN, 'granted'],
    [['withdrawals@main initiate'], 'withdrawals.execute', MAIN, 'not_granted'],
    [['withdrawals@main initiate'], 'withdrawals.initiate', null, 'not_granted'],
    [['addresses initiate'], 'address.remove', SECOND, 'granted'],
    [['access initiate'], 'member.invite', null, 'granted'],
    [['access approve'], 'access.approve', null, 'granted'],
    [['access approve'], 'policies.approve', null, 'not_granted'],
    [['access approve'], 'access.approve', MAIN, 'granted'],
    [['policies initiate'], 'policy.lock', null, 'granted'],
    // Whatever has no permission of its own (§4).
    [['trade', 'withdrawals execute'], 'futures', MAIN, 'owner_only'],
    [['trade', 'withdrawals execute'], 'withdrawals', MAIN, 'owner_only'],
    [['trade', 'withdrawals execute'], 'withdrawals.trade', MAIN, 'owner_only'],
    [['trade', 'withdrawals execute'], 'futures.view', MAIN, 'owner_only'],
    [['trade', 'withdrawals execute'], 'withdrawals.view.more', MAIN, 'owner_only'],
    [['trade', 'withdrawals execute'], '', MAIN, 'owner_only'],
  ] as const)('with %j doing %s on %s is %s', (grants, action, account, because) => {
    const said = asked(aMember('ann', grants), action, account);
    expect([said.because, said.allowed]).toEqual([because, because === 'granted']);
  });

  it.each(['futures', 'otc', 'trade', 'withdrawals.execute', 'policy.unlock'])(
    'as the Owner doing %s is anything',
    (action) => {
      expect(asked(aMember('owner', [], { owner: true }), action, MAIN)).toMatchObject({
        allowed: true,
        because: 'owner',
      });
    },
  );

  it.each(['invited', 'unconfirmed', 'suspended', 'removed'] as const)(
    'is nothing while %s, of the Owner’s kind or not',
    (status) => {
      for (const owner of [true, false])
        expect(asked(aMember('ann', ['trade'], { status, owner }), 'trade', MAIN)).toMatchObject({
          allowed: false,
          because: 'not_active',
        });
    },
  );

  it('is nothing without a factor that the sign-in policy accepts, of the Owner too', () => {
    const state = drawnOrganization({ signInPolicy: 'passkey' });
    const because = (more: Partial<Member>) =>
      authorizeMember(state, aMember('ann', ['trade'], more), 'trade', MAIN);
    expect(because({})).toMatchObject({ allowed: false, because: 'factor_missing' });
    expect(because({ owner: true })).toMatchObject({ allowed: false, because: 'factor_missing' });
    expect(because({ factors: [passkey] })).toMatchObject({ allowed: true, because: 'granted' });
    const before = authorizeMember(emptyState(), aMember('ann', [], { factors: [] }), 'trade', MAIN);
    expect(before.because).toBe('not_granted');
  });
});

describe('what a Service User may', () => {
  const SCOPES = ['withdraw', 'query', 'trade', 'earn'] as const;
  it.each([
    ['trade', 'trade'],
    ['query', 'query'],
    ['withdrawals.view', 'query'],
    ['earn.allocate', 'earn'],
    ['earn.deallocate', 'earn'],
    ['withdraw', 'withdraw'],
    ['withdrawals.initiate', 'withdraw'],
    ['withdrawal.crypto.create', 'withdraw'],
    ['withdrawal.fiat.create', 'withdraw'],
  ] as const)('doing %s is by the scope %s, and by no other', (action, scope) => {
    const by = (scopes: readonly (typeof SCOPES)[number][]) =>
      authorizeServiceUser(aServiceUser('bot', { scopes: [...scopes] }), action, MAIN);
    expect(by([scope])).toMatchObject({ allowed: true, because: 'scope' });
    expect(by(SCOPES.filter((one) => one !== scope))).toMatchObject({
      allowed: false,
      because: 'not_granted',
    });
  });

  it('is what a member is asked by the same names for', () => {
    const all = aServiceUser('bot', { scopes: [...SCOPES] });
    for (const permission of ACCOUNT_PERMISSIONS)
      expect(authorizeServiceUser(all, permission, MAIN).allowed).toBe(true);
  });

  it.each([
    'withdrawals.approve',
    'withdrawals.execute',
    'addresses.view',
    'member.invite',
    'policy.change',
    'earn',
    '',
  ])('is never %j (§2)', (action) => {
    expect(authorizeServiceUser(aServiceUser('bot', { scopes: [...SCOPES] }), action, MAIN)).toMatchObject({
      allowed: false,
      because: 'service_users_never',
    });
  });

  it('is on its accounts only, and while it is enabled', () => {
    const because = (account: AccountId | null, enabled = true) => {
      const said = authorizeServiceUser(aServiceUser('bot', { enabled }), 'withdraw', account);
      return [said.because, said.allowed];
    };
    expect(because(MAIN)).toEqual(['scope', true]);
    expect(because(SECOND)).toEqual(['not_granted', false]);
    expect(because(null)).toEqual(['not_granted', false]);
    expect(because(MAIN, false)).toEqual(['not_active', false]);
  });
});
