// Builds the app into out/ where its sources are newer than the last complete build.
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

// Outside the folders that the build empties. Dated from before the build, so that a save during it counts as newer.
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
  const startedAt = new Date();
  forgetBuild();
  await runElectronVite([], process.env);
  fs.writeFileSync(stamp, '');
  fs.utimesSync(stamp, startedAt, startedAt);
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
  const builtAt = fs.statSync(stamp, { throwIfNoEntry: false })?.mtimeMs;
  return builtAt !== undefined && SOURCES.every((name) => newestChange(inProject(name)) <= builtAt);
}

/** A folder's own time counts too: it tells of files removed or renamed. */
function newestChange(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return fs
    .readdirSync(file)
    .reduce((newest, name) => Math.max(newest, newestChange(path.join(file, name))), stat.mtimeMs);
}
