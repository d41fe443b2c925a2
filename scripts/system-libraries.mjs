// Sees to it that a Linux machine has what Electron needs: `node scripts/system-libraries.mjs [--yes] [--display] [--tests]`.
// Installs through apt as root without a terminal or with --yes; else prints the one command to run and exits 1.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { resolveElectronRuntime } from './electron-runtime.mjs';
import { findProgram, isLinux, isMainScript, isRoot } from './project.mjs';
import {
  DESKTOP_TEST_MODULES,
  DESKTOP_TEST_PROGRAMS,
  DISPLAY_PROGRAMS,
  FONT_PACKAGE,
  LIBRARY_PACKAGES,
  OPENED_LATER,
} from './system-packages.mjs';

/** Another apt may be at work, at boot for instance. */
const APT_LOCK_WAIT_SECONDS = 120;
const APT_OUTPUT_LIMIT_BYTES = 64 * 1024 * 1024;

/**
 * Makes sure of the libraries; throws with the command to run where it may not install them itself.
 * @param {{ executable: string, display: boolean, tests?: boolean, yes?: boolean }} needs
 */
export function ensureSystemLibraries(needs, log = logToStderr) {
  if (!isLinux) return;
  const missing = findMissing(needs);
  if (missing.length === 0) return;

  const list = byPurpose(missing);
  if (!findProgram('apt-get')) {
    throw new Error(`Missing on this system:\n${list}\nInstall them with this system's package manager.`);
  }
  const mayInstall = isRoot && (needs.yes === true || !process.stdin.isTTY);
  if (mayInstall) {
    log(`Installing what is missing:\n${list}`);
    runApt(['update']);
  }
  const packages = packagesFor(missing);
  if (!mayInstall) {
    const sudo = !isRoot && findProgram('sudo') ? 'sudo ' : '';
    throw new Error(
      `Missing on this system:\n${list}\nInstall with${isRoot || sudo ? '' : ', as root'}:\n\n  ` +
        `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${packages.join(' ')}\n`,
    );
  }
  runApt(['install', '-y', '--no-install-recommends', ...packages]);

  const stillMissing = findMissing(needs);
  if (stillMissing.length > 0) {
    throw new Error(`Installed, but still missing: ${stillMissing.map((item) => item.name).join(', ')}.`);
  }
}

/** One line for each purpose, in the order found. */
function byPurpose(missing) {
  const purposes = [...new Set(missing.map((item) => item.purpose))];
  const namesFor = (purpose) => missing.filter((item) => item.purpose === purpose).map((item) => item.name);
  return purposes.map((purpose) => `  ${purpose}: ${namesFor(purpose).join(', ')}`).join('\n');
}

function findMissing({ executable, display, tests = false }) {
  return [
    ...missingLibraries(executable),
    ...(display ? missingPrograms(DISPLAY_PROGRAMS) : []),
    ...(tests ? [...missingPrograms(DESKTOP_TEST_PROGRAMS), ...missingModules(DESKTOP_TEST_MODULES)] : []),
    ...(anyFont() ? [] : [{ name: 'fonts', purpose: 'text', package: FONT_PACKAGE }]),
  ];
}

function missingLibraries(executable) {
  const listing = execFileSync('ldd', [executable], { encoding: 'utf8' });
  const linked = [...listing.matchAll(/^\s*(\S+) => not found/gm)].map(([, library]) => ({
    name: library,
    purpose: 'Electron',
    package: LIBRARY_PACKAGES[library] ?? null,
  }));
  // Looked for where the loader found the others: its cache (ldconfig -p) is out of date in some images.
  const folders = new Set([...listing.matchAll(/ => (\/\S*)\//g)].map(([, folder]) => folder));
  const isThere = (library) => [...folders].some((folder) => fs.existsSync(path.join(folder, library)));
  const openedLater = OPENED_LATER.filter(
    ({ library }) => !isThere(library) && !linked.some(({ name }) => name === library),
  ).map((item) => ({ name: item.library, purpose: item.purpose, package: item.package }));
  return [...linked, ...openedLater];
}

function missingPrograms(programs) {
  return programs
    .filter(({ program }) => findProgram(program) === null)
    .map((item) => ({ name: item.program, purpose: item.purpose, package: item.package }));
}

function missingModules(modules) {
  return modules.filter(({ file }) => !fs.existsSync(file));
}

function anyFont() {
  const home = process.env.HOME ?? '/';
  const folders = [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    `${home}/.fonts`,
    `${home}/.local/share/fonts`,
  ];
  return folders.some(holdsFont);
}

function holdsFont(folder) {
  let entries;
  try {
    entries = fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return false;
  }
  return entries.some((entry) =>
    entry.isDirectory() ? holdsFont(path.join(folder, entry.name)) : /\.(ttf|otf|ttc|pfb)$/i.test(entry.name),
  );
}

function packagesFor(missing) {
  const unknown = missing.filter((item) => item.package === null).map((item) => item.name);
  if (unknown.length > 0) throw new Error(`Don't know which package holds ${unknown.join(', ')}.`);
  return [...new Set(missing.map((item) => packageNameHere(item.package)))].sort();
}

/** Debian 13 and Ubuntu 24.04 renamed libraries for the 64-bit time_t: libgtk-3-0 became libgtk-3-0t64. */
function packageNameHere(name) {
  const renamed = `${name}t64`;
  const known = spawnSync('apt-cache', ['show', '--no-all-versions', renamed], { stdio: 'ignore' });
  return known.status === 0 ? renamed : name;
}

/** Keeps apt's hundreds of lines to itself unless it fails. */
function runApt(args) {
  const options = ['-qq', '-o', `DPkg::Lock::Timeout=${APT_LOCK_WAIT_SECONDS}`, '-o', 'Dpkg::Use-Pty=0'];
  const result = spawnSync('apt-get', [...options, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: APT_OUTPUT_LIMIT_BYTES,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_MODE: 'l' },
  });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout}${result.stderr}`);
  throw new Error(`apt-get ${args[0]} failed (${result.error?.message ?? `exit code ${result.status}`}).`);
}

function logToStderr(message) {
  process.stderr.write(`[system-libraries] ${message}\n`);
}

if (isMainScript(import.meta.url)) {
  const has = (flag) => process.argv.includes(flag);
  try {
    const { executable } = await resolveElectronRuntime();
    ensureSystemLibraries({
      executable,
      display: has('--display'),
      tests: has('--tests'),
      yes: has('--yes'),
    });
  } catch (error) {
    logToStderr(error.message);
    process.exitCode = 1;
  }
}
