import type { DesktopState } from '../../shared/contract/desktop-calls';

/** The desktop as it stands before anybody did anything. */
export function anInitialState(over: Partial<DesktopState> = {}): DesktopState {
  return {
    version: '0.0.0',
    platform: 'linux',
    ownWindowButtons: true,
    appearance: 'system',
    profile: null,
    session: null,
    signedOutBecause: null,
    lastEmail: null,
    localOrganization: null,
    notifications: { privacy: 'no-amounts-or-names', available: false },
    closing: 'ask',
    trayAvailable: false,
    developmentRuntime: false,
    ...over,
  };
}
