// §3: every operation with its rule.
import type { AnyRule } from '../rule';
import { addressAdd, addressRemove } from './addresses';
import { changePermissions, confirm, invite, reinstate, remove, replace, suspend } from './members';
import { changePolicy, changeSession, changeSignIn, lockPolicy, unlockPolicy } from './policies';
import { createAccount, deleteRole, renameAccount, saveRole } from './roles-and-accounts';
import {
  changeServiceUser,
  createKey,
  createServiceUser,
  disableServiceUser,
  revokeKey,
} from './service-users';
import { withdrawal } from './withdrawals';

export const RULES: Record<string, AnyRule> = {
  'withdrawal.crypto.create': withdrawal,
  'withdrawal.fiat.create': withdrawal,
  'address.crypto.add': addressAdd,
  'address.fiat.add': addressAdd,
  'address.remove': addressRemove,
  'member.invite': invite,
  'member.confirm': confirm,
  'member.permissions.change': changePermissions,
  'member.suspend': suspend,
  'member.reinstate': reinstate,
  'member.remove': remove,
  'member.replace': replace,
  'service-user.create': createServiceUser,
  'service-user.permissions.change': changeServiceUser,
  'service-user.disable': disableServiceUser,
  'service-user.key.create': createKey,
  'service-user.key.revoke': revokeKey,
  'role.save': saveRole,
  'role.delete': deleteRole,
  'account.create': createAccount,
  'account.rename': renameAccount,
  'policy.change': changePolicy,
  'policy.lock': lockPolicy,
  'policy.unlock': unlockPolicy,
  'security.sign-in.change': changeSignIn,
  'security.session.change': changeSession,
};

export const ALL_OPERATIONS = Object.keys(RULES);

export function ruleOf(operation: string): AnyRule {
  const found = RULES[operation];
  if (found === undefined) throw new Error(`no rule for ${operation}`);
  return found;
}
