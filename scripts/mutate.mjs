// npm run mutate: breaks the rules in one place at a time, and asks the quick tests of the rules whether they see it.
// Everything that stryker.config.mjs names, or what is named here: npm run mutate -- 'shared/domain/requests/*.ts'
// What was judged before and hasn't changed, nor its tests, isn't judged again; with --force it is. A number to report is made
// with --force: what is worked out when a file is read keeps its old result, though a new test would see it.
// A glob has no braces with commas. Stryker's own --testFiles is of no use here: what is made when a file is read isn't mutated then.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { exitCodeOf, startProgram } from './child-processes.mjs';
import { inProject, projectRoot } from './project.mjs';

/** Written where stryker.config.mjs says. */
const REPORT = inProject('artifacts', 'mutation', 'report.json');
const SCORE_TO_REACH = 85;

const CAUGHT = ['Killed', 'Timeout'];
const MISSED = ['Survived', 'NoCoverage'];

function runStryker(globs, options) {
  fs.rmSync(REPORT, { force: true });
  const program = inProject('node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const narrowed = globs.length > 0 ? ['--mutate', globs.join(',')] : [];
  const child = startProgram(process.execPath, [program, 'run', ...narrowed, ...options], {
    cwd: projectRoot,
    env: { ...process.env, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  // It takes long, and whoever works here meanwhile goes first.
  if (child.pid !== undefined) os.setPriority(child.pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  return exitCodeOf(child);
}

function mutantsByFolder(files) {
  const folders = new Map();
  for (const [file, { mutants }] of Object.entries(files)) {
    const folder = path.posix.dirname(file);
    folders.set(folder, [...(folders.get(folder) ?? []), ...mutants]);
  }
  return [...folders].sort(([one], [other]) => one.localeCompare(other));
}

function tally(name, mutants) {
  const count = (statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  const caught = count(CAUGHT);
  const missed = count(MISSED);
  const score = caught + missed === 0 ? 100 : (100 * caught) / (caught + missed);
  return { name, caught, missed, ignored: mutants.length - caught - missed, score };
}

function printTable(rows) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const line = (name, ...cells) => [name.padEnd(width), ...cells.map((cell) => cell.padStart(9))].join('');
  console.log(line('', 'mutants', 'caught', 'missed', 'ignored', 'score'));
  for (const { name, caught, missed, ignored, score } of rows)
    console.log(
      line(name, ...[caught + missed, caught, missed, ignored].map(String), `${score.toFixed(1)} %`),
    );
}

// Should the run end before its last line, that is no success.
process.exitCode = 1;
const args = process.argv.slice(2);
const startedAt = performance.now();
const code = await runStryker(
  args.filter((arg) => !arg.startsWith('-')),
  args.filter((arg) => arg.startsWith('-')),
);
if (code !== 0 || !fs.existsSync(REPORT)) {
  console.error(`Stryker ended with ${code}.`);
} else {
  const { files } = JSON.parse(fs.readFileSync(REPORT, 'utf8'));
  const folders = mutantsByFolder(files);
  const all = tally(
    'all',
    folders.flatMap(([, mutants]) => mutants),
  );
  console.log('');
  printTable([...folders.map(([folder, mutants]) => tally(folder, mutants)), all]);
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  process.exitCode = all.score >= SCORE_TO_REACH ? 0 : 1;
}
