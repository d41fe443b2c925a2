import type { Grants } from '../contract/organization';
import type { RoleId } from '../contract/primitives';
import { canonicalJson } from './requests/view';
import type { Member, Role, State } from './state';

const on = (
  workflow: 'withdrawals' | 'addresses',
  ...permissions: ('view' | 'initiate' | 'approve' | 'execute')[]
) => ({
  workflow,
  accountId: '*' as const,
  permissions,
});
const inAll = (
  workflow: 'access' | 'policies',
  ...permissions: ('view' | 'initiate' | 'approve' | 'execute')[]
) => ({ workflow, permissions });

const builtIn = (id: string, name: string, workflows: Grants['workflows']): Role => ({
  id: `rol_${id}` as RoleId,
  name,
  grants: { workflows, accounts: [] },
  version: 1,
});

/** The templates every organization has; immutable (§4). Grants in the one form that normalizeGrants gives. */
export const BUILT_IN_ROLES: readonly Role[] = [
  builtIn('Viewer', 'Viewer', [
    inAll('access', 'view'),
    on('addresses', 'view'),
    inAll('policies', 'view'),
    on('withdrawals', 'view'),
  ]),
  builtIn('Initiator', 'Initiator', [on('addresses', 'initiate'), on('withdrawals', 'initiate')]),
  builtIn('Approver', 'Approver', [on('addresses', 'approve'), on('withdrawals', 'approve')]),
  builtIn('Treasurer', 'Treasurer', [on('withdrawals', 'initiate', 'execute')]),
  builtIn('AccessAdministrator', 'Access administrator', [inAll('access', 'initiate', 'approve')]),
  builtIn('PolicyAdministrator', 'Policy administrator', [inAll('policies', 'initiate', 'approve')]),
];

export function isBuiltIn(id: RoleId): boolean {
  return BUILT_IN_ROLES.some((role) => role.id === id);
}

/** The role of this id, unless it was deleted, or none is named. */
export function roleOf(state: State, id: RoleId | null | undefined): Role | undefined {
  return [...BUILT_IN_ROLES, ...state.roles.values()].find((role) => role.id === id);
}

export function rolesOf(state: State): Role[] {
  const saved = [...state.roles.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [...BUILT_IN_ROLES, ...saved];
}

/** Whether a member who was given this role holds something else by now (§4: the role shows it, and changes nobody). */
export function differsFrom(role: Role, member: Member): boolean {
  return canonicalJson(member.grants) !== canonicalJson(role.grants);
}
