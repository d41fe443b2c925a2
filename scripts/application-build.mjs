// Builds the app into out/ where its sources are others than those of the last complete build.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { exitCodeOf, startProgram } from './child-processes.mjs';
import { withLock } from './exclusive-lock.mjs';
import { inProject, projectRoot } from './project.mjs';

const SOURCES = [
  'assets',
  'main',
  'preload',
  'renderer',
  'shared',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

// Outside the folders that the build empties. Holds the print of the sources that were built.
const stamp = inProject('out', '.built');

/** Builds when needed. Its output goes to stderr: some callers print a result on stdout. */
export async function buildIfStale() {
  if (isFresh()) return;
  await withLock(
    inProject('out', '.build-lock'),
    async () => {
      if (!isFresh()) await build();
    },
    { onWait: () => process.stderr.write('Another build is running; waiting for it.\n') },
  );
}

/** Builds whether needed or not. */
export async function buildAnyway() {
  await withLock(inProject('out', '.build-lock'), build);
}

/** Call it where something else writes to out/ (electron-vite's development mode). */
export function forgetBuild() {
  fs.rmSync(stamp, { force: true });
}

/** Builds the flavour that lets tests look into it when packaged; it differs by that check only (app-guards.ts). */
export async function buildTestFlavour(folder) {
  await runElectronVite(['--outDir', folder], { ...process.env, MAIN_VITE_TEST_FLAVOUR: 'true' });
}

async function build() {
  // Taken before, so that a save during the build makes it stale.
  const print = printOfSources();
  forgetBuild();
  await runElectronVite([], process.env);
  fs.writeFileSync(stamp, print);
}

async function runElectronVite(args, env) {
  const electronVite = inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const code = await exitCodeOf(
    startProgram(process.execPath, [electronVite, 'build', '--logLevel', 'warn', ...args], {
      cwd: projectRoot,
      env,
      stdio: ['ignore', 2, 2],
    }),
  );
  if (code !== 0) throw new Error(`The build failed (exit code ${code}).`);
}

function isFresh() {
  return fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === printOfSources();
}

/** Names, sizes and times: not only newer files count, but those put back, unpacked or copied with an old time too. */
function printOfSources() {
  const hash = createHash('sha256');
  const add = (file) => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (stat.isDirectory()) {
      for (const name of fs.readdirSync(file).sort()) add(path.join(file, name));
    } else {
      hash.update(`${file} ${stat.size} ${stat.mtimeMs}\n`);
    }
  };
  for (const name of SOURCES) add(inProject(name));
  return hash.digest('hex');
}
