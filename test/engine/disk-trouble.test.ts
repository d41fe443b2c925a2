import { describe, expect, it } from 'vitest';
import { Engine } from '../../main/engine/engine';
import { verifyLedger } from '../../main/engine/ledger';
import type { SqliteStore } from '../../main/engine/store/sqlite-store';
import {
  organizationWithStore,
  projectionsOf,
  statement,
  type OrganizationWithStore,
} from './engine-with-store';
import { BTC_DESTINATION, engineOptions, onWithdrawals } from './organization-under-test';

/** A full disk on demand: the next transactions hit a statement that SQLite answers like one. */
class FailingDisk {
  left = 0;
  wrap = (store: SqliteStore): SqliteStore => {
    const commit = store.commit.bind(store);
    store.commit = (statements) => {
      if (this.left === 0) return commit(statements);
      this.left -= 1;
      return commit([...statements, statement(`SELECT 'database or disk is full' FROM no_such_table`)]);
    };
    return store;
  };
}

async function withWithdrawal(): Promise<OrganizationWithStore & { disk: FailingDisk; addressId: string }> {
  const disk = new FailingDisk();
  const opened = await organizationWithStore({ log: () => undefined }, disk.wrap);
  await opened.org.deposit('BTC', '10');
  const addressId = await opened.org.usableAddress(BTC_DESTINATION);
  return { ...opened, disk, addressId };
}

const stateOf = (engine: Engine): unknown => ({
  at: engine.journal.state.lastEventAt,
  number: engine.journal.state.lastRequestNumber,
  members: [...engine.journal.state.members.entries()],
  balances: [...engine.journal.state.balances.entries()],
  requests: [...engine.journal.state.requests.entries()],
  policies: [...engine.journal.state.policies.entries()].sort(),
});

/** Memory and disk are the same, and the ledger is whole. */
function expectWhole({ engine, store, clock }: OrganizationWithStore): void {
  expect(stateOf(engine)).toEqual(stateOf(new Engine(engineOptions(clock), store)));
  expect(verifyLedger(store)).toMatchObject({ ok: true });
}

const withdraw = (addressId: string, amount: string): { operation: string; params: object } => ({
  operation: 'withdrawal.crypto.create',
  params: { asset: 'BTC', amount, addressId },
});

describe('when the disk refuses a write', () => {
  it('nothing has happened, memory is the disk’s, and the next command works', async () => {
    const opened = await withWithdrawal();
    const { org, disk, store, addressId } = opened;
    const before = projectionsOf(store);
    disk.left = 1;
    const stepUp = { totp: org.owner.code() };
    const refused = await org.owner.refused('requests.create', {
      ...withdraw(addressId, '1'),
      accountId: org.main,
      stepUp,
    });
    expect(['unavailable', 'internal']).toContain(refused.code);
    expect(projectionsOf(store)).toEqual(before);
    expectWhole(opened);
    await org.owner.initiate('withdrawal.crypto.create', withdraw(addressId, '1').params, {
      accountId: org.main as never,
    });
    expectWhole(opened);
  });

  it('a command of the same turn isn’t built on the one that was lost', async () => {
    const opened = await withWithdrawal();
    const { org, disk, addressId } = opened;
    const ann = await org.invite('Ann', onWithdrawals('initiate'));
    await org.owner.ok('session.stepUp', { totp: org.owner.code() });
    for (const key of [undefined, 'a key']) {
      const entries = verifyLedger(opened.store).entries;
      disk.left = 1;
      const input = { ...withdraw(addressId, '1'), accountId: org.main };
      // The second reads the store in the middle, which writes what is waiting: the first one's lost write.
      const answers = await Promise.all([
        ann.call('requests.create', input),
        org.owner.call('requests.create', { ...input, stepUp: undefined }, { idempotencyKey: key }),
      ]);
      expect(answers.filter(({ ok }) => ok)).toEqual([]);
      expectWhole(opened);
      expect(verifyLedger(opened.store).entries).toBe(entries);
    }
    await ann.ok('requests.create', { ...withdraw(addressId, '1'), accountId: org.main });
    expectWhole(opened);
  });

  it('an accepted command stays accepted where only the activity can’t be written', async () => {
    const opened = await withWithdrawal();
    const { org, addressId } = opened;
    const ann = await org.invite('Ann', onWithdrawals('initiate'));
    org.clock.advance(60_000);
    const commit = opened.store.commit.bind(opened.store);
    opened.store.commit = (statements) =>
      statements.length === 1 && statements[0]?.sql.includes('"sessions"')
        ? Promise.reject(new Error('database or disk is full'))
        : commit(statements);
    const done = await ann.call('requests.create', { ...withdraw(addressId, '1'), accountId: org.main });
    expect(done.ok).toBe(true);
    expectWhole(opened);
  });
});

describe('when the disk is really full', () => {
  it('answers unavailable until there is room again', async () => {
    const opened = await withWithdrawal();
    const { org, store, addressId } = opened;
    const ann = await org.invite('Ann', onWithdrawals('initiate'));
    const pages = store.first<{ page_count: number }>(statement('PRAGMA page_count'))?.page_count ?? 0;
    store.all(statement(`PRAGMA max_page_count = ${pages + 1}`));
    const input = { ...withdraw(addressId, '0.01'), accountId: org.main, note: 'x'.repeat(200) };
    let code = '';
    for (let tries = 0; tries < 60 && code === ''; tries += 1) {
      const answer = await ann.call('requests.create', input);
      if (!answer.ok) code = answer.problem.code;
    }
    expect(code).toBe('unavailable');
    expectWhole(opened);
    expect((await ann.ok('requests.counts')).pending).toBeGreaterThan(0);
    store.all(statement('PRAGMA max_page_count = 100000'));
    await ann.ok('requests.create', input);
    expectWhole(opened);
  });
});
