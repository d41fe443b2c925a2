import assert from 'node:assert/strict';
import fc from 'fast-check';
import { expect } from 'vitest';
import { Engine } from '../../main/engine/engine';
import { verifyLedger } from '../../main/engine/ledger';
import { replay } from '../../main/engine/replay';
import { openSqlite } from '../../main/engine/store/sqlite-store';
import type { State } from '../../shared/domain/state';
import { projectionsOf } from './engine-with-store';
import { ledgerOf, verdictOf } from './forged-ledger';
import { InvariantWatch } from './invariants';
import { engineOptions } from './organization-under-test';
import { anyCommand, type RandomCommand } from './random-commands';
import {
  anyFoundation,
  randomOrganization,
  type Foundation,
  type RandomOrganization,
} from './random-organization';

const COMMANDS = 40;

const plain = (state: State): unknown => {
  const { members, accounts, policies, addresses, balances, requests, ...rest } = state;
  const tables = { members, accounts, policies, addresses, balances, requests };
  return {
    ...rest,
    ...Object.fromEntries(
      Object.entries(tables).map(([name, table]) => [
        name,
        [...(table as { entries(): Iterable<[string, unknown]> }).entries()].sort(([a], [b]) =>
          a < b ? -1 : 1,
        ),
      ]),
    ),
  };
};

async function playAll(
  foundation: Foundation,
  commands: readonly RandomCommand[],
): Promise<Map<string, number>> {
  const org = await randomOrganization(foundation);
  const watch = new InvariantWatch(org, await org.look());
  const answers = new Map<string, number>();
  for (const [step, command] of commands.entries()) {
    let before = '';
    const { actor, code } = await org.run(command, () => {
      before = JSON.stringify(projectionsOf(org.store));
    });
    // Invariant 10: a refusal changes no table but the ledger, throttles and used codes.
    if (code !== null) assert.equal(JSON.stringify(projectionsOf(org.store)), before);
    assert.notEqual(code, 'internal');
    answers.set(`${command.kind} ${code ?? 'ok'}`, (answers.get(`${command.kind} ${code ?? 'ok'}`) ?? 0) + 1);
    await org.wake();
    await watch.check([step % 2 === 0 && actor ? actor : org.personOf(step)]);
  }
  await watch.check(org.people);
  await checkKept(org);
  await org.engine.close();
  return answers;
}

/** Invariant 8: the ledger holds, and it, the tables and memory are the same state. */
async function checkKept({ engine, store, under }: RandomOrganization): Promise<void> {
  expect(verifyLedger(store)).toMatchObject({ ok: true });
  expect(verdictOf(ledgerOf(store))).toMatchObject({ ok: true, faults: [], notJudged: 0 });
  const again = openSqlite(':memory:');
  await replay(store, again);
  expect(projectionsOf(again)).toEqual(projectionsOf(store));
  again.close();
  const reopened = new Engine(engineOptions(under.clock), store);
  expect(plain(reopened.journal.state)).toEqual(plain(engine.journal.state));
}

/** The sequences mean something only where they reach what they are about. */
const TO_REACH = [
  'withdraw ok',
  'withdraw insufficient_balance',
  'approve ok',
  'approve self_approval',
  'approve subject_approval',
  'approve not_found',
  'approve not_pending',
  'approve already_decided',
  'reject ok',
  'cancel ok',
  'policy ok',
  'policy conflict',
  'regrant ok',
  'regrant owner_protected',
  'invite ok',
  'address ok',
  'removeAddress ok',
];

/** Plays random sequences on organizations of their own; fails with the smallest one that breaks an invariant. */
export async function playSequences(seed: number, sequences: number): Promise<void> {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      anyFoundation,
      fc.array(anyCommand, { minLength: COMMANDS, maxLength: COMMANDS, size: 'max' }),
      async (foundation, commands) => {
        for (const [answer, times] of await playAll(foundation, commands))
          seen.set(answer, (seen.get(answer) ?? 0) + times);
      },
    ),
    // Shrinking plays hundreds of organizations: it tells the smallest failure found by then.
    { seed, numRuns: sequences, interruptAfterTimeLimit: 120_000, markInterruptAsFailure: true },
  );
  for (const answer of TO_REACH) expect(seen.get(answer) ?? 0, answer).toBeGreaterThan(0);
}
