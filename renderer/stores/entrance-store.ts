import { create } from 'zustand';

interface EntranceStore {
  /** Whether the creation of an organization is under way; it stands whatever main says of profiles meanwhile. */
  isCreating: boolean;
}
export const useEntrance = create<EntranceStore>(() => ({ isCreating: false }));

export function startCreating(): void {
  useEntrance.setState({ isCreating: true });
}

export function stopCreating(): void {
  useEntrance.setState({ isCreating: false });
}
