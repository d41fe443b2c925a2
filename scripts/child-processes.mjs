// Starts programs so that they end with us: each in a process group of its own, all ended when this script ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const GRACE_MS = 5_000;
const ORPHAN_CHECK_MS = 500;
/** Shells report a program ended by signal n as 128 + n. */
const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

const hasGroups = process.platform !== 'win32';
const running = new Set();

/**
 * Like child_process.spawn. On Windows, which has no process groups, the child alone is followed.
 * @returns {import('node:child_process').ChildProcess}
 */
export function startProgram(command, args, options = {}) {
  endWithThisScript();
  const child = spawn(command, args, { ...options, detached: hasGroups });
  if (child.pid !== undefined) {
    running.add(child);
    child.once('exit', () => {
      running.delete(child);
      // What the program itself started and left behind.
      signalGroup(child, 'SIGKILL');
    });
  }
  return child;
}

/** @returns {Promise<number>} the exit code; 128 + n after signal n; 127 where it could not be started */
export function exitCodeOf(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(127);
    });
    child.once('close', (code, signal) => resolve(code ?? 128 + (SIGNAL_NUMBERS[signal] ?? 9)));
  });
}

/** Asks the program to end, and makes it after a moment. */
export async function stopProgram(child) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  // It may have been unref'd, and then nothing would keep this script alive until it has ended.
  child.ref();
  const ended = once(child, 'exit');
  // The program alone: Electron's own helpers must outlive it for it to close in order.
  child.kill('SIGTERM');
  await Promise.race([ended, sleep(GRACE_MS, undefined, { ref: false })]);
  signalGroup(child, 'SIGKILL');
  await ended;
}

/** Passes Ctrl+C and the like on to `child` and lets it end in its own way, instead of ending at once. */
export function forwardSignals(child) {
  endWithThisScript();
  for (const signal of Object.keys(SIGNAL_NUMBERS)) {
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill(signal));
  }
}

function signalGroup(child, signal) {
  try {
    if (hasGroups) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // gone already
  }
}

let watching = false;
function endWithThisScript() {
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const child of running) signalGroup(child, 'SIGKILL');
  });
  for (const [signal, number] of Object.entries(SIGNAL_NUMBERS)) {
    process.on(signal, async () => {
      // Last started, first ended: the app says goodbye before its screen goes.
      for (const child of [...running].reverse()) await stopProgram(child);
      process.exit(128 + number);
    });
  }
  if (process.env.npm_lifecycle_event !== undefined) endWhenOrphaned();
}

/** npm passes signals on to the shell it runs a script with, and that ends without passing them on to us. */
function endWhenOrphaned() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, ORPHAN_CHECK_MS);
  timer.unref();
}
