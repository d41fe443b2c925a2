import type { AnyParams, Operation, ParamsOf } from '../../contract/requests';
import { accountCreate, accountRename } from './accounts';
import { addressCryptoAdd, addressFiatAdd, addressRemove } from './addresses';
import { memberReinstate, memberRemove, memberSuspend } from './member-status';
import { memberConfirm, memberReplace } from './member-succession';
import { memberInvite, memberPermissionsChange } from './members';
import { policyChange } from './policy-change';
import { policyLock, policyUnlock } from './policy-lock';
import { roleDelete, roleSave } from './roles';
import type { OperationRule } from './rule';
import { securitySessionChange, securitySignInChange } from './security';
import { serviceUserKeyCreate, serviceUserKeyRevoke } from './service-user-keys';
import { serviceUserCreate, serviceUserDisable, serviceUserPermissionsChange } from './service-users';
import { withdrawalCrypto, withdrawalFiat } from './withdrawals';

const RULES: { [O in Operation]: OperationRule<ParamsOf<O>> } = {
  'withdrawal.crypto.create': withdrawalCrypto,
  'withdrawal.fiat.create': withdrawalFiat,
  'address.crypto.add': addressCryptoAdd,
  'address.fiat.add': addressFiatAdd,
  'address.remove': addressRemove,
  'member.invite': memberInvite,
  'member.confirm': memberConfirm,
  'member.permissions.change': memberPermissionsChange,
  'member.suspend': memberSuspend,
  'member.reinstate': memberReinstate,
  'member.remove': memberRemove,
  'member.replace': memberReplace,
  'service-user.create': serviceUserCreate,
  'service-user.permissions.change': serviceUserPermissionsChange,
  'service-user.disable': serviceUserDisable,
  'service-user.key.create': serviceUserKeyCreate,
  'service-user.key.revoke': serviceUserKeyRevoke,
  'role.save': roleSave,
  'role.delete': roleDelete,
  'account.create': accountCreate,
  'account.rename': accountRename,
  'policy.change': policyChange,
  'policy.lock': policyLock,
  'policy.unlock': policyUnlock,
  'security.sign-in.change': securitySignInChange,
  'security.session.change': securitySessionChange,
};

/**
 * The rule of an operation. Parameters have passed the operation's own schema before they come near a rule, which is
 * what makes this one widening sound.
 */
export function ruleOf(operation: Operation): OperationRule<AnyParams> {
  return RULES[operation];
}
