import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openEngine } from '../../main/engine';
import type { BackupOutcome } from '../../main/engine/backups/backup-options';
import { listBackups } from '../../main/engine/backups/backup-files';
import { verifyCopy } from '../../main/engine/backups/verify-copy';
import type { EngineOpenError } from '../../main/engine/options';
import { engineOptions, HOUR, newOrganization, onWithdrawals, TestClock } from './organization-under-test';

let folder: string;
let file: string;
let backups: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'backups-'));
  file = path.join(folder, 'countersign.db');
  backups = path.join(folder, 'backups');
});
afterEach(() => {
  vi.useRealTimers();
  fs.rmSync(folder, { recursive: true, force: true });
});

const filesIn = (place: string): string[] => fs.readdirSync(place).sort();

describe('a backup on command', () => {
  it('is made, read back and listed', async () => {
    const org = await newOrganization({ databaseFile: file });
    await org.deposit('BTC', '10');
    const made = await org.owner.ok('backups.create', { stepUp: { totp: org.owner.code() } });
    const { items, lastFailure } = await org.owner.ok('backups.list');
    expect(items).toEqual([made]);
    expect(lastFailure).toBeUndefined();
    expect(filesIn(backups)).toEqual([`${made.id}.db`, `${made.id}.json`]);
    expect(verifyCopy(path.join(backups, `${made.id}.db`))).toEqual({
      ok: true,
      head: { seq: made.entries, chain: made.head },
    });
    expect(made.bytes).toBe(fs.statSync(path.join(backups, `${made.id}.db`)).size);
    await org.api.close();
  });

  it.skipIf(process.platform === 'win32')('is for this user’s eyes only', async () => {
    fs.chmodSync(folder, 0o755);
    const org = await newOrganization({ databaseFile: file });
    await org.owner.ok('backups.create', { stepUp: { totp: org.owner.code() } });
    expect(fs.statSync(backups).mode & 0o077).toBe(0);
    for (const name of filesIn(backups)) expect(fs.statSync(path.join(backups, name)).mode & 0o077).toBe(0);
    await org.api.close();
  });

  it('can be opened as a database of its own, with everything that was answered', async () => {
    const org = await newOrganization({ databaseFile: file });
    await org.deposit('BTC', '10');
    const { id } = await org.owner.ok('backups.create', { stepUp: { totp: org.owner.code() } });
    await org.api.close();
    org.api = await openEngine(engineOptions(org.clock, { databaseFile: path.join(backups, `${id}.db`) }));
    expect((await org.owner.ok('accounts.list')).items[0]?.balances?.[0]?.total).toBe('10');
    await org.api.close();
  });

  it('holds what was answered before, however much is written while it is made', async () => {
    const org = await newOrganization({ databaseFile: file });
    for (let count = 0; count < 30; count += 1) await org.deposit('BTC', '1', `before ${count}`);
    await org.owner.ok('session.stepUp', { totp: org.owner.code() });
    const deposit = (reference: string) =>
      org.owner.ok('ledger.deposit', { accountId: org.main, asset: 'BTC', amount: '1', reference });
    const making = org.owner.ok('backups.create', {});
    let during = 0;
    let done = false;
    void making.finally(() => (done = true));
    while (!done) await deposit(`during ${(during += 1)}`);
    const made = await making;
    const copy = new DatabaseSync(path.join(backups, `${made.id}.db`), { readOnly: true });
    const held = copy.prepare('SELECT count(*) AS n FROM postings').get() as { n: number };
    copy.close();
    expect(held.n).toBeGreaterThanOrEqual(30);
    expect(held.n).toBeLessThanOrEqual(30 + during);
    expect(await org.owner.ok('audit.verify')).toMatchObject({ ok: true });
    await org.api.close();
    org.api = await openEngine(engineOptions(org.clock, { databaseFile: file }));
    expect((await org.owner.ok('accounts.list')).items[0]?.balances?.[0]?.total).toBe(String(30 + during));
    await org.api.close();
  });

  it('keeps the newest ten', async () => {
    const org = await newOrganization({ databaseFile: file });
    const made: string[] = [];
    for (let count = 0; count < 12; count += 1)
      made.push((await org.owner.ok('backups.create', { stepUp: { totp: org.owner.code() } })).id);
    const { items } = await org.owner.ok('backups.list');
    expect(items.map(({ id }) => id)).toEqual(made.slice(2).reverse());
    expect(filesIn(backups)).toHaveLength(20);
    await org.api.close();
  });

  it('is the Owner’s alone, and asks for a second factor', async () => {
    const org = await newOrganization({ databaseFile: file });
    const ann = await org.invite('Ann', onWithdrawals('approve'));
    expect(await ann.refused('backups.list')).toMatchObject({ code: 'permission_denied' });
    expect(await ann.refused('backups.create', { stepUp: { totp: ann.code() } })).toMatchObject({
      code: 'permission_denied',
    });
    org.clock.advance(HOUR);
    expect(await org.owner.refused('backups.create', {})).toMatchObject({ code: 'second_factor_required' });
    expect(fs.existsSync(backups)).toBe(false);
    await org.api.close();
  });

  it('made twice with one key is made once', async () => {
    const org = await newOrganization({ databaseFile: file });
    await org.owner.ok('session.stepUp', { totp: org.owner.code() });
    const first = await org.owner.ok('backups.create', {}, { idempotencyKey: 'one' });
    expect(await org.owner.ok('backups.create', {}, { idempotencyKey: 'one' })).toEqual(first);
    expect(filesIn(backups)).toHaveLength(2);
    await org.api.close();
  });

  it('of a store in memory is refused', async () => {
    const org = await newOrganization();
    expect(await org.owner.refused('backups.create', { stepUp: { totp: org.owner.code() } })).toMatchObject({
      code: 'conflict',
    });
  });
});

