import fs from 'node:fs';
import path from 'node:path';

export interface Row {
  what: string;
  size: string;
  ours: number;
  peer: number;
  unit: 'ms' | 'MB';
  /** What the specification asks the ratio ours/peer to stay under. */
  atMost: number | null;
}

export function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}

/** Runs `once` after a warm-up and gives the milliseconds of each run. */
export async function timed(runs: number, once: () => unknown): Promise<number[]> {
  for (let i = 0; i < 3; i++) await once();
  const samples: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    await once();
    samples.push(performance.now() - start);
  }
  return samples;
}

/** Prints a table and writes it as JSON beside the other artefacts. */
export function report(name: string, rows: readonly Row[]): void {
  console.table(
    rows.map((row) => ({
      what: row.what,
      size: row.size,
      ours: `${row.ours.toFixed(3)} ${row.unit}`,
      peer: `${row.peer.toFixed(3)} ${row.unit}`,
      ratio: (row.ours / row.peer).toFixed(2),
      'at most': row.atMost ?? '',
    })),
  );
  const folder = path.resolve('artifacts/bench');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(rows, null, 2));
}
