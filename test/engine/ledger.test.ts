import { beforeAll, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../main/engine/ledger';
import { statement } from './engine-with-store';
import { treasury, type Treasury } from './treasury';

let opened: Treasury;
let entries = 0;
beforeAll(async () => {
  opened = await treasury();
  await opened.bob.approve((await opened.withdraw()).id);
  entries = verifyLedger(opened.store).entries;
});

/** Runs `damage` on the ledger, verifies, and takes it back. */
function verifiedAfter(...damage: string[]): ReturnType<typeof verifyLedger> {
  const { store } = opened;
  const run = (sql: string): void => void store.all(statement(sql));
  run('SAVEPOINT before_damage');
  try {
    for (const sql of damage) run(sql);
    return verifyLedger(store, 7);
  } finally {
    run('ROLLBACK TO before_damage');
    run('RELEASE before_damage');
  }
}

describe('the ledger', () => {
  it('holds after a run, read in pages of any size', () => {
    expect(entries).toBeGreaterThan(20);
    const whole = verifyLedger(opened.store);
    expect(whole).toMatchObject({ ok: true, entries });
    for (const pageSize of [1, 2, 7, entries, entries + 1])
      expect(verifyLedger(opened.store, pageSize)).toEqual(whole);
    expect(verifiedAfter()).toEqual(whole);
  });

  const CHANGES = {
    at: 'at + 1',
    type: `type || 'x'`,
    actor: `coalesce(actor, '') || 'x'`,
    device: `coalesce(device, '') || 'x'`,
    payload: `payload || ' '`,
    payload_hash: `replace(payload_hash, substr(payload_hash, 1, 1), CASE substr(payload_hash, 1, 1) WHEN 'a' THEN 'b' ELSE 'a' END)`,
    chain: `replace(chain, substr(chain, 1, 1), CASE substr(chain, 1, 1) WHEN 'a' THEN 'b' ELSE 'a' END)`,
  };
  it.each(Object.entries(CHANGES))('tells which entry’s %s was changed', (column, change) => {
    for (let seq = 1; seq <= entries; seq += 1)
      expect(verifiedAfter(`UPDATE ledger SET ${column} = ${change} WHERE seq = ${seq}`)).toMatchObject({
        ok: false,
        entries: seq - 1,
        firstFault: { seq },
      });
  });

  it('tells empty from absent', () => {
    const { seq } = opened.store.first<{ seq: number }>(
      statement('SELECT seq FROM ledger WHERE actor IS NULL OR device IS NULL'),
    ) ?? { seq: 0 };
    if (seq > 0)
      expect(
        verifiedAfter(
          `UPDATE ledger SET actor = coalesce(actor, ''), device = coalesce(device, '') WHERE seq = ${seq}`,
        ).firstFault?.seq,
      ).toBe(seq);
  });

  it('tells where an entry is missing', () => {
    for (let seq = 1; seq < entries; seq += 1)
      expect(verifiedAfter(`DELETE FROM ledger WHERE seq = ${seq}`)).toMatchObject({
        ok: false,
        firstFault: { seq },
      });
    for (let seq = 1; seq < entries; seq += 1)
      expect(
        verifiedAfter(
          `DELETE FROM ledger WHERE seq = ${seq}`,
          `UPDATE ledger SET seq = -seq WHERE seq > ${seq}`,
          `UPDATE ledger SET seq = -seq - 1 WHERE seq < 0`,
        ),
      ).toMatchObject({ ok: false, firstFault: { seq } });
  });

  it('tells where two entries changed places', () => {
    for (let seq = 1; seq < entries; seq += 1)
      for (const other of [seq + 1, entries].filter((each) => each > seq))
        expect(
          verifiedAfter(
            `UPDATE ledger SET seq = 0 WHERE seq = ${seq}`,
            `UPDATE ledger SET seq = ${seq} WHERE seq = ${other}`,
            `UPDATE ledger SET seq = ${other} WHERE seq = 0`,
          ),
        ).toMatchObject({ ok: false, firstFault: { seq } });
  });

  it('tells a changed payload with its own hash made right', () => {
    const rows = opened.store.all<{ seq: number }>(
      statement(`SELECT seq FROM ledger WHERE type = 'ledger.posted'`),
    );
    expect(rows.length).toBeGreaterThan(1);
    for (const { seq } of rows)
      expect(
        verifiedAfter(
          `UPDATE ledger SET (payload, payload_hash) = (SELECT payload, payload_hash FROM ledger WHERE seq = 1) WHERE seq = ${seq}`,
        ).firstFault?.seq,
      ).toBe(seq);
  });

  it('is read by the Owner and by View on Manage Policies only', async () => {
    const { org, ann, store } = opened;
    expect((await ann.refused('audit.verify')).code).toBe('permission_denied');
    expect(await org.owner.ok('audit.verify')).toMatchObject({
      ok: true,
      entries: verifyLedger(store).entries,
    });
  });
});
