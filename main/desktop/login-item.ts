import os from 'node:os';
import { app } from 'electron';
import { autostartByFile, type StartAtLogin } from './start-at-login';
import type { Platform } from './window-look';

/** Start at login, the way this platform does it. */
export function startAtLoginHere(platform: Platform): StartAtLogin {
  if (platform === 'linux')
    return autostartByFile({ env: process.env, home: os.homedir(), command: commandOf(process.env) });
  return {
    isOn: () => app.getLoginItemSettings().openAtLogin,
    set: (on) => app.setLoginItemSettings({ openAtLogin: on }),
  };
}

/** An AppImage runs from a place that is gone after it; the file itself is what has to be started. */
function commandOf(env: NodeJS.ProcessEnv): string[] {
  const image = env['APPIMAGE'];
  if (image !== undefined && image !== '') return [image];
  return app.isPackaged ? [process.execPath] : [process.execPath, app.getAppPath()];
}
