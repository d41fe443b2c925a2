import type { Appearance, Closing } from '../../shared/contract/desktop-calls';
import type { Diagnostics, NotificationSettings, SessionEnds } from '../../shared/contract/desktop-settings';
import type { Result } from '../../shared/contract/problem';
import type { DesktopStateStore } from './desktop-state';
import type { DesktopHandlers } from './handler-types';

/** Keeps and carries out what the person chooses for this computer. */
export interface SettingsActions {
  keepAppearance(appearance: Appearance): void;
  keepClosing(closing: Closing): void;
  keepNotifications(settings: NotificationSettings): void;
  keepSessionEnds(ends: SessionEnds): void;
  /** @returns how it is then */
  startAtLogin(on: boolean): boolean;
  copySecret(text: string): Promise<void>;
  diagnostics(): Diagnostics;
  showLog(): void;
}

type SettingsCall =
  | 'desktop.setAppearance'
  | 'desktop.setClosing'
  | 'desktop.setNotifications'
  | 'desktop.setSessionEnds'
  | 'desktop.setStartAtLogin'
  | 'desktop.copySecret'
  | 'desktop.diagnostics'
  | 'desktop.showLog';

/** The calls of the settings screen. What can't be kept is told, and holds for nobody. */
export function makeSettingsHandlers(
  actions: SettingsActions,
  state: DesktopStateStore,
): Pick<DesktopHandlers, SettingsCall> {
  return {
    'desktop.setAppearance': async ({ appearance }) => {
      actions.keepAppearance(appearance);
      state.change({ appearance });
      return succeed(state.current);
    },

    'desktop.setClosing': async ({ closing }) => {
      actions.keepClosing(closing);
      state.change({ closing });
      return succeed(state.current);
    },

    'desktop.setNotifications': async (chosen) => {
      const { available, ...before } = state.current.notifications;
      const settings = {
        privacy: chosen.privacy ?? before.privacy,
        quietHours: chosen.quietHours ?? before.quietHours,
        reminder: chosen.reminder ?? before.reminder,
      };
      actions.keepNotifications(settings);
      state.change({ notifications: { ...settings, available } });
      return succeed(state.current);
    },

    'desktop.setSessionEnds': async (chosen) => {
      const before = state.current.sessionEnds;
      const sessionEnds = {
        screenLock: chosen.screenLock ?? before.screenLock,
        suspend: chosen.suspend ?? before.suspend,
        userSwitch: chosen.userSwitch ?? before.userSwitch,
      };
      actions.keepSessionEnds(sessionEnds);
      state.change({ sessionEnds });
      return succeed(state.current);
    },

    'desktop.setStartAtLogin': async ({ on }) => {
      state.change({ startAtLogin: actions.startAtLogin(on) });
      return succeed(state.current);
    },

    'desktop.copySecret': async ({ text }) => {
      await actions.copySecret(text);
      return succeed({});
    },

    'desktop.diagnostics': async () => succeed(actions.diagnostics()),

    'desktop.showLog': async () => {
      actions.showLog();
      return succeed({});
    },
  };
}

function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}
