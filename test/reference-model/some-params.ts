// Parameters for each operation, chosen among what exists: mostly such as can work, sometimes such as can't.
import type { WorkflowPermission } from '../../shared/contract/organization';
import type { Grants } from './model/state';
import { ALL_WORKFLOWS, isAccountScoped } from './model/grants';
import type { Organization, Scope } from './model/state';
import { fingerprintOf, policyOf } from './model/state';
import type { Picker } from './picker';

export const ASSETS = { crypto: 'BTC', fiat: 'EUR' } as const;

const PERMISSION_SETS: WorkflowPermission[][] = [
  ['approve'],
  ['initiate'],
  ['execute', 'approve'],
  ['view'],
  ['initiate', 'approve'],
  ['execute'],
];
const SCOPE_SETS: Scope[][] = [['withdraw'], ['withdraw', 'query'], ['query'], ['trade', 'earn']];

export function someGrants(o: Organization, pick: Picker): Grants {
  const workflows: Grants['workflows'] = [];
  for (const workflow of ALL_WORKFLOWS) {
    if (!pick.chance(55)) continue;
    const permissions = pick.one(PERMISSION_SETS) ?? [];
    if (!isAccountScoped(workflow)) workflows.push({ workflow, permissions });
    else workflows.push({ workflow, accountId: somePlace(o, pick), permissions });
  }
  const accounts: Grants['accounts'] = pick.chance(20)
    ? [{ accountId: somePlace(o, pick), permissions: ['trade'] }]
    : [];
  return { workflows, accounts };
}

function somePlace(o: Organization, pick: Picker): string {
  if (pick.chance(60)) return '*';
  return pick.chance(3) ? 'acc_none' : (pick.one(o.accounts)?.id ?? '*');
}

function accountsOf(o: Organization, pick: Picker): string[] {
  const chosen = o.accounts.filter(() => pick.chance(60)).map((account) => account.id);
  return chosen.length > 0 ? chosen : o.accounts.slice(0, 1).map((account) => account.id);
}

/** The version as it stands, or sometimes one that is over. */
function base(version: number, pick: Picker): number {
  return pick.chance(6) ? version + 1 : version;
}

/** A name nobody has had before in this run. */
function fresh(o: Organization, prefix: string): string {
  return `${prefix}${o.requests.length}x${o.minted}`;
}

type Make = (o: Organization, pick: Picker, accountId: string) => object | null;

const member = (o: Organization, pick: Picker, likely: (status: string, owner: boolean) => boolean) =>
  pick.mostly(
    o.members.filter((m) => likely(m.status, m.owner)),
    o.members,
  );

function someWithdrawal(asset: string): Make {
  return (o, pick, accountId) => {
    const here = o.addresses.filter((a) => a.accountId === accountId && a.asset === asset);
    const usable = here.filter((a) => !a.removed && a.usableFrom <= o.now);
    const address = pick.mostly(usable, here);
    if (address === null) return null;
    return { asset, amount: String(1 + pick.below(pick.chance(8) ? 5000 : 9)), addressId: address.id };
  };
}

const someLabel = (o: Organization, pick: Picker) =>
  pick.chance(15) ? (pick.one(o.addresses)?.label ?? 'Vault') : fresh(o, 'Vault ');

const onMember: Make = (o, pick) => {
  const target = member(o, pick, (status, owner) => status !== 'removed' && !owner);
  return target === null ? null : { memberId: target.id };
};

