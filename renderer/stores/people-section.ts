import { create } from 'zustand';
import type { RoleId, ServiceUserId } from '../../shared/contract/primitives';
import { onForget } from './forget';
import { keepsPlace } from './kept';

/** The parts of the people screen. */
export const PEOPLE_SECTIONS = ['members', 'invitations', 'serviceUsers', 'roles'] as const;
export type PeopleSection = (typeof PEOPLE_SECTIONS)[number];

interface PeopleSectionStore {
  section: PeopleSection;
  serviceUserId: ServiceUserId | null;
  roleId: RoleId | null;
}
const start: PeopleSectionStore = { section: 'members', serviceUserId: null, roleId: null };
export const usePeopleSection = create<PeopleSectionStore>(() => start);
onForget(() => usePeopleSection.setState(start));
keepsPlace(
  () => usePeopleSection.getState(),
  (kept) => usePeopleSection.setState(kept),
);

export function showPeopleSection(section: PeopleSection): void {
  usePeopleSection.setState({ section });
}

export function showServiceUser(serviceUserId: ServiceUserId): void {
  usePeopleSection.setState({ section: 'serviceUsers', serviceUserId });
}

export function showRole(roleId: RoleId): void {
  usePeopleSection.setState({ section: 'roles', roleId });
}
