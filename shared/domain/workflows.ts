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
  'member.permissions.change': 'access',
  'account.create': 'access',
  'account.rename': 'access',
  'policy.change': 'policies',
};

/** Grants on these are per account; on the others, for the organization (§3). */
export function isAccountScoped(workflow: Workflow): boolean {
  return workflow === 'withdrawals' || workflow === 'addresses';
}
