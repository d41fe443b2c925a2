import { create } from 'zustand';
import type { Problem } from '../../shared/contract/problem';
import type { RoleView } from '../../shared/contract/roles';
import { call, problemOf } from '../api/bridge';
import { everyPage } from './every-page';
import { onForget } from './forget';

interface RolesStore {
  /** Null until they were read the first time. */
  roles: readonly RoleView[] | null;
  problem: Problem | null;
}
const nothing: RolesStore = { roles: null, problem: null };
export const useRoles = create<RolesStore>(() => nothing);
onForget(() => useRoles.setState(nothing));

/** Loads every role, the built-in ones first. */
export async function loadRoles(): Promise<void> {
  try {
    const roles = await everyPage((page) => call('roles.list', page));
    useRoles.setState({ roles, problem: null });
  } catch (error) {
    useRoles.setState({ problem: problemOf(error) });
  }
}
