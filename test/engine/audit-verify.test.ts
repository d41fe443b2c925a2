import { beforeEach, describe, expect, it } from 'vitest';
import { ledgerOf } from './forged-ledger';
import { statement } from './engine-with-store';
import { treasury, type Treasury } from './treasury';

let opened: Treasury;
beforeEach(async () => {
  opened = await treasury();
  await opened.bob.approve((await opened.withdraw()).id);
});

describe('verifying in the engine', () => {
  it('says how many entries hold, where the head is, and how many commands it decided again', async () => {
    const ledger = ledgerOf(opened.store);
    const found = await opened.org.owner.ok('audit.verify');
    expect(found).toMatchObject({
      ok: true,
      entries: ledger.length,
      head: ledger.at(-1)?.chain,
      faults: [],
      faultCount: 0,
      notJudged: 0,
    });
    expect(found.judged).toBeGreaterThan(10);
    expect(found.firstFault).toBeUndefined();
  });

  it('names what is wrong by number and sentence', async () => {
    const at = ledgerOf(opened.store).find(({ type }) => type === 'request.approved')?.seq ?? 0;
    opened.store.all(
      statement(`UPDATE ledger SET payload = replace(payload, 'null', '"x"') WHERE seq = ${at}`),
    );
    const found = await opened.org.owner.ok('audit.verify');
    expect(found).toMatchObject({ ok: false, entries: at - 1, firstFault: { seq: at } });
    expect(found.faults[0]).toEqual({
      seq: at,
      code: 'payload',
      what: 'The content of this entry was changed.',
    });
  });

  it('holds the ledger against a head that somebody remembers', async () => {
    const { owner } = opened.org;
    const { entries, head } = await owner.ok('audit.verify');
    await owner.signIn();
    expect(await owner.ok('audit.verify', { head: `${entries}:${head}` })).toMatchObject({ ok: true });
    const faults = async (remembered: string): Promise<unknown> =>
      (await owner.ok('audit.verify', { head: remembered })).faults;
    expect(await faults(`${entries}:${'0'.repeat(64)}`)).toMatchObject([{ code: 'head', seq: entries }]);
    expect(await faults(`${entries + 500}:${head}`)).toMatchObject([{ code: 'truncated' }]);
    expect((await owner.refused('audit.verify', { head: 'yesterday' })).code).toBe('validation_failed');
  });

  it('goes on while others are answered, tells how far it is, and can be stopped', async () => {
    const { org, ann, store } = opened;
    const { owner } = org;
    const total = ledgerOf(store).length;
    const running = owner.call('audit.verify');
    expect(await owner.ok('audit.verification')).toMatchObject({ running: true, total });
    expect((await owner.refused('audit.verify')).code).toBe('conflict');
    expect((await opened.withdraw(ann)).status).toBe('pending');
    // What is written meanwhile isn’t part of it.
    expect(await running).toMatchObject({ ok: true, value: { ok: true, entries: total } });
    expect(await owner.ok('audit.verification')).toEqual({ running: false, entries: 0, total: 0 });

    const stopped = owner.call('audit.verify');
    await owner.ok('audit.stopVerifying');
    expect(await stopped).toMatchObject({ ok: false, problem: { code: 'conflict' } });
    expect(await owner.ok('audit.verify')).toMatchObject({ ok: true });
    await owner.ok('audit.stopVerifying');
  });

  it('ends with the session that asked', async () => {
    const { owner } = opened.org;
    const running = owner.call('audit.verify');
    await owner.ok('session.delete');
    expect((await running).ok).toBe(false);
  });
});
