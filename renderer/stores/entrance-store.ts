import { create } from 'zustand';
import type { AcceptLink } from '../../shared/contract/desktop-settings';

/** A server whose organization is to be created, by whoever has its set-up token. */
export interface EmptyServer {
  address: string;
  host: string;
  setupToken: string;
}

interface EntranceStore {
  /** Whether the creation of an organization is under way; it stands whatever main says of profiles meanwhile. */
  isCreating: boolean;
  /** Where it is created; null for this computer. */
  server: EmptyServer | null;
  /** Whether an address is being entered; stands in the same way. */
  isConnecting: boolean;
  /** Something that had been begun was given up since nobody was there, and nothing was begun since. */
  gaveUp: boolean;
  /** The code that a link brought, for the server that is connected to now. */
  invitationCode: string | null;
}
const outside: EntranceStore = {
  isCreating: false,
  server: null,
  isConnecting: false,
  gaveUp: false,
  invitationCode: null,
};
export const useEntrance = create<EntranceStore>(() => outside);

export function startCreating(server: EmptyServer | null = null): void {
  useEntrance.setState({ ...outside, isCreating: true, server });
}

export function stopCreating(): void {
  useEntrance.setState({ isCreating: false, server: null });
}

export function startConnecting(): void {
  useEntrance.setState({ ...outside, isConnecting: true });
}

/**
 * Nobody may be there any more: everything that was begun before a sign-in is given up. A link's code is for who comes next
 * too.
 * @param gaveUp whether main had begun something
 */
export function leaveEntrance(gaveUp: boolean): void {
  useEntrance.setState(({ isCreating, isConnecting }) => ({
    isCreating: false,
    server: null,
    isConnecting: false,
    gaveUp: gaveUp || isCreating || isConnecting,
  }));
}

/** The server is connected; what a link brought is for its sign-in. */
export function stopConnecting(link: AcceptLink | null = null): void {
  useEntrance.setState({ isConnecting: false, invitationCode: link?.code ?? null });
}

/** It was used, or somebody signs in instead. */
export function dropInvitationCode(): void {
  useEntrance.setState({ invitationCode: null });
}
