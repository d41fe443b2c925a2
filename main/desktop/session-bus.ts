import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Whether Linux's session bus is there: by its address, or at the place where systemd puts it. */
export function hasSessionBus(env: NodeJS.ProcessEnv): boolean {
  const address = env['DBUS_SESSION_BUS_ADDRESS'];
  if (address !== undefined && address !== '') return address !== 'disabled:';
  const runtime = env['XDG_RUNTIME_DIR'];
  return runtime !== undefined && runtime !== '' && fs.existsSync(path.join(runtime, 'bus'));
}

/** Runs a program; gives what it wrote, or null where it isn't there, fails or takes too long. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<string | null>;

const PATIENCE_MS = 2000;

export const runProgram: RunProgram = (program, args) =>
  new Promise((resolve) => {
    execFile(program, [...args], { timeout: PATIENCE_MS, encoding: 'utf8' }, (error, output) =>
      resolve(error === null ? output : null),
    );
  });

/**
 * Asks the bus whether somebody has this name, through whichever of the usual programs is installed.
 * @returns null where none of them is, or none could tell
 */
export async function nameIsOnBus(name: string, run: RunProgram = runProgram): Promise<boolean | null> {
  const bus = 'org.freedesktop.DBus';
  const method = `${bus}.NameHasOwner`;
  const ways: [string, string[]][] = [
    ['gdbus', ['call', '--session', '--dest', bus, '--object-path', '/', '--method', method, name]],
    ['dbus-send', ['--session', '--print-reply=literal', `--dest=${bus}`, '/', method, `string:${name}`]],
  ];
  for (const [program, args] of ways) {
    const answer = await run(program, args);
    if (answer !== null) return answer.includes('true');
  }
  return null;
}
