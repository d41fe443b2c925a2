import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram, stopProgram } from '../../../scripts/child-processes.mjs';

/** Steps of a start in their order, as milestones.cjs tells them. */
export const STEPS = ['electron', 'ready', 'window', 'page', 'picture', 'usable'] as const;
export type Step = (typeof STEPS)[number];

export interface Start {
  /** Milliseconds from spawning the process to each step. */
  steps: Record<Step, number>;
  /** Of all its processes, a moment after; a page shared by n processes counts as 1/n of it in each. Linux only. */
  memoryMB: number;
  processes: number;
}

const MILESTONES = path.resolve('test/bench/start/milestones.cjs');
const START_LIMIT_MS = 60_000;
/** What was still on its way when the first screen stood (code compiled, garbage collected) comes to rest. */
const REST_MS = 2_000;

/** Starts an app, waits for its first screen, weighs it and stops it. */
export async function startOnce(appFolder: string, profileFolder: string): Promise<Start> {
  const electron = process.env.ELECTRON_EXEC_PATH;
  if (electron === undefined) throw new Error('Run it with: npm run bench -- start');
  const switches = JSON.parse(process.env.COUNTERSIGN_ELECTRON_SWITCHES ?? '[]') as string[];
  const startedAt = performance.now();
  const app = startProgram(
    electron,
    [...switches, `--user-data-dir=${profileFolder}`, '-r', MILESTONES, appFolder],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  try {
    takePrecedence(app);
    const steps = await reachedSteps(app, startedAt);
    await sleep(REST_MS);
    return { steps, ...memoryOf(app) };
  } finally {
    await stopProgram(app);
  }
}

/** Before whatever else this machine does meanwhile, where the kernel allows it (Linux, as root). */
function takePrecedence(app: ChildProcess): void {
  try {
    fs.writeFileSync(`/proc/${String(app.pid)}/autogroup`, '-20');
  } catch {
    // An ordinary user, or another system: the bench is for a quiet machine then.
  }
}

function reachedSteps(app: ChildProcess, startedAt: number): Promise<Record<Step, number>> {
  return new Promise((resolve, reject) => {
    const reached = new Map<string, number>();
    let complaints = '';
    const fail = (why: string): void =>
      reject(new Error(`${why}; reached: ${[...reached.keys()].join(', ')}\n${complaints}`));
    const timer = setTimeout(() => fail('no first screen'), START_LIMIT_MS);
    app.once('error', (error) => fail(error.message));
    app.once('exit', (code) => fail(`ended with exit code ${String(code)}`));
    app.stderr?.on('data', (chunk) => (complaints += String(chunk)));
    if (app.stdout === null) return fail('no stdout');
    createInterface({ input: app.stdout }).on('line', (line) => {
      const step = /^step (\w+)$/.exec(line)?.[1];
      if (step === undefined) return;
      reached.set(step, performance.now() - startedAt);
      // The picture may come a little after the page's word, or before; both belong to a start.
      if (!STEPS.every((name) => reached.has(name))) return;
      clearTimeout(timer);
      resolve(Object.fromEntries(reached) as Record<Step, number>);
    });
  });
}

/** Every process of the session that the app leads: its helpers, and what detached itself from it. */
function memoryOf(app: ChildProcess): { memoryMB: number; processes: number } {
  if (process.platform !== 'linux') return { memoryMB: Number.NaN, processes: Number.NaN };
  let kilobytes = 0;
  let processes = 0;
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      // Behind the name in brackets: state, parent, group, session.
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3]) !== app.pid) continue;
      const rollup = fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
      processes += 1;
    } catch {
      // ended while we looked
    }
  }
  return { memoryMB: kilobytes / 1024, processes };
}
