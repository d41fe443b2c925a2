// npm test: all lanes in order, or those named: npm test -- unit e2e
// What follows a further -- goes to vitest:      npm test -- e2e -- test/e2e/story.e2e.ts
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildAnyway } from './application-build.mjs';
import { checkTypes } from './check-types.mjs';
import { exitCodeOf, startProgram } from './child-processes.mjs';
import { inProject, isLinux, projectRoot } from './project.mjs';
import { prepareTestDesktop, withTestDesktop } from './test-desktop.mjs';
import { asOneLane, failedLane, singleCheck, summarize, vitestLane } from './test-report.mjs';

const reports = inProject('artifacts', 'reports');
const bin = (...parts) => inProject('node_modules', ...parts);

const lanes = {
  types: checkLane(checkTypes),
  lint: checkLane(async () => {
    const checks = await Promise.all([
      succeeds(bin('eslint', 'bin', 'eslint.js'), ['--max-warnings', '0', '.']),
      succeeds(bin('prettier', 'bin', 'prettier.cjs'), ['--check', '--log-level=warn', '.']),
    ]);
    return checks.every(Boolean);
  }),
  build: checkLane(async () => {
    await buildAnyway();
    return true;
  }),
  unit: vitestProject('unit'),
  component: vitestProject('component'),
  model: vitestProject('model'),
  contract: vitestProject('contract'),
  e2e: endToEnd,
};

const TEXT_LANES = ['types', 'lint'];

/** A lane that is one check: it fails by answering false or by throwing. */
function checkLane(check) {
  return async (name, elapsed) => {
    const ok = await check();
    return singleCheck(name, elapsed(), ok);
  };
}

function vitestProject(project, env = process.env, part = 0) {
  return async (name, elapsed, vitestArgs) => {
    const reportFile = path.join(reports, part === 0 ? `${project}.json` : `${project}-${part + 1}.json`);
    const code = await exitCodeOf(
      startProgram(
        process.execPath,
        [
          bin('vitest', 'vitest.mjs'),
          'run',
          `--project=${project}`,
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${reportFile}`,
          ...vitestArgs,
        ],
        {
          cwd: projectRoot,
          // Vite warns of a future default for how it loads configurations; this package is CommonJS on purpose.
          env: { ...env, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' },
          stdio: ['ignore', 'inherit', 'inherit'],
        },
      ),
    );
    return vitestLane(name, elapsed(), reportFile, code);
  };
}

/** Drives the real app, on Linux on a screen and a message bus of its own; where there are two processors, on two of each. */
async function endToEnd(name, elapsed, vitestArgs) {
  const isWhole = isLinux && vitestArgs.length === 0 && os.availableParallelism() > 1;
  const shares = isWhole ? endToEndShares(2) : [vitestArgs];
  await prepareTestDesktop();
  const results = await Promise.all(
    shares.map((share, index) =>
      withTestDesktop((env) => vitestProject('e2e', env, index)(name, elapsed, share)),
    ),
  );
  const result = asOneLane(name, elapsed(), results);
  return isLinux ? result : withoutLinuxDesktop(result);
}

/** Deals the files out so that each share is about as long: by their size, the longest first. */
function endToEndShares(count) {
  const folder = inProject('test', 'e2e');
  const files = fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.e2e.ts'))
    .map((file) => ({ file: `test/e2e/${file}`, size: fs.statSync(path.join(folder, file)).size }))
    .sort((one, other) => other.size - one.size);
  const shares = Array.from({ length: count }, () => ({ files: [], size: 0 }));
  for (const { file, size } of files) {
    const smallest = shares.reduce((least, share) => (share.size < least.size ? share : least));
    smallest.files.push(file);
    smallest.size += size;
  }
  return shares.map(({ files: dealt }) => dealt);
}

function withoutLinuxDesktop(result) {
  const skips = ['private screen (Xvfb): Linux only', 'private message bus (D-Bus): Linux only'];
  return { ...result, skipped: result.skipped + skips.length, skips: [...result.skips, ...skips] };
}

async function succeeds(script, args) {
  const child = startProgram(process.execPath, [script, ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return (await exitCodeOf(child)) === 0;
}

async function runLane(name, vitestArgs) {
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1000;
  console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
  let result;
  try {
    result = await lanes[name](name, elapsed, vitestArgs);
  } catch (error) {
    console.error(error.message);
    result = failedLane(name, elapsed(), error.message.split('\n')[0]);
  }
  console.log(`── ${name}: ${result.seconds.toFixed(1)} s`);
  return result;
}

async function runTests(args) {
  const separator = args.indexOf('--');
  const chosen = separator === -1 ? args : args.slice(0, separator);
  const vitestArgs = separator === -1 ? [] : args.slice(separator + 1);
  const unknown = chosen.filter((name) => !Object.hasOwn(lanes, name));
  if (unknown.length > 0) {
    console.error(`No lane ${unknown.join(', ')}. There are: ${Object.keys(lanes).join(', ')}.`);
    return 1;
  }
  // Reports of an earlier run must not count for this one.
  fs.rmSync(reports, { recursive: true, force: true });
  fs.mkdirSync(reports, { recursive: true });

  const startedAt = performance.now();
  const results = [];
  const isChosen = (name) => chosen.length === 0 || chosen.includes(name);
  // What checks the text alone is done at once: each of the two leaves a core idle for a part of its time.
  const texts = TEXT_LANES.filter(isChosen);
  results.push(...(await Promise.all(texts.map((name) => runLane(name, vitestArgs)))));
  for (const name of Object.keys(lanes)) {
    if (isChosen(name) && !texts.includes(name)) results.push(await runLane(name, vitestArgs));
  }

  const { table, lastLine, failed, skipped } = summarize(results, (performance.now() - startedAt) / 1000);
  const skipFails = Boolean(process.env.CI) && skipped > 0;
  console.log(`\n${table}\n`);
  if (skipFails) console.log('Under CI a skipped test is a failure.');
  fs.writeFileSync(path.join(reports, 'summary.json'), `${JSON.stringify(results, null, 2)}\n`);
  fs.writeFileSync(path.join(reports, 'summary.txt'), `${lastLine}\n`);
  console.log(lastLine);
  return failed > 0 || skipFails ? 1 : 0;
}

// Should the run end before its last line, that is no success.
process.exitCode = 1;
process.exitCode = await runTests(process.argv.slice(2));
