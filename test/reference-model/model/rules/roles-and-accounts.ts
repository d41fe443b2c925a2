// Roles are templates and change nobody (§4); a new account is dormant where a lock stands (§7).
import type { Grants } from '../state';
import { accountsNamed, isAccountScoped, namesNow } from '../grants';
import { rule } from '../rule';
import { mint, refuse, the } from '../state';

export interface RoleSaveParams {
  roleId?: string;
  name: string;
  grants: Grants;
  baseVersion?: number;
}

export const saveRole = rule<RoleSaveParams>({
  workflow: 'access',
  unknown: (o, { roleId, grants }) =>
    (roleId !== undefined && !o.roles.some((role) => role.id === roleId)) ||
    accountsNamed(grants).some((id) => !o.accounts.some((a) => a.id === id)),
  change(o, { roleId, name, grants, baseVersion }, r) {
    if (roleId === undefined) {
      const role = { id: mint(o, 'rol'), name, grants, builtIn: false, version: 1 };
      o.roles.push(role);
      r.result = { roleId: role.id };
      return null;
    }
    const role = o.roles.find((each) => each.id === roleId);
    // Deleted in the meantime, built in, or changed in the meantime.
    if (role === undefined || role.builtIn || role.version !== baseVersion) return refuse('conflict');
    role.name = name;
    role.grants = grants;
    role.version += 1;
    r.result = { roleId };
    return null;
  },
  shows: (o, { grants }) => namesNow(o, accountsNamed(grants)),
});

export const deleteRole = rule<{ roleId: string }>({
  workflow: 'access',
  unknown: (o, { roleId }) => !o.roles.some((role) => role.id === roleId),
  change(o, { roleId }) {
    const role = o.roles.find((each) => each.id === roleId);
    if (role === undefined || role.builtIn) return refuse('conflict');
    o.roles = o.roles.filter((each) => each.id !== roleId);
    return null;
  },
});

export const createAccount = rule<{ name: string }>({
  workflow: 'access',
  change(o, { name }, r) {
    const locked = o.policies.filter((p) => p.locked && isAccountScoped(p.workflow));
    const account = { id: mint(o, 'acc'), name, dormantIn: locked.map((p) => p.workflow) };
    o.accounts.push(account);
    r.result = { accountId: account.id };
    return null;
  },
});

export const renameAccount = rule<{ accountId: string; name: string }>({
  workflow: 'access',
  unknown: (o, { accountId }) => !o.accounts.some((account) => account.id === accountId),
  change(o, { accountId, name }) {
    the(o.accounts, accountId).name = name;
    return null;
  },
});
