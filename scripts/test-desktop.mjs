// What tests and benches need that drive the real app: a runtime, a fresh build, a screen and a message bus of their own.
import { buildIfStale } from './application-build.mjs';
import { openDisplay } from './display.mjs';
import { resolveElectronRuntime, runtimeEnvironment } from './electron-runtime.mjs';
import { electronSwitches } from './electron-switches.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

/**
 * Runs `work` with the environment to hand to them, and takes the screen away after it. The switches for Electron are
 * in COUNTERSIGN_ELECTRON_SWITCHES, as JSON.
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withTestDesktop(work) {
  const runtime = await prepareTestDesktop();
  const switches = electronSwitches({ ...runtime, warn: console.warn });
  const display = await openDisplay({ alwaysPrivate: true });
  try {
    return await work({
      ...display.env,
      ...runtimeEnvironment(runtime),
      COUNTERSIGN_ELECTRON_SWITCHES: JSON.stringify(switches),
    });
  } finally {
    await display.stop();
  }
}

/** Fetches, installs and builds what is missing. Whoever wants several desktops at once does this first, and once. */
export async function prepareTestDesktop() {
  const runtime = await resolveElectronRuntime();
  ensureSystemLibraries({ executable: runtime.executable, display: true, tests: true });
  await buildIfStale();
  return runtime;
}
