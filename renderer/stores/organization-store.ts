import { create } from 'zustand';
import type { Organization } from '../../shared/contract/organization';
import { call } from '../api/bridge';
import { onForget } from './forget';

interface OrganizationStore {
  /** Null until it was read. */
  organization: Organization | null;
}
export const useOrganization = create<OrganizationStore>(() => ({ organization: null }));
onForget(() => useOrganization.setState({ organization: null }));

export async function loadOrganization(): Promise<void> {
  try {
    useOrganization.setState({ organization: await call('organization.get', {}) });
  } catch {
    // What depends on it stays away until it can be read; whatever is sent is judged by the engine.
  }
}
