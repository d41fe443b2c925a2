import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Whether the app starts when the person comes to this computer. */
export interface StartAtLogin {
  isOn(): boolean;
  set(on: boolean): void;
}

export interface AutostartParts {
  env: NodeJS.ProcessEnv;
  home: string;
  /** The program and its arguments. */
  command: readonly string[];
}

/**
 * On Linux: a file in the folder whose programs every desktop starts (XDG Desktop Application Autostart), since
 * Electron does nothing there. It opens with its window: nobody is told anything before they have signed in.
 */
export function autostartByFile({ env, home, command }: AutostartParts): StartAtLogin {
  const configured = env['XDG_CONFIG_HOME'];
  // The specification wants relative ones ignored.
  const config =
    configured !== undefined && path.isAbsolute(configured) ? configured : path.join(home, '.config');
  const file = path.join(config, 'autostart', 'countersign.desktop');
  return {
    isOn: () => {
      try {
        // Desktops switch an entry off by these instead of removing it.
        return !/^(Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(readFileSync(file, 'utf8'));
      } catch {
        return false;
      }
    },
    set: (on) => {
      if (!on) return rmSync(file, { force: true });
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(file, entryOf(command), { mode: 0o600 });
    },
  };
}

function entryOf(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Countersign',
    'Comment=Tells you what waits for your decision',
    `Exec=${command.map(quoted).join(' ')}`,
    'Icon=countersign',
    'Terminal=false',
    '',
  ].join('\n');
}

/** An argument of Exec: quoted, its special signs escaped, then once more as a string of the file. */
function quoted(argument: string): string {
  const escaped = argument.replace(/[\\"`$]/g, (sign) => `\\${sign}`).replaceAll('%', '%%');
  return `"${escaped}"`.replaceAll('\\', '\\\\');
}
