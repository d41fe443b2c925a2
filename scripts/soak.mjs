// npm run soak: more of what npm test proves by chance, for as long as one wishes: npm run soak -- 20000
// Random sequences from another seed every time (MODEL_SEED repeats one), and 200 kills.
import { exitCodeOf, startProgram } from './child-processes.mjs';
import { inProject, projectRoot } from './project.mjs';

const DEFAULT_SEQUENCES = 20_000;
const DEFAULT_KILLS = 200;

const sequences = Number(process.argv[2] ?? DEFAULT_SEQUENCES);
const seed = Number(process.env.MODEL_SEED ?? Date.now() % 1_000_000_007);
const kills = Number(process.env.KILLS ?? DEFAULT_KILLS);

const runs = [['--project=model'], ['--project=contract', 'test/server/kill.test.ts']];

async function run(vitestArgs) {
  const vitest = inProject('node_modules', 'vitest', 'vitest.mjs');
  const child = startProgram(process.execPath, [vitest, 'run', ...vitestArgs], {
    cwd: projectRoot,
    env: {
      ...process.env,
      MODEL_SEQUENCES: String(sequences),
      MODEL_SEED: String(seed),
      KILLS: String(kills),
      VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return (await exitCodeOf(child)) === 0;
}

// Should the run end before its last line, that is no success.
process.exitCode = 1;
if (!Number.isSafeInteger(sequences) || sequences < 1) {
  console.error('How many sequences? For instance: npm run soak -- 20000');
} else {
  console.log(`${sequences} sequences from seed ${seed}, ${kills} kills`);
  let ok = true;
  for (const vitestArgs of runs) ok = (await run(vitestArgs)) && ok;
  console.log(ok ? 'soak passed' : `soak failed; MODEL_SEED=${seed} repeats it`);
  process.exitCode = ok ? 0 : 1;
}
