import type { RoleId } from '../../../shared/contract/primitives';
import { useRoles } from '../../stores/roles-store';

/** The name of a role by id; null while it isn’t known, and where it was deleted. */
export function useRoleName(): (id: RoleId) => string | null {
  const roles = useRoles((state) => state.roles);
  return (id) => roles?.find((one) => one.id === id)?.name ?? null;
}
