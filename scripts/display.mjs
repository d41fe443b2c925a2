// A private screen (Xvfb) and a private message bus (D-Bus) for machines without a desktop, and for tests.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { startProgram, stopProgram } from './child-processes.mjs';
import { isLinux } from './project.mjs';

export const SCREEN_SIZE = '1400x900x24';

const START_LIMIT_MS = 15_000;
/** Far beyond any test run: the last resort against a screen left behind. */
const DEFAULT_LIFETIME_SECONDS = 2 * 60 * 60;

/**
 * Runs "$@" until this script's end of the pipe on stdin closes. The kernel closes it even when this script is
 * killed with SIGKILL, where no exit handler runs. The first line keeps the pipe as descriptor 9, since a shell gives
 * background jobs /dev/null for stdin.
 */
const UNTIL_PARENT_ENDS = `
exec 9<&0
"$@" 9<&- &
program=$!
(read -r _ <&9; kill "$program") 2>/dev/null &
wait "$program"
`;

/** True where a screen must be started for a window to appear. */
export function needsDisplay(env = process.env) {
  return isLinux && !env.DISPLAY && !env.WAYLAND_DISPLAY;
}

/**
 * @typedef {object} Display
 * @property {NodeJS.ProcessEnv} env      for programs that shall appear there
 * @property {boolean} isPrivate          false where the user's own screen is used
 * @property {() => Promise<void>} stop   ends what was started, and removes its files
 */

/**
 * Gives the environment of a screen and a message bus, starting what is not there.
 * @param {{ alwaysPrivate?: boolean, lifetimeSeconds?: number }} options
 *   alwaysPrivate: tests must neither show on the developer's screen nor notify the developer
 * @returns {Promise<Display>}
 */
export async function openDisplay({
  alwaysPrivate = false,
  lifetimeSeconds = DEFAULT_LIFETIME_SECONDS,
} = {}) {
  const wantsScreen = isLinux && (alwaysPrivate || needsDisplay());
  const wantsBus = isLinux && (alwaysPrivate || !hasSessionBus());
  const env = { ...process.env };
  if (!wantsScreen && !wantsBus) return { env, isPrivate: false, stop: async () => {} };

  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-display-'));
  const removeFolder = () => fs.rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeFolder);
  const started = [];
  const stop = async () => {
    await Promise.all(started.map(stopProgram));
    process.off('exit', removeFolder);
    removeFolder();
  };
  try {
    if (wantsScreen) {
      delete env.WAYLAND_DISPLAY;
      Object.assign(env, await startScreen(folder, lifetimeSeconds, started));
    }
    if (wantsBus) {
      // Services that the bus starts inherit its environment, the screen included.
      Object.assign(env, await startBus(env, folder, lifetimeSeconds, started));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { env, isPrivate: wantsScreen, stop };
}

function hasSessionBus() {
  if (process.env.DBUS_SESSION_BUS_ADDRESS) return true;
  const runtimeFolder = process.env.XDG_RUNTIME_DIR;
  return Boolean(runtimeFolder) && fs.existsSync(path.join(runtimeFolder, 'bus'));
}

async function startScreen(folder, lifetimeSeconds, started) {
  const authority = path.join(folder, 'xauthority');
  fs.writeFileSync(authority, xauthority(randomBytes(16)), { mode: 0o600 });
  // -displayfd picks a free number and reports it when the screen is ready to be used.
  const command = [
    'Xvfb',
    '-displayfd',
    '3',
    '-screen',
    '0',
    SCREEN_SIZE,
    '-auth',
    authority,
    '-nolisten',
    'tcp',
  ];
  const screen = startGuarded(command, lifetimeSeconds, { stdio: ['pipe', 'ignore', 'pipe', 'pipe'] });
  started.push(screen);
  const number = await firstLine(screen, screen.stdio[3], 'Xvfb');
  return {
    DISPLAY: `:${number}`,
    XAUTHORITY: authority,
    // Without a session there is no accessibility bus; looking for it costs GTK seconds.
    NO_AT_BRIDGE: '1',
  };
}

async function startBus(env, folder, lifetimeSeconds, started) {
  const busEnv = { ...env, XDG_RUNTIME_DIR: path.join(folder, 'runtime') };
  fs.mkdirSync(busEnv.XDG_RUNTIME_DIR, { mode: 0o700 });
  const command = ['dbus-daemon', '--session', '--nofork', '--nopidfile', '--print-address=1'];
  const bus = startGuarded(command, lifetimeSeconds, { env: busEnv, stdio: ['pipe', 'pipe', 'pipe'] });
  started.push(bus);
  const address = await firstLine(bus, bus.stdout, 'dbus-daemon');
  return { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: busEnv.XDG_RUNTIME_DIR };
}

function startGuarded(command, lifetimeSeconds, options) {
  const guard = ['-k', '5', String(lifetimeSeconds), 'sh', '-c', UNTIL_PARENT_ENDS, 'sh'];
  const child = startProgram('timeout', [...guard, ...command], options);
  // A screen that nobody stops must not keep this script from ending.
  child.unref();
  for (const stream of child.stdio) stream?.unref?.();
  return child;
}

function firstLine(child, stream, name) {
  return new Promise((resolve, reject) => {
    let complaints = '';
    child.stderr.on('data', (chunk) => (complaints += chunk));
    const fail = (why) => reject(new Error(`${name} did not start (${why}). ${complaints.trim()}`));
    const timer = setTimeout(() => fail('no answer'), START_LIMIT_MS);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`exit code ${code}`));
    createInterface({ input: stream }).once('line', (line) => {
      clearTimeout(timer);
      resolve(line.trim());
    });
  });
}

/**
 * An authority file with one entry for any host and screen, so that other users of this machine can't look at the
 * screen. The format (X11's Xauth): family, then address, number, name and data, each with its length before it.
 */
function xauthority(cookie) {
  const FAMILY_WILD = 0xffff;
  const uint16 = (value) => Buffer.from([value >> 8, value & 0xff]);
  const counted = (data) => Buffer.concat([uint16(data.length), data]);
  const empty = Buffer.alloc(0);
  return Buffer.concat([
    uint16(FAMILY_WILD),
    counted(empty),
    counted(empty),
    counted(Buffer.from('MIT-MAGIC-COOKIE-1')),
    counted(cookie),
  ]);
}