describe('a backup that isn’t whole', () => {
  it('of a damaged ledger is deleted and told of, and pushes no good one out', async () => {
    const org = await newOrganization({ databaseFile: file });
    const good = await org.owner.ok('backups.create', { stepUp: { totp: org.owner.code() } });
    await org.api.close();
    const db = new DatabaseSync(file);
    db.exec(`UPDATE ledger SET payload = replace(payload, 'Olga', 'Egon') WHERE seq = 1`);
    db.close();
    org.api = await openEngine(engineOptions(org.clock, { databaseFile: file }));
    await org.owner.signIn();
    expect(await org.owner.refused('backups.create', {})).toMatchObject({
      code: 'unavailable',
      detail: expect.stringContaining('entry 1') as string,
    });
    const { items, lastFailure } = await org.owner.ok('backups.list');
    expect(items).toEqual([good]);
    expect(lastFailure?.what).toContain('entry 1');
    expect(filesIn(backups)).toHaveLength(2);
    await org.api.close();
  });

  it('because the disk is full is told of, and leaves nothing', async () => {
    const org = await newOrganization({
      databaseFile: file,
      log: () => undefined,
      backups: { verify: () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' })) },
    });
    expect(await org.owner.refused('backups.create', { stepUp: { totp: org.owner.code() } })).toMatchObject({
      code: 'unavailable',
      detail: 'The backup could not be made. The disk is full.',
    });
    expect(filesIn(backups)).toEqual([]);
    await org.api.close();
  });

  it('begun and never finished by an earlier run is cleared away, and what isn’t ours is left', async () => {
    fs.mkdirSync(backups);
    for (const name of ['bak_0a.db', 'bak_0b.json.part', 'bak_0c.json', 'notes.txt'])
      fs.writeFileSync(path.join(backups, name), '{}');
    const org = await newOrganization({ databaseFile: file });
    expect((await org.owner.ok('backups.list')).items).toEqual([]);
    const { id } = await org.owner.ok('backups.create', { stepUp: { totp: org.owner.code() } });
    expect(filesIn(backups)).toEqual([`${id}.db`, `${id}.json`, 'notes.txt'].sort());
    await org.api.close();
  });
});

const realSetTimeout = setTimeout;

describe('backups made by themselves', () => {
  const DAY = 24 * HOUR;
  const until = async (met: () => boolean): Promise<void> => {
    for (let turn = 0; turn < 1000 && !met(); turn += 1)
      await new Promise((resolve) => realSetTimeout(resolve, 10));
    expect(met()).toBe(true);
  };

  it('come soon after the start, then daily, and only if anything was written', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const outcomes: BackupOutcome[] = [];
    const org = await newOrganization({
      databaseFile: file,
      backups: {
        automatic: { firstAfterMs: 1000, everyMs: DAY },
        onAutomatic: (outcome) => outcomes.push(outcome),
      },
    });
    const pass = (ms: number): void => {
      org.clock.advance(ms);
      vi.advanceTimersByTime(ms);
    };
    pass(999);
    expect(outcomes).toEqual([]);
    pass(1);
    await until(() => outcomes.length === 1);
    expect(outcomes[0]).toMatchObject({ ok: true });
    const looked = async (): Promise<void> => {
      for (let hour = 0; hour < 24; hour += 1) {
        pass(HOUR);
        // By then whoever looked at the folder before has seen it.
        await listBackups(backups);
        await new Promise((resolve) => realSetTimeout(resolve, 2));
      }
    };
    await looked();
    await looked();
    expect(outcomes).toHaveLength(1);
    await org.owner.signIn();
    await looked();
    await until(() => outcomes.length === 2);
    expect(await listBackups(backups)).toHaveLength(2);
    await org.api.close();
    pass(2 * DAY);
    expect(outcomes).toHaveLength(2);
  });

  it('leave nothing half-made where the engine is closed meanwhile', async () => {
    const org = await newOrganization({ databaseFile: file });
    await org.owner.ok('session.stepUp', { totp: org.owner.code() });
    const making = org.owner.call('backups.create', {});
    await new Promise((resolve) => setImmediate(resolve));
    await org.api.close();
    expect(await making).toMatchObject({ ok: false });
    expect(filesIn(backups)).toEqual([]);
    expect(
      await openEngine(engineOptions(new TestClock(), { databaseFile: file })).then((api) => api.close()),
    ).toBe(undefined);
  });
});

it('a copy keeps the second process out all the same', async () => {
  const org = await newOrganization({ databaseFile: file });
  await org.owner.ok('backups.create', { stepUp: { totp: org.owner.code() } });
  await expect(openEngine(engineOptions(org.clock, { databaseFile: file }))).rejects.toMatchObject({
    code: 'locked_database',
  } satisfies Partial<EngineOpenError>);
  await org.api.close();
});
