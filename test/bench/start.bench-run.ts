import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, expect, test } from 'vitest';
import { startOnce, STEPS, type Start, type Step } from './start/running-app';
import { percentile, report, type Row } from './table';

const RUNS = 7;
/** How much more than an empty window a start may cost (quality.md, Speed). */
const AT_MOST = 1.3;

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-start-'));
afterAll(() => fs.rmSync(work, { recursive: true, force: true, maxRetries: 3 }));

/** An empty window with the same Electron and React, built as we build ours. */
async function makePeer(): Promise<string> {
  const source = path.resolve('test/bench/start/peer');
  const peer = path.join(work, 'peer');
  fs.mkdirSync(peer);
  for (const name of ['main.cjs', 'preload.cjs', 'package.json']) {
    fs.copyFileSync(path.join(source, name), path.join(peer, name));
  }
  await build({
    configFile: false,
    root: source,
    base: './',
    logLevel: 'warn',
    // vitest says 'test', and React would come with its checks for development.
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { outDir: path.join(peer, 'page'), emptyOutDir: true, target: 'chrome114', minify: true },
  });
  return peer;
}

const WHAT: Record<Step, string> = {
  electron: 'Electron runs',
  ready: 'it is ready',
  window: 'the window is made',
  page: 'the page is read',
  picture: 'the window shows',
  usable: 'the first screen is usable',
};

test('a start costs little more than an empty window', { timeout: 300_000 }, async () => {
  const apps = { ours: path.resolve('.'), peer: await makePeer() };
  const starts: Record<keyof typeof apps, Start[]> = { ours: [], peer: [] };
  // In turns, so that a busy moment of the machine meets both. The profiles stay: a start as on any other day.
  for (let run = 0; run <= RUNS; run++) {
    for (const name of run % 2 === 0 ? (['ours', 'peer'] as const) : (['peer', 'ours'] as const)) {
      const start = await startOnce(apps[name], path.join(work, `profile-${name}`));
      const isWarmUp = run === 0;
      if (!isWarmUp) starts[name].push(start);
    }
  }

  const medians = (of: (start: Start) => number): Pick<Row, 'ours' | 'peer'> => ({
    ours: percentile(starts.ours.map(of), 0.5),
    peer: percentile(starts.peer.map(of), 0.5),
  });
  const size = `median of ${RUNS}`;
  const time = STEPS.map((step): Row => ({
    what: WHAT[step],
    size,
    ...medians((start) => start.steps[step]),
    unit: 'ms',
    atMost: step === 'usable' ? AT_MOST : null,
  }));
  const memory: Row = {
    what: 'memory of all processes',
    size,
    ...medians((start) => start.memoryMB),
    unit: 'MB',
    atMost: AT_MOST,
  };
  report('start', process.platform === 'linux' ? [...time, memory] : time);
  for (const { ours, peer, atMost } of [...time, memory]) {
    if (atMost !== null && !Number.isNaN(ours)) expect(ours / peer).toBeLessThanOrEqual(atMost);
  }
});
