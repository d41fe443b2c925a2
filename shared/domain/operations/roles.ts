import type { RoleId } from '../../contract/primitives';
import type { ParamsOf } from '../../contract/requests';
import { NO_GRANTS } from '../members';
import { fault, isRefusal, refuse, type Refusal } from '../refusal';
import { isBuiltIn, roleOf, rolesOf } from '../roles';
import type { State } from '../state';
import { resolveGrants, shownGrants, shownRole } from './access-changes';
import type { OperationRule } from './rule';

function mutableRole(state: State, id: RoleId): Refusal | null {
  if (isBuiltIn(id)) return refuse('conflict', 'The built-in roles can’t be changed or deleted.');
  return state.roles.get(id) ? null : refuse('conflict', 'This role was deleted meanwhile.');
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
    const immutable = roleId === undefined ? null : mutableRole(state, roleId);
    if (immutable) return immutable;
    if (roleId !== undefined && state.roles.get(roleId)?.version !== baseVersion)
      return refuse('conflict', 'This role changed meanwhile. Look at it again.');
    return rolesOf(state).some((role) => role.name === name && role.id !== roleId)
      ? refuse('conflict', `There is a role called “${name}” already.`)
      : null;
  },
  view({ state, params }) {
    const before = params.roleId === undefined ? undefined : roleOf(state, params.roleId);
    return {
      params: { name: params.name, ...shownRole(state, params.roleId) },
      before: shownGrants(state, before?.grants ?? NO_GRANTS),
      after: shownGrants(state, params.grants),
    };
  },
  apply(work, request) {
    const { name, grants } = request.params;
    const before =
      request.params.roleId === undefined ? undefined : work.state.roles.get(request.params.roleId);
    const id = before?.id ?? (work.ids.next('rol') as RoleId);
    work.record({ type: 'role.saved', role: { id, name, grants, version: (before?.version ?? 0) + 1 } });
    return { roleId: id };
  },
};

export const roleDelete: OperationRule<ParamsOf<'role.delete'>> = {
  resolve: ({ state, params }) =>
    roleOf(state, params.roleId) ? params : refuse('not_found', 'There is no such role.'),
  precondition: (state, _now, _accountId, { roleId }) => mutableRole(state, roleId),
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
