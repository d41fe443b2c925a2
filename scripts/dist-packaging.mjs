// Packages the built application with electron-builder; electron-builder.yml says what goes in.
import fs from 'node:fs';
import path from 'node:path';
import { buildIfStale, buildTestFlavour } from './application-build.mjs';
import { findProgram, inProject, isLinux, projectRoot } from './project.mjs';

/**
 * @param {object} order
 * @param {{ dist: string }} order.runtime  the Electron that goes in
 * @param {string} order.version            its version
 * @param {string[]} order.targets          as electron-builder names them
 * @param {string} order.output             a folder; what an earlier run left in it goes
 * @param {boolean} order.testFlavour       built so that tests can look into it
 * @returns {Promise<string[]>} what was made: files, and the unpacked folder
 */
export async function packageApplication({ runtime, version, targets, output, testFlavour }) {
  const built = testFlavour ? path.join(output, 'built') : inProject('out');
  fs.rmSync(output, { recursive: true, force: true });
  if (testFlavour) await buildTestFlavour(built);
  else await buildIfStale();
  // electron-builder takes it for a path inside the project, even when it is absolute.
  process.env.COUNTERSIGN_BUILT = path.relative(projectRoot, built);
  useOwnTools(targets);
  // Loaded late: it takes most of a second.
  const { build, Platform } = await import('electron-builder');
  const packages = path.join(output, testFlavour ? 'packages' : '.');
  const files = await build({
    projectDir: projectRoot,
    targets: Platform.current().createTarget(targets),
    publish: 'never',
    config: {
      extends: inProject('electron-builder.yml'),
      electronVersion: version,
      electronDist: runtime.dist,
      directories: { output: packages },
    },
  });
  const unpacked = fs.readdirSync(packages).filter((name) => name.endsWith('-unpacked'));
  return [...files, ...unpacked.map((name) => path.join(packages, name))].filter(
    (file) => !file.endsWith('.blockmap'),
  );
}

/** electron-builder downloads fpm and 7-Zip; on Linux two small scripts do the part of them that is needed. */
function useOwnTools(targets) {
  if (!isLinux) return;
  if (targets.includes('deb')) process.env.CUSTOM_FPM_PATH ??= inProject('scripts', 'fpm-over-dpkg.mjs');
  if (targets.includes('tar.gz'))
    process.env.ELECTRON_BUILDER_7ZIP_PATH ??=
      findProgram('7za') ?? inProject('scripts', 'seven-zip-over-gzip.mjs');
}
