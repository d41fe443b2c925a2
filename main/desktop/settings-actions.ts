import os from 'node:os';
import { app, nativeTheme, shell } from 'electron';
import type { CopiedSecret } from './copied-secret';
import { logFileIn } from './log';
import type { Preferences } from './preferences';
import type { Settings } from './settings';
import type { SettingsActions } from './settings-handlers';
import type { StartAtLogin } from './start-at-login';

export interface SettingsActionParts {
  settings: Settings;
  preferences: Preferences;
  startAtLogin: StartAtLogin;
  copied: CopiedSecret;
  userData: string;
}

/** What the settings screen asks for, with the parts of this computer that do it. */
export function settingsActions(parts: SettingsActionParts): SettingsActions {
  const { settings, preferences, startAtLogin, copied, userData } = parts;
  const logFile = logFileIn(userData);
  return {
    keepAppearance: (appearance) => {
      settings.appearance = appearance;
      nativeTheme.themeSource = appearance;
    },
    keepClosing: (closing) => (settings.closing = closing),
    keepNotifications: (chosen) => (preferences.notifications = chosen),
    keepSessionEnds: (ends) => (preferences.sessionEnds = ends),
    startAtLogin: (on) => {
      startAtLogin.set(on);
      return startAtLogin.isOn();
    },
    copySecret: (text) => copied.copy(text),
    diagnostics: () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
      system: `${os.type()} ${os.release()}, ${process.arch}`,
      logFile,
      dataFolder: userData,
    }),
    showLog: () => shell.showItemInFolder(logFile),
  };
}
