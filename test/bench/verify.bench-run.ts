import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { signedChallenge } from '../../main/engine/audit/signed-challenge';
import { entryOf, rowsAfter, type LedgerRow } from '../../main/engine/ledger';
import { sha256 } from '../../main/engine/sha256';
import type { SqliteStore } from '../../main/engine/store/sqlite-store';
import { ChainCheck } from '../../shared/domain/audit/chain-check';
import { DecisionCheck } from '../../shared/domain/audit/decision-check';
import { treasury } from '../engine/treasury';
import { growLedger } from './grown-ledger';
import { percentile, report, type Row } from './table';

const LARGEST = Number(process.env['LEDGER_ENTRIES'] ?? 1_000_000);
const SIZES = [LARGEST / 10, LARGEST];
const AT_ONCE = 1_000;
/** What the specification asks of a replay: so many entries in a second. */
const ENTRIES_A_SECOND = 100_000;

function eachRow(store: SqliteStore, take: (row: LedgerRow) => void): number {
  const start = performance.now();
  let last = 0;
  for (;;) {
    const rows = rowsAfter(store, last, AT_ONCE);
    for (const row of rows) take(row);
    last = rows.at(-1)?.seq ?? last;
    if (rows.length < AT_ONCE) return performance.now() - start;
  }
}

/** The best of a few rounds of each, taken in turns, so that what else the machine does falls on both alike. */
function inTurns(rounds: number, runs: readonly (() => number)[]): number[] {
  const best = runs.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, run] of runs.entries()) best[index] = Math.min(best[index] ?? 0, run());
  return best;
}

test('verifying the ledger against one SHA-256 of each stored entry', { timeout: 900_000 }, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-bench-'));
  const rows: Row[] = [];
  try {
    for (const entries of SIZES) {
      const opened = await treasury({ databaseFile: path.join(folder, `${String(entries)}.db`) });
      const { store, org } = opened;
      await org.setPolicy('withdrawals', { requiredApprovals: 2 });
      await org.deposit('BTC', '100000', 'for the bench');
      growLedger(opened, entries);

      let total = 0;
      const [peer = 0, chain = 0] = inTurns(3, [
        () => {
          let hashed = '';
          total = 0;
          const took = eachRow(store, (row) => {
            hashed = sha256(row.payload);
            total += 1;
          });
          expect(hashed).toHaveLength(64);
          return took;
        },
        () => {
          const check = new ChainCheck({ sha256 });
          return eachRow(store, (row) => {
            if (check.take(entryOf(row)) !== null) throw new Error('the chain doesn’t hold');
          });
        },
      ]);
      const [deciding = 0] = inTurns(2, [() => decideAll(store)]);

      const slowest = await whileVerifying(opened);
      const size = `${total} entries`;
      const ms = (milliseconds: number): Pick<Row, 'ours' | 'unit'> => ({ ours: milliseconds, unit: 'ms' });
      rows.push(
        { what: 'integrity: every hash and link', size, ...ms(chain), peer, atMost: 1.5 },
        {
          what: 'every decision again, against the time it may take',
          size,
          ...ms(deciding),
          peer: (total / ENTRIES_A_SECOND) * 1000,
          atMost: 1,
        },
        { what: 'p95 of another call meanwhile, against 30 ms', size, ...ms(slowest), peer: 30, atMost: 1 },
      );
      await org.api.close();
    }
    report('verify', rows);
    const [small, , , large] = rows;
    if (small && large)
      console.log(`integrity grows ${(large.ours / small.ours).toFixed(1)} times with ten times the entries`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

/** The time that deciding every decision again takes, in milliseconds, reading left out. */
function decideAll(store: SqliteStore): number {
  const decisions = new DecisionCheck({ sha256, signedChallenge });
  let took = 0;
  eachRow(store, (row) => {
    const entry = entryOf(row);
    const start = performance.now();
    const faults = decisions.take(entry);
    took += performance.now() - start;
    if (faults.length > 0) throw new Error(faults[0]?.what);
  });
  if (decisions.notJudged > 0) throw new Error('something was not judged');
  return took;
}

/** How long another call takes while the whole ledger is verified in the engine. */
async function whileVerifying({ org }: Awaited<ReturnType<typeof treasury>>): Promise<number> {
  let running = true;
  const verified = org.owner.ok('audit.verify').finally(() => (running = false));
  const took: number[] = [];
  while (running) {
    const start = performance.now();
    await org.owner.ok('requests.counts');
    took.push(performance.now() - start);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await verified).ok).toBe(true);
  return percentile(took, 0.95);
}
