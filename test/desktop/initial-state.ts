import type { DesktopState } from '../../shared/contract/desktop-calls';

/** The desktop as it stands before anybody did anything. */
export function anInitialState(over: Partial<DesktopState> = {}): DesktopState {
  return {
    version: '0.0.0',
    platform: 'linux',
    ownWindowButtons: true,
    appearance: 'system',
    profile: null,
    connection: null,
    servers: [],
    session: null,
    signedOutBecause: null,
    machineHearing: { screenLock: true, suspend: true, userSwitch: true },
    cleared: { count: 0, because: null, gaveUp: false },
    waitingSignedOut: [],
    lastEmail: null,
    localOrganization: null,
    unopened: null,
    localData: null,
    notifications: {
      privacy: 'no-amounts-or-names',
      quietHours: { on: false, from: '20:00', to: '08:00' },
      reminder: 'off',
      available: false,
    },
    sessionEnds: { screenLock: true, suspend: true, userSwitch: true },
    startAtLogin: false,
    acceptLink: null,
    closing: 'ask',
    trayAvailable: false,
    developmentRuntime: false,
    ...over,
  };
}
