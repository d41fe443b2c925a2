// npm run bench: every bench in test/bench, one after the other, or those named: npm run bench -- start queue
import fs from 'node:fs';
import { exitCodeOf, startProgram } from './child-processes.mjs';
import { inProject, projectRoot } from './project.mjs';
import { withTestDesktop } from './test-desktop.mjs';

const SUFFIX = '.bench-run.ts';
/** These start the real app; the others do without a runtime and a screen. */
const DRIVE_THE_APP = ['start'];

async function bench(chosen) {
  const all = fs
    .readdirSync(inProject('test', 'bench'))
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => name.slice(0, -SUFFIX.length));
  const unknown = chosen.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    console.error(`No bench ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
    return 1;
  }
  const names = chosen.length === 0 ? all : chosen;
  const run = (env) => runVitest(names, env);
  return names.some((name) => DRIVE_THE_APP.includes(name)) ? withTestDesktop(run) : run(process.env);
}

function runVitest(names, env) {
  const vitest = inProject('node_modules', 'vitest', 'vitest.mjs');
  const files = names.map((name) => `test/bench/${name}${SUFFIX}`);
  return exitCodeOf(
    startProgram(process.execPath, [vitest, 'run', '--project=bench', ...files], {
      cwd: projectRoot,
      env: { ...env, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' },
      stdio: ['ignore', 'inherit', 'inherit'],
    }),
  );
}

try {
  process.exitCode = await bench(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
