import type { RoleId } from '../../contract/primitives';
import type { ParamsOf } from '../../contract/requests';
import { NO_GRANTS } from '../members';
import { fault, isRefusal, refuse, type Refusal } from '../refusal';
import { isBuiltIn, roleOf, rolesOf } from '../roles';
import type { Role, State } from '../state';
import { resolveGrants, shownGrants, shownRole } from './access-changes';
import type { OperationRule } from './rule';

/** The role, if it is one that may be changed and deleted. */
function mutableRole(state: State, id: RoleId): Role | Refusal {
  if (isBuiltIn(id)) return refuse('conflict', 'The built-in roles can’t be changed or deleted.');
  return state.roles.get(id) ?? refuse('conflict', 'This role was deleted meanwhile.');
}

function staleRole(state: State, id: RoleId, baseVersion: number | undefined): Refusal | null {
  const role = mutableRole(state, id);
  if (isRefusal(role)) return role;
  return role.version === baseVersion
    ? null
    : refuse('conflict', 'This role changed meanwhile. Look at it again.');
}

/** Saving or deleting a role changes the template only, never a member (§4). */
export const roleSave: OperationRule<ParamsOf<'role.save'>> = {
  resolve({ state, params }) {
    if (params.roleId !== undefined && !roleOf(state, params.roleId))
      return refuse('not_found', 'There is no such role.');
    if ((params.roleId === undefined) !== (params.baseVersion === undefined))
      return fault('params.baseVersion', 'The version of the role that is changed, and only then.');
    const grants = resolveGrants(state, params.grants);
    return isRefusal(grants) ? grants : { ...params, grants };
  },
  precondition(state, _now, _accountId, { roleId, name, baseVersion }) {
    const stale = roleId === undefined ? null : staleRole(state, roleId, baseVersion);
    if (stale) return stale;
    return rolesOf(state).some((role) => role.name === name && role.id !== roleId)
      ? refuse('conflict', `There is a role called “${name}” already.`)
      : null;
  },
  view({ state, params }) {
    return {
      params: { name: params.name, ...shownRole(state, params.roleId) },
      before: shownGrants(state, roleOf(state, params.roleId)?.grants ?? NO_GRANTS),
      after: shownGrants(state, params.grants),
    };
  },
  apply(work, request) {
    const { name, grants, roleId } = request.params;
    const before = roleOf(work.state, roleId);
    const id = before?.id ?? (work.ids.next('rol') as RoleId);
    work.record({ type: 'role.saved', role: { id, name, grants, version: (before?.version ?? 0) + 1 } });
    return { roleId: id };
  },
};

export const roleDelete: OperationRule<ParamsOf<'role.delete'>> = {
  resolve: ({ state, params }) =>
    roleOf(state, params.roleId) ? params : refuse('not_found', 'There is no such role.'),
  precondition(state, _now, _accountId, { roleId }) {
    const role = mutableRole(state, roleId);
    return isRefusal(role) ? role : null;
  },
  view({ state, params }) {
    return {
      params: shownRole(state, params.roleId),
      before: shownGrants(state, roleOf(state, params.roleId)?.grants ?? NO_GRANTS),
      after: null,
    };
  },
  apply(work, request) {
    work.record({ type: 'role.deleted', roleId: request.params.roleId });
    return { roleId: request.params.roleId };
  },
};
