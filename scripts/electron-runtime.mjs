// Finds or fetches an Electron to run: `node scripts/electron-runtime.mjs [--json] [--official]` prints its folder.
// Order: ELECTRON_OVERRIDE_DIST_PATH, node_modules/electron/dist, the official download, the checked fallback.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { withLock } from './exclusive-lock.mjs';
import { FALLBACK_VERSION, fallbackIsReady, hasFallback, prepareFallback } from './fallback-runtime.mjs';
import { cacheFolder, inProject, isMainScript } from './project.mjs';

/** Without a network the download may hang; with the fallback at hand there is no need to wait long. */
const DOWNLOAD_LIMIT_MS = 20_000;
/** Where nothing else could help, a slow line gets its time. */
const ONLY_CHANCE_LIMIT_MS = 15 * 60_000;
const RETRY_AFTER_MS = 60 * 60_000;

const EXECUTABLES = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' };
const executableName = EXECUTABLES[process.platform] ?? 'electron';

const electronPackage = inProject('node_modules', 'electron');
const downloadFailedStamp = path.join(cacheFolder(), 'electron-download-failed');

/**
 * @typedef {'override' | 'official' | 'fallback'} RuntimeSource
 * @returns {Promise<{ dist: string, executable: string, source: RuntimeSource }>}
 */
export async function resolveElectronRuntime({ log = logToStderr, officialOnly = false } = {}) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    if (!fs.existsSync(path.join(override, executableName))) {
      throw new Error(`ELECTRON_OVERRIDE_DIST_PATH is ${override}, but there is no ${executableName} in it.`);
    }
    return runtime(path.resolve(override), 'override');
  }
  return (
    installedRuntime() ??
    (officialOnly ? null : readyFallback(log)) ??
    (await withLock(
      path.join(cacheFolder(), 'electron-runtime.lock'),
      () => obtainRuntime({ log, officialOnly }),
      { onWait: () => log('Another process is preparing Electron; waiting for it.') },
    ))
  );
}

/** What other tools need to find this runtime: electron's own index.js, Playwright and electron-vite. */
export function runtimeEnvironment({ dist, executable }) {
  return { ELECTRON_OVERRIDE_DIST_PATH: dist, ELECTRON_EXEC_PATH: executable };
}

function runtime(dist, source) {
  return { dist, executable: path.join(dist, executableName), source };
}

function installedRuntime() {
  // install.js writes path.txt last: without it an extraction was interrupted.
  const dist = path.join(electronPackage, 'dist');
  const complete =
    fs.existsSync(path.join(electronPackage, 'path.txt')) && fs.existsSync(path.join(dist, executableName));
  return complete ? runtime(dist, 'official') : null;
}

function readyFallback(log) {
  if (!downloadFailedLately()) return null;
  const dist = fallbackIsReady();
  if (dist === null) return null;
  warnAboutFallback(log);
  return runtime(dist, 'fallback');
}

async function obtainRuntime({ log, officialOnly }) {
  // The process we waited for may have done it.
  const installed = installedRuntime();
  if (installed) return installed;

  const worthTrying = officialOnly || !hasFallback || !downloadFailedLately();
  if (worthTrying) {
    const failure = await downloadOfficial(log, officialOnly || !hasFallback);
    const downloaded = failure === null ? installedRuntime() : null;
    if (downloaded) {
      fs.rmSync(downloadFailedStamp, { force: true });
      return downloaded;
    }
    log(`The official Electron could not be downloaded: ${failure ?? 'install.js left no binary behind'}`);
    fs.writeFileSync(downloadFailedStamp, '');
  }
  if (officialOnly) throw new Error('No official Electron, and nothing else was asked for.');
  if (!hasFallback) {
    throw new Error(
      `There is no fallback runtime for ${process.platform}-${process.arch}. ` +
        'Make the official download reachable (electron honours ELECTRON_MIRROR and HTTPS_PROXY with ELECTRON_GET_USE_PROXY=1), ' +
        'or point ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.',
    );
  }
  const dist = await prepareFallback(log);
  warnAboutFallback(log);
  return runtime(dist, 'fallback');
}

function warnAboutFallback(log) {
  log(
    `WARNING: running on the fallback Electron ${FALLBACK_VERSION}, which gets no security fixes any more. ` +
      'For development and tests only, never for a release. ' +
      'The official one: node scripts/electron-runtime.mjs --official',
  );
}

function downloadFailedLately() {
  const failedAt = fs.statSync(downloadFailedStamp, { throwIfNoEntry: false })?.mtimeMs;
  return failedAt !== undefined && Date.now() - failedAt < RETRY_AFTER_MS;
}

/** @returns {Promise<string | null>} why it failed, or null */
function downloadOfficial(log, onlyChance) {
  const installScript = path.join(electronPackage, 'install.js');
  if (!fs.existsSync(installScript)) return Promise.resolve('the electron package is missing (run npm ci)');
  log('Downloading the official Electron …');
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [installScript], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: onlyChance ? ONLY_CHANCE_LIMIT_MS : DOWNLOAD_LIMIT_MS,
      killSignal: 'SIGKILL',
    });
    let complaints = '';
    child.stderr.on('data', (chunk) => (complaints += chunk));
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      if (code === 0) resolve(null);
      else resolve(signal ? 'it took too long' : complaints.trim().split('\n')[0] || `exit code ${code}`);
    });
  });
}

function logToStderr(message) {
  process.stderr.write(`[electron-runtime] ${message}\n`);
}

if (isMainScript(import.meta.url)) {
  const officialOnly = process.argv.includes('--official');
  try {
    const found = await resolveElectronRuntime({ officialOnly });
    console.log(process.argv.includes('--json') ? JSON.stringify(found) : found.dist);
  } catch (error) {
    logToStderr(error.message);
    process.exitCode = 1;
  }
}
