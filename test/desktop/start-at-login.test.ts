import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { autostartByFile, type StartAtLogin } from '../../main/desktop/start-at-login';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'autostart-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const ODD = ['/opt/a b/counter"sign', '--x=$HOME', '100%', 'back\\slash', '`id`'];
const at = (env: NodeJS.ProcessEnv = {}, command: readonly string[] = ['/opt/countersign']): StartAtLogin =>
  autostartByFile({ env, home, command });
const file = (folder: string): string => path.join(folder, 'autostart', 'countersign.desktop');

describe('start at login', () => {
  test('is a file where desktops look for it', () => {
    const start = at();
    expect(start.isOn()).toBe(false);
    start.set(true);
    expect(start.isOn()).toBe(true);
    const text = readFileSync(file(path.join(home, '.config')), 'utf8');
    expect(text).toContain('[Desktop Entry]\nType=Application\nName=Countersign\n');
    expect(text).toContain('\nExec="/opt/countersign"\n');
    if (process.platform !== 'win32') expect(statSync(file(path.join(home, '.config'))).mode & 0o077).toBe(0);
    start.set(false);
    start.set(false);
    expect(start.isOn()).toBe(false);
  });

  test('respects where the person keeps such files, if it is a full path', () => {
    const elsewhere = path.join(home, 'elsewhere');
    at({ XDG_CONFIG_HOME: elsewhere }).set(true);
    expect(existsSync(file(elsewhere))).toBe(true);
    at({ XDG_CONFIG_HOME: 'relative' }).set(true);
    expect(existsSync(file(path.join(home, '.config')))).toBe(true);
  });

  test.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])('counts as off after %s', (line) => {
    const start = at();
    start.set(true);
    appendFileSync(file(path.join(home, '.config')), `${line}\n`);
    expect(start.isOn()).toBe(false);
    start.set(true);
    expect(start.isOn()).toBe(true);
  });

  /** Undoes the two layers of escaping that the Desktop Entry Specification has, by its own rules. */
  test('names the program so that no sign in it means something else', () => {
    at({}, ODD).set(true);
    const line = /^Exec=(.*)$/m.exec(readFileSync(file(path.join(home, '.config')), 'utf8'))?.[1] ?? '';
    const asString = line.replaceAll('\\\\', '\\');
    const args = [...asString.matchAll(/"((?:\\.|[^"\\])*)"/g)].map(([, quoted = '']) =>
      quoted.replace(/\\(.)/g, '$1').replaceAll('%%', '%'),
    );
    expect(args).toEqual(ODD);
  });
});
