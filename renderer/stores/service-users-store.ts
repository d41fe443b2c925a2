import { create } from 'zustand';
import type { Problem } from '../../shared/contract/problem';
import type { ServiceUserView } from '../../shared/contract/service-users';
import { call, problemOf } from '../api/bridge';
import { everyPage } from './every-page';
import { onForget } from './forget';

interface ServiceUsersStore {
  /** Null until they were read the first time. */
  serviceUsers: readonly ServiceUserView[] | null;
  problem: Problem | null;
}
const nothing: ServiceUsersStore = { serviceUsers: null, problem: null };
export const useServiceUsers = create<ServiceUsersStore>(() => nothing);
onForget(() => useServiceUsers.setState(nothing));

/** Loads every Service User, as far as this person may see them. */
export async function loadServiceUsers(): Promise<void> {
  try {
    const serviceUsers = await everyPage((page) => call('serviceUsers.list', page));
    useServiceUsers.setState({ serviceUsers, problem: null });
  } catch (error) {
    useServiceUsers.setState({ problem: problemOf(error) });
  }
}
