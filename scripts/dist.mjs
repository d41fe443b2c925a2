// npm run dist: packages the app for this platform into dist/.
//   npm run dist -- --dir            the unpacked folder only
//   npm run dist -- --appimage       on Linux an AppImage too (downloads its runtime, or APPIMAGE_TOOLS_PATH)
//   npm run dist -- --rehearsal      every target, though the runtime at hand must not be released
//   npm run dist -- --test-flavour   the flavour that end-to-end tests can look into; the folder only
//   npm run dist -- --output FOLDER  elsewhere than dist/
import path from 'node:path';
import { parseArgs } from 'node:util';
import { packageApplication } from './dist-packaging.mjs';
import { isReleasable, runtimeVersion } from './dist-runtime.mjs';
import { resolveElectronRuntime } from './electron-runtime.mjs';
import { inProject } from './project.mjs';

const TARGETS = { linux: ['dir', 'tar.gz', 'deb'], darwin: ['dmg'], win32: ['nsis'] };

async function makePackages(options) {
  const runtime = await resolveElectronRuntime();
  const version = runtimeVersion(runtime);
  const output = options.output === undefined ? inProject('dist') : path.resolve(options.output);
  const everything = [...(TARGETS[process.platform] ?? ['dir']), ...(options.appimage ? ['AppImage'] : [])];
  let targets = options.dir || options['test-flavour'] ? ['dir'] : everything;
  if (!isReleasable(version)) {
    say(`NOT FOR RELEASE: packaging with Electron ${version}, which is for development and tests only.`);
    say('A release needs the official runtime: node scripts/electron-runtime.mjs --official');
    if (!options.rehearsal && targets.length > 1) {
      say(`So the unpacked folder only, without ${targets.filter((name) => name !== 'dir').join(', ')}.`);
      targets = ['dir'];
    }
  }
  const made = await packageApplication({
    runtime,
    version,
    targets,
    output,
    testFlavour: options['test-flavour'] ?? false,
  });
  for (const file of made) console.log(file);
}

function say(message) {
  process.stderr.write(`[dist] ${message}\n`);
}

try {
  const flag = { type: 'boolean' };
  const { values } = parseArgs({
    options: {
      dir: flag,
      appimage: flag,
      rehearsal: flag,
      'test-flavour': flag,
      output: { type: 'string' },
    },
  });
  await makePackages(values);
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
