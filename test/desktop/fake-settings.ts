import { ToldNotices, type ToldStore } from '../../main/desktop/notifications/told-notices';
import type { SettingsActions } from '../../main/desktop/settings-handlers';

/** Settings that are kept nowhere. */
export function fakeSettings(over: Partial<SettingsActions> = {}): SettingsActions {
  return {
    keepAppearance: () => undefined,
    keepClosing: () => undefined,
    keepNotifications: () => undefined,
    keepSessionEnds: () => undefined,
    startAtLogin: (on) => on,
    copySecret: async () => undefined,
    diagnostics: () => ({
      version: '0.0.0',
      electron: '',
      chromium: '',
      node: '',
      system: '',
      logFile: '',
      dataFolder: '',
    }),
    showLog: () => undefined,
    ...over,
  };
}

/** A store that lasts as long as the test. */
export function fakeToldStore(): ToldStore & { stored: unknown } {
  const store = {
    stored: undefined as unknown,
    read: (): unknown => store.stored,
    keep: (entries: readonly (readonly string[])[]): void => {
      store.stored = entries;
    },
  };
  return store;
}

export const noneTold = (): ToldNotices => new ToldNotices(fakeToldStore(), () => undefined);
