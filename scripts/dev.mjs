// npm run dev: the app with hot reload. Arguments go to electron-vite, those after a further -- to the app.
import { forgetBuild } from './application-build.mjs';
import { exitCodeOf, startProgram } from './child-processes.mjs';
import { needsDisplay, openDisplay } from './display.mjs';
import { passOnWithoutNoise } from './electron-noise.mjs';
import { resolveElectronRuntime, runtimeEnvironment } from './electron-runtime.mjs';
import { electronSwitches } from './electron-switches.mjs';
import { inProject, projectRoot } from './project.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

const WEEK_SECONDS = 7 * 24 * 60 * 60;

function say(message) {
  process.stderr.write(`[dev] ${message}\n`);
}

async function develop(args) {
  const runtime = await resolveElectronRuntime();
  const switches = electronSwitches({ ...runtime, noSandbox: args.includes('--noSandbox'), warn: say });
  ensureSystemLibraries({ executable: runtime.executable, display: needsDisplay() });
  const display = await openDisplay({ lifetimeSeconds: WEEK_SECONDS });
  // Development builds overwrite out/main: the next npm start must build again.
  forgetBuild();
  const [own, toApp] = splitAt(args, '--');
  // electron-vite has a flag of its own for this switch, and passes the others after --.
  if (switches.includes('--no-sandbox') && !own.includes('--noSandbox')) own.push('--noSandbox');
  const others = switches.filter((name) => name !== '--no-sandbox');
  const electronVite = inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  try {
    const child = startProgram(process.execPath, [electronVite, 'dev', ...own, '--', ...others, ...toApp], {
      cwd: projectRoot,
      env: { ...display.env, ...runtimeEnvironment(runtime) },
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    passOnWithoutNoise(child.stderr, process.stderr);
    return await exitCodeOf(child);
  } finally {
    await display.stop();
  }
}

function splitAt(list, separator) {
  const index = list.indexOf(separator);
  return index === -1 ? [[...list], []] : [list.slice(0, index), list.slice(index + 1)];
}

try {
  process.exitCode = await develop(process.argv.slice(2));
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
