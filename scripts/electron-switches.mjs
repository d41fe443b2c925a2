// Switches that Chromium needs on this machine, and the reasons it would refuse to start.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { findProgram, isLinux, isRoot } from './project.mjs';

/**
 * @param {{ dist: string, noSandbox?: boolean, warn?: (message: string) => void }} options
 *   noSandbox: the person asked for it
 * @returns {string[]} switches for Electron; throws where it would abort, with what to do about it
 */
export function electronSwitches({ dist, noSandbox = false, warn = () => {} }) {
  if (!isLinux) return noSandbox ? ['--no-sandbox'] : [];
  const switches = [];
  if (isRoot || noSandbox) {
    warn(`WARNING: Chromium's own sandbox is off (${isRoot ? 'running as root' : 'as asked for'}).`);
    switches.push('--no-sandbox');
  } else if (!userNamespacesWork() && !hasSetuidSandbox(dist)) {
    throw new Error(howToAllowTheSandbox(dist));
  }
  // Containers often give /dev/shm no more than 64 MB, too little for a page's pictures.
  if (inContainer()) switches.push('--disable-dev-shm-usage');
  return switches;
}

function inContainer() {
  if (process.env.container || fs.existsSync('/.dockerenv') || fs.existsSync('/run/.containerenv'))
    return true;
  return Boolean(process.env.KUBERNETES_SERVICE_HOST);
}

/** Tried, not read from settings: sysctls, AppArmor and seccomp can each forbid them. */
function userNamespacesWork() {
  if (!findProgram('unshare')) return true;
  return spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' }).status === 0;
}

function hasSetuidSandbox(dist) {
  const SETUID = 0o4000;
  const helper = fs.statSync(path.join(dist, 'chrome-sandbox'), { throwIfNoEntry: false });
  return helper !== undefined && helper.uid === 0 && (helper.mode & SETUID) !== 0;
}

function howToAllowTheSandbox(dist) {
  const fixes = [];
  if (settingIs('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1')) {
    fixes.push('sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0');
  }
  if (settingIs('/proc/sys/kernel/unprivileged_userns_clone', '0')) {
    fixes.push('sudo sysctl -w kernel.unprivileged_userns_clone=1');
  }
  if (settingIs('/proc/sys/user/max_user_namespaces', '0')) {
    fixes.push('sudo sysctl -w user.max_user_namespaces=10000');
  }
  const helper = path.join(dist, 'chrome-sandbox');
  fixes.push(`sudo chown root:root "${helper}" && sudo chmod 4755 "${helper}"`);
  if (inContainer()) fixes.push('start the container with --security-opt seccomp=unconfined');
  return (
    'This system gives ordinary users no user namespaces, so Electron would abort. Any one of these helps:\n\n' +
    fixes.map((fix) => `  ${fix}\n`).join('') +
    '\nOr go without the sandbox, at your own risk: npm start -- --no-sandbox'
  );
}

function settingIs(file, value) {
  try {
    return fs.readFileSync(file, 'utf8').trim() === value;
  } catch {
    return false;
  }
}
