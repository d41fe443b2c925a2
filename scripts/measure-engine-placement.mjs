// Where should the engine run: in a worker thread, a utility process, or main? Measures all three in the real Electron.
//   node scripts/measure-engine-placement.mjs [--runs 5]
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildIfStale } from './application-build.mjs';
import { exitCodeOf, startProgram } from './child-processes.mjs';
import { openDisplay } from './display.mjs';
import { resolveElectronRuntime, runtimeEnvironment } from './electron-runtime.mjs';
import { electronSwitches } from './electron-switches.mjs';
import { inProject } from './project.mjs';

const PLACEMENTS = ['worker', 'utility', 'main'];
const RUN_LIMIT_MS = 60_000;

const runsAt = process.argv.indexOf('--runs');
const runs = runsAt === -1 ? 5 : Number(process.argv[runsAt + 1]);

async function measureOnce(placement, { executable, switches, env }) {
  const userData = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-placement-'));
  try {
    const main = inProject('test', 'bench', 'engine-placement', 'main.cjs');
    const app = startProgram(
      executable,
      [...switches, `--user-data-dir=${userData}`, `--placement=${placement}`, main],
      { env, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let output = '';
    let complaints = '';
    app.stdout.on('data', (chunk) => (output += chunk));
    app.stderr.on('data', (chunk) => (complaints += chunk));
    const limit = setTimeout(() => app.kill('SIGKILL'), RUN_LIMIT_MS);
    const code = await exitCodeOf(app);
    clearTimeout(limit);
    if (code !== 0) throw new Error(`${placement} ended with exit code ${code}:\n${complaints}`);
    return JSON.parse(output);
  } finally {
    fs.rmSync(userData, { recursive: true, force: true });
  }
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

const runtime = await resolveElectronRuntime();
Object.assign(process.env, runtimeEnvironment(runtime));
await buildIfStale();
const display = await openDisplay({ lifetimeSeconds: 3600 });
try {
  const surroundings = {
    executable: runtime.executable,
    switches: electronSwitches(runtime),
    env: display.env,
  };
  const results = Object.fromEntries(PLACEMENTS.map((placement) => [placement, []]));
  // In turns, so that a busy moment of the machine hits all of them.
  for (let run = 0; run < runs; run += 1) {
    for (const placement of PLACEMENTS) results[placement].push(await measureOnce(placement, surroundings));
  }
  const table = Object.fromEntries(
    Object.entries(results).map(([placement, measured]) => {
      const of = (key, digits) => Number(median(measured.map((result) => result[key])).toFixed(digits));
      return [
        placement,
        {
          'ready ms': of('readyMs', 0),
          'sample ms': of('buildMs', 0),
          'longest stall of main ms': of('longestStallMs', 0),
          'call ms': of('callMs', 3),
          'memory MB': of('memoryMB', 0),
        },
      ];
    }),
  );
  console.table(table);
} finally {
  await display.stop();
}
