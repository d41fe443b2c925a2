// One process at a time: for preparing the runtime and for building, which two terminals may start together.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 150;

export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Runs `work` while holding the lock `file`; waits for a living holder, takes over from a dead one.
 * Work under the lock must still be safe to do twice (it ends in a rename): pids say nothing across containers
 * that share a folder.
 */
export async function withLock(file, work, { onWait = () => {} } = {}) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let waiting = false;
  while (!tryTake(file)) {
    if (!removeIfAbandoned(file)) {
      if (!waiting) onWait();
      waiting = true;
      await sleep(POLL_MS);
    }
  }
  const release = () => {
    if (holderOf(file) === process.pid) fs.rmSync(file, { force: true });
  };
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function tryTake(file) {
  // Written beside and linked into place, so that nobody ever reads a lock without its pid.
  const mine = `${file}.${process.pid}`;
  fs.writeFileSync(mine, String(process.pid));
  try {
    fs.linkSync(mine, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(mine, { force: true });
  }
}

function holderOf(file) {
  try {
    return Number(fs.readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function removeIfAbandoned(file) {
  const holder = holderOf(file);
  if (holder === null) return true;
  if (Number.isInteger(holder) && holder > 0 && isRunning(holder)) return false;
  // Moved away first: of several waiters only one succeeds, and it can see whether the lock changed hands meanwhile.
  const aside = `${file}.abandoned.${process.pid}`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return true;
  }
  if (holderOf(aside) !== holder) {
    try {
      fs.linkSync(aside, file);
    } catch {
      // taken again in between: its holder and the one we moved both finish by renaming, so nothing breaks
    }
  }
  fs.rmSync(aside, { force: true });
  return true;
}
