import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Engine } from '../../main/engine/engine';
import { openSqlite } from '../../main/engine/store/sqlite-store';
import type { Statement } from '../../main/engine/store/statement';
import {
  BTC_ADDRESS,
  newOrganization,
  onWithdrawals,
  TestClock,
  type OrganizationUnderTest,
  type Person,
} from '../engine/organization-under-test';
import { percentile, report, type Row } from './table';

const CYCLES = 300;
/** initiate, two approvals */
const COMMANDS = 3;

interface Prepared {
  org: OrganizationUnderTest;
  ann: Person;
  bob: Person;
  cy: Person;
  addressId: string;
}

async function prepare(file: string): Promise<Prepared> {
  const org = await newOrganization({ databaseFile: file }, new TestClock());
  await org.deposit('BTC', '1000000');
  const ann = await org.invite('Ann', onWithdrawals('initiate'));
  const bob = await org.invite('Bob', onWithdrawals('approve'));
  const cy = await org.invite('Cy', onWithdrawals('approve'));
  await org.owner.initiate('policy.change', { workflow: 'addresses', baseVersion: 1, addressHoldHours: 0 });
  await org.owner.initiate('policy.change', {
    workflow: 'withdrawals',
    baseVersion: 1,
    requiredApprovals: 2,
  });
  const added = await org.owner.initiate(
    'address.crypto.add',
    { asset: 'BTC', network: 'bitcoin', address: BTC_ADDRESS, label: 'Cold storage' },
    { accountId: org.main as never },
  );
  for (const person of [ann, bob, cy]) await person.signIn();
  return { org, ann, bob, cy, addressId: added.result?.addressId ?? '' };
}

async function lifeCycle({ org, ann, bob, cy, addressId }: Prepared): Promise<void> {
  const request = (await ann.ok('requests.create', {
    operation: 'withdrawal.crypto.create',
    params: { asset: 'BTC', amount: '0.001', addressId },
    accountId: org.main,
  })) as { id: string; digest: string };
  const decision = { id: request.id, digest: request.digest };
  await bob.ok('requests.approve', decision);
  const done = await cy.ok('requests.approve', decision);
  if (done.status !== 'completed') throw new Error('the cycle didn’t complete');
}

test('the durable life cycle against raw inserts of the same bytes', { timeout: 300_000 }, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-bench-'));
  try {
    const prepared = await prepare(path.join(folder, 'ours.db'));
    const { store } = prepared.org.api as Engine;
    for (let i = 0; i < 20; i++) await lifeCycle(prepared);

    // What the engine writes, transaction by transaction, so that the peer can write the same bytes raw.
    const written: (readonly Statement[])[] = [];
    const commit = store.commit.bind(store);
    store.commit = (statements) => {
      written.push(statements);
      return commit(statements);
    };
    const ours: number[] = [];
    for (let i = 0; i < CYCLES; i++) {
      const start = performance.now();
      await lifeCycle(prepared);
      ours.push((performance.now() - start) / COMMANDS);
    }
    const one = [...written];
    const start = performance.now();
    await Promise.all(Array.from({ length: CYCLES }, () => lifeCycle(prepared)));
    const grouped = (performance.now() - start) / (CYCLES * COMMANDS);
    await prepared.org.api.close();

    const raw = openSqlite(path.join(folder, 'raw.db'));
    raw.all({ sql: 'PRAGMA foreign_keys = OFF', parameters: [] });
    const peer: number[] = [];
    for (const statements of one) {
      const began = performance.now();
      await raw.commit(statements);
      peer.push(performance.now() - began);
    }
    raw.close();

    const size = `${CYCLES} cycles`;
    const rows: Row[] = [
      {
        what: 'one command, one fsync',
        size,
        ours: percentile(ours, 0.5),
        peer: percentile(peer, 0.5),
        unit: 'ms',
        atMost: 1 / 0.6,
      },
      {
        what: 'a command among concurrent ones',
        size,
        ours: grouped,
        peer: percentile(peer, 0.5),
        unit: 'ms',
        atMost: null,
      },
    ];
    report('life-cycle', rows);
    expect(one.length).toBe(CYCLES * COMMANDS);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
