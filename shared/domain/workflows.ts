import type { Workflow } from '../contract/organization';
import type { Operation } from '../contract/requests';

/** Which workflow each operation belongs to (§3). */
export const WORKFLOW_OF: Readonly<Record<Operation, Workflow>> = {
  'withdrawal.crypto.create': 'withdrawals',
  'withdrawal.fiat.create': 'withdrawals',
  'address.crypto.add': 'addresses',
  'address.fiat.add': 'addresses',
  'address.remove': 'addresses',
  'member.invite': 'access',
  'member.confirm': 'access',
  'member.permissions.change': 'access',
  'member.suspend': 'access',
  'member.reinstate': 'access',
  'member.remove': 'access',
  'member.replace': 'access',
  'service-user.create': 'access',
  'service-user.permissions.change': 'access',
  'service-user.disable': 'access',
  'service-user.key.create': 'access',
  'service-user.key.revoke': 'access',
  'role.save': 'access',
  'role.delete': 'access',
  'account.create': 'access',
  'account.rename': 'access',
  'policy.change': 'policies',
  'policy.lock': 'policies',
  'policy.unlock': 'policies',
  'security.sign-in.change': 'policies',
  'security.session.change': 'policies',
};

/** Only money moves where the engine can’t move it itself; everything else is an effect on its own state (§6). */
export function mayRunOutside(operation: Operation): boolean {
  return WORKFLOW_OF[operation] === 'withdrawals';
}

/** Grants on these are per account; on the others, for the organization (§3). */
export function isAccountScoped(workflow: Workflow): boolean {
  return workflow === 'withdrawals' || workflow === 'addresses';
}

/** Operations that change who may do what, and so may break coverage (§7, `permit`). */
export function changesGovernance(operation: Operation): boolean {
  return !isAccountScoped(WORKFLOW_OF[operation]);
}
