import type { AnyParams, Operation, ParamsOf } from '../../contract/requests';
import { accountCreate, accountRename } from './accounts';
import { addressCryptoAdd, addressFiatAdd, addressRemove } from './addresses';
import { memberInvite, memberPermissionsChange } from './members';
import { policyChange } from './policy-change';
import type { OperationRule } from './rule';
import { withdrawalCrypto, withdrawalFiat } from './withdrawals';

const RULES: { [O in Operation]: OperationRule<ParamsOf<O>> } = {
  'withdrawal.crypto.create': withdrawalCrypto,
  'withdrawal.fiat.create': withdrawalFiat,
  'address.crypto.add': addressCryptoAdd,
  'address.fiat.add': addressFiatAdd,
  'address.remove': addressRemove,
  'member.invite': memberInvite,
  'member.permissions.change': memberPermissionsChange,
  'account.create': accountCreate,
  'account.rename': accountRename,
  'policy.change': policyChange,
};

/**
 * The rule of an operation. Parameters have passed the operation's own schema before they come near a rule, which is
 * what makes this one widening sound.
 */
export function ruleOf(operation: Operation): OperationRule<AnyParams> {
  return RULES[operation];
}
