// npm start: gets what is missing, builds what is stale, opens the app.
//   npm start -- --screenshot shot.png    saves a picture of the first screen and quits
//   npm start -- --no-sandbox             without Chromium's sandbox (always so as root)
//   npm start -- --yes                    installs missing system libraries without asking (as root)
// Everything else is handed on to the app.
import fs from 'node:fs';
import path from 'node:path';
import { buildIfStale } from './application-build.mjs';
import { exitCodeOf, startProgram } from './child-processes.mjs';
import { needsDisplay, openDisplay, SCREEN_SIZE } from './display.mjs';
import { passOnWithoutNoise } from './electron-noise.mjs';
import { resolveElectronRuntime, runtimeEnvironment } from './electron-runtime.mjs';
import { electronSwitches } from './electron-switches.mjs';
import { projectRoot } from './project.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

/** The app itself gives up after a minute and says why (main/desktop/screenshot.ts). */
const SCREENSHOT_LIMIT_MS = 75_000;
const MONTH_SECONDS = 30 * 24 * 60 * 60;

function readArguments(args) {
  const options = { screenshot: null, noSandbox: false, yes: false, forwarded: [] };
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    if (arg === '--screenshot') options.screenshot = args[(i += 1)] ?? '';
    else if (arg.startsWith('--screenshot=')) options.screenshot = arg.slice('--screenshot='.length);
    else if (arg === '--no-sandbox') options.noSandbox = true;
    else if (arg === '--yes') options.yes = true;
    else options.forwarded.push(arg);
  }
  if (options.screenshot === '') throw new Error('--screenshot needs the name of a file.');
  if (options.screenshot !== null) options.screenshot = path.resolve(options.screenshot);
  return options;
}

async function start(options) {
  const runtime = await resolveElectronRuntime();
  Object.assign(process.env, runtimeEnvironment(runtime));
  const switches = electronSwitches({ ...runtime, noSandbox: options.noSandbox, warn: say });
  ensureSystemLibraries({ executable: runtime.executable, display: needsDisplay(), yes: options.yes });
  const [display] = await Promise.all([openDisplay({ lifetimeSeconds: MONTH_SECONDS }), buildIfStale()]);
  if (display.isPrivate && options.screenshot === null) explainPrivateDisplay(display.env);
  try {
    return await runApp(runtime, switches, display.env, options);
  } finally {
    await display.stop();
  }
}

async function runApp({ executable }, switches, env, { screenshot, forwarded }) {
  if (screenshot !== null) fs.rmSync(screenshot, { force: true });
  const own = screenshot === null ? [] : [`--screenshot=${screenshot}`];
  const app = startProgram(executable, [...switches, projectRoot, ...own, ...forwarded], {
    env,
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  passOnWithoutNoise(app.stderr, process.stderr);
  const limit = screenshot === null ? null : setTimeout(() => app.kill('SIGKILL'), SCREENSHOT_LIMIT_MS);
  const code = await exitCodeOf(app);
  clearTimeout(limit);
  if (screenshot !== null && !fs.existsSync(screenshot)) {
    throw new Error(`The app ended without a picture (exit code ${code}).`);
  }
  if (screenshot !== null) say(`Saved ${screenshot}`);
  return code;
}

function explainPrivateDisplay({ DISPLAY, XAUTHORITY }) {
  say(
    `There is no screen here, so the app runs on a private one (${DISPLAY}, ${SCREEN_SIZE}). To look at it:\n` +
      `  a picture of the first screen:  npm start -- --screenshot shot.png\n` +
      `  a picture of it as it is now:   XAUTHORITY=${XAUTHORITY} DISPLAY=${DISPLAY} import -window root shot.png\n` +
      `  live, with any VNC viewer:      x11vnc -localhost -display ${DISPLAY} -auth ${XAUTHORITY}\n` +
      `(import: apt-get install imagemagick; x11vnc: apt-get install x11vnc)`,
  );
}

function say(message) {
  process.stderr.write(`[start] ${message}\n`);
}

try {
  process.exitCode = await start(readArguments(process.argv.slice(2)));
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