export const SOME_PARAMS: Record<string, Make> = {
  'withdrawal.crypto.create': someWithdrawal(ASSETS.crypto),
  'withdrawal.fiat.create': someWithdrawal(ASSETS.fiat),
  'address.crypto.add': (o, pick) => ({ asset: ASSETS.crypto, label: someLabel(o, pick) }),
  'address.fiat.add': (o, pick) => ({ asset: ASSETS.fiat, label: someLabel(o, pick) }),
  'address.remove': (o, pick, accountId) => {
    const here = o.addresses.filter((a) => a.accountId === accountId);
    const address = pick.mostly(
      here.filter((a) => !a.removed),
      o.addresses,
    );
    return address === null ? null : { addressId: address.id };
  },
  'member.invite': (o, pick) => ({
    email: pick.chance(5) ? (pick.one(o.members)?.email ?? '') : `${fresh(o, 'm')}@example.com`,
    displayName: fresh(o, 'Member '),
    grants: someGrants(o, pick),
    ...(pick.chance(10) && o.roles.length > 0 ? { roleId: pick.one(o.roles)?.id ?? '' } : {}),
  }),
  'member.confirm': (o, pick) => {
    if (!o.members.some((m) => m.status === 'unconfirmed') && !pick.chance(15)) return null;
    const target = member(o, pick, (status) => status === 'unconfirmed');
    if (target === null) return null;
    return { memberId: target.id, fingerprint: pick.chance(5) ? 'wrong' : fingerprintOf(target) };
  },
  'member.permissions.change': (o, pick) => {
    const target = member(o, pick, (status, owner) => status !== 'removed' && !owner);
    if (target === null) return null;
    return {
      memberId: target.id,
      grants: someGrants(o, pick),
      baseVersion: base(target.version, pick),
      ...(pick.chance(10) && o.roles.length > 0 ? { roleId: pick.one(o.roles)?.id ?? '' } : {}),
    };
  },
  'member.suspend': (o, pick) => {
    const target = member(o, pick, (status, owner) => status === 'active' && !owner);
    return target === null ? null : { memberId: target.id };
  },
  'member.reinstate': (o, pick) => {
    if (!o.members.some((m) => m.status === 'suspended') && !pick.chance(15)) return null;
    const target = member(o, pick, (status) => status === 'suspended');
    return target === null ? null : { memberId: target.id };
  },
  'member.remove': onMember,
  'member.replace': (o, pick) => {
    const target = member(o, pick, (status, owner) => status !== 'removed' && !owner);
    if (target === null) return null;
    const email = pick.chance(50) ? target.email : `${fresh(o, 'm')}@example.com`;
    return { memberId: target.id, email, displayName: fresh(o, 'Member ') };
  },
  'service-user.create': (o, pick) => ({
    name: fresh(o, 'Bot '),
    scopes: pick.one(SCOPE_SETS) ?? [],
    accountIds: accountsOf(o, pick),
  }),
  'service-user.permissions.change': (o, pick) => {
    const target = pick.mostly(
      o.serviceUsers.filter((s) => !s.disabled),
      o.serviceUsers,
    );
    if (target === null) return null;
    return {
      serviceUserId: target.id,
      scopes: pick.one(SCOPE_SETS) ?? [],
      accountIds: accountsOf(o, pick),
      baseVersion: base(target.version, pick),
    };
  },
  'service-user.disable': (o, pick) => {
    const target = pick.one(o.serviceUsers);
    return target === null ? null : { serviceUserId: target.id };
  },
  'service-user.key.create': (o, pick) => {
    const target = pick.mostly(
      o.serviceUsers.filter((s) => !s.disabled),
      o.serviceUsers,
    );
    if (target === null) return null;
    // Where it has several accounts, a key is for one of them.
    const several = target.accountIds.length > 1 || pick.chance(30);
    const place = pick.mostly(
      target.accountIds,
      o.accounts.map((a) => a.id),
    );
    const label = fresh(o, 'key ');
    return { serviceUserId: target.id, label, ...(several && place !== null ? { accountId: place } : {}) };
  },
  'service-user.key.revoke': (o, pick) => {
    const key = pick.mostly(
      o.keys.filter((k) => !k.revoked),
      o.keys,
    );
    return key === null ? null : { keyId: key.id };
  },
  'role.save': (o, pick) => {
    const role = pick.chance(50) ? pick.one(o.roles) : null;
    const grants = someGrants(o, pick);
    if (role === null) return { name: fresh(o, 'Role '), grants };
    return { roleId: role.id, name: fresh(o, 'Role '), grants, baseVersion: base(role.version, pick) };
  },
  'role.delete': (o, pick) => {
    const role = pick.mostly(
      o.roles.filter((r) => !r.builtIn),
      o.roles,
    );
    return role === null ? null : { roleId: role.id };
  },
  'account.create': (o) => (o.accounts.length >= 3 ? null : { name: fresh(o, 'Account ') }),
  'account.rename': (o, pick) => ({ accountId: pick.one(o.accounts)?.id ?? '', name: fresh(o, 'Account ') }),
  'policy.change': (o, pick) => {
    const policy = pick.one(o.policies);
    if (policy === null) return null;
    const settings = pick.one([
      { requiredApprovals: policy.requiredApprovals === 1 ? 2 : 1 },
      { alwaysRequireApproval: !policy.alwaysRequireApproval },
      { alwaysRequireApproval: false },
      { expiresAfterHours: 1 + pick.below(100) },
      { requiredApprovals: 1 + pick.below(3), alwaysRequireApproval: pick.chance(50) },
      ...(policy.workflow === 'addresses' ? [{ addressHoldHours: pick.below(3) }] : []),
    ]);
    return { workflow: policy.workflow, baseVersion: base(policy.version, pick), ...settings };
  },
  'policy.lock': (o, pick) => {
    const policy = pick.mostly(
      o.policies.filter((p) => !p.locked),
      o.policies,
    );
    return policy === null ? null : { workflow: policy.workflow, baseVersion: base(policy.version, pick) };
  },
  'policy.unlock': (o, pick) => {
    const policy = pick.mostly(
      o.policies.filter((p) => p.locked),
      o.policies,
    );
    return policy === null ? null : { workflow: policy.workflow, baseVersion: base(policy.version, pick) };
  },
  'security.sign-in.change': (o, pick) => ({
    // By whomever: the Owner, as whom all is compared, isn’t shut out.
    signInPolicy:
      o.security.signInPolicy === 'passkey' || !o.members[0]?.factors.includes('passkey') || pick.chance(10)
        ? 'authenticator-or-passkey'
        : 'passkey',
    baseVersion: base(o.security.version, pick),
  }),
  'security.session.change': (o, pick) => ({
    ...(pick.chance(50)
      ? { idleTimeoutMinutes: 600 + pick.below(840) }
      : { absoluteTimeoutHours: 100 + pick.below(68) }),
    baseVersion: base(o.security.version, pick),
  }),
};

export function policyVersion(o: Organization, workflow: Parameters<typeof policyOf>[1]): number {
  return policyOf(o, workflow).version;
}
