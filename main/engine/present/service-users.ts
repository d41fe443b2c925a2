import type { RoleView } from '../../../shared/contract/roles';
import type { ServiceUserView } from '../../../shared/contract/service-users';
import type { KeyId } from '../../../shared/contract/primitives';
import { holds } from '../../../shared/domain/members';
import { differsFrom, isBuiltIn } from '../../../shared/domain/roles';
import type { Member, Role, ServiceUser, State } from '../../../shared/domain/state';
import { personOf } from './requests';
import { iso } from './times';

/** A Service User as far as the reader may see it (§12): id and name, or with View on Manage Access everything. */
export function presentServiceUser(
  state: State,
  reader: Member,
  serviceUser: ServiceUser,
  lastUsedAt: (key: KeyId) => number | null,
): ServiceUserView {
  const known = { id: serviceUser.id, name: serviceUser.name };
  if (!holds(reader, 'view', 'access', null)) return known;
  return {
    ...known,
    status: serviceUser.enabled ? 'enabled' : 'disabled',
    scopes: [...serviceUser.scopes],
    accountIds: [...serviceUser.accountIds],
    keys: serviceUser.keys.map((key) => {
      const usedAt = lastUsedAt(key.id);
      return {
        id: key.id,
        label: key.label,
        ...(key.accountId === null ? {} : { accountId: key.accountId }),
        createdAt: iso(key.createdAt),
        ...(key.expiresAt === null ? {} : { expiresAt: iso(key.expiresAt) }),
        ipAllowList: [...key.ipAllowList],
        custodian: personOf(state, key.custodianId),
        revoked: key.revoked,
        ...(usedAt === null ? {} : { lastUsedAt: iso(usedAt) }),
      };
    }),
    version: serviceUser.version,
    createdAt: iso(serviceUser.createdAt),
    createdBy: serviceUser.createdBy,
  };
}

/** A role; who was given it, and who differs by now, only for those who may see grants (§12). */
export function presentRole(state: State, reader: Member, role: Role): RoleView {
  const view = {
    id: role.id,
    name: role.name,
    builtIn: isBuiltIn(role.id),
    grants: role.grants,
    version: role.version,
  };
  if (!holds(reader, 'view', 'access', null)) return view;
  const given = [...state.members.values()].filter(
    ({ roleId, status }) => roleId === role.id && status !== 'removed',
  );
  const people = (members: Member[]) => members.map(({ id }) => personOf(state, id));
  return {
    ...view,
    holders: people(given.filter((member) => !differsFrom(role, member))),
    differing: people(given.filter((member) => differsFrom(role, member))),
  };
}
