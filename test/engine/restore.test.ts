import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEngine, type EngineOptions, type OpenedEngine } from '../../main/engine';
import { restoreUnopened } from '../../main/engine/backups/restore-unopened';
import type { BackupId } from '../../shared/contract/primitives';
import {
  engineOptions,
  MINUTE,
  newOrganization,
  onWithdrawals,
  type OrganizationUnderTest,
  type Person,
} from './organization-under-test';

let folder: string;
let file: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'restore-'));
  file = path.join(folder, 'countersign.db');
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

type Over = Partial<EngineOptions>;
const optionsOf = (org: OrganizationUnderTest, over: Over = {}): EngineOptions =>
  engineOptions(org.clock, { databaseFile: file, ...over });

async function open(org: OrganizationUnderTest, over: Over = {}): Promise<OpenedEngine> {
  const opened = await openEngine(optionsOf(org, over));
  org.api = opened;
  return opened;
}

interface Story {
  org: OrganizationUnderTest;
  ann: Person;
  backup: { id: BackupId; entries: number; head: string };
  /** Where the ledger stood when the organization was closed. */
  last: NonNullable<ReturnType<OpenedEngine['whereItStands']>>;
}

/** An organization with a backup, something written after it, and its database closed. */
async function closedWithBackup(): Promise<Story> {
  const org = await newOrganization({ databaseFile: file });
  const ann = await org.invite('Ann', onWithdrawals('approve'));
  await org.deposit('BTC', '10');
  const backup = await org.owner.ok('backups.create', { stepUp: { totp: org.owner.code() } });
  await org.deposit('BTC', '5', 'after the backup');
  const last = (org.api as OpenedEngine).whereItStands();
  if (last === null) throw new Error('no organization');
  await org.api.close();
  return { org, ann, backup, last };
}

const totalOf = async (org: OrganizationUnderTest): Promise<string | undefined> =>
  (await org.owner.ok('accounts.list')).items[0]?.balances?.[0]?.total;

function forge(): void {
  const db = new DatabaseSync(file);
  db.exec(
    `UPDATE ledger SET payload = replace(payload, 'after', 'After') WHERE payload LIKE '%after the backup%'`,
  );
  db.close();
}

const keptAside = (): string[] => fs.readdirSync(folder).filter((name) => name.startsWith('damaged-'));

describe('while the live ledger verifies', () => {
  it('no older backup takes its place', async () => {
    const { org, backup } = await closedWithBackup();
    await open(org);
    await org.owner.signIn();
    expect(await org.owner.refused('backups.restore', { id: backup.id })).toMatchObject({ code: 'conflict' });
    expect(fs.readdirSync(folder)).not.toContain('restoring');
    expect(await totalOf(org)).toBe('15');
    await org.api.close();
  });

  it('nor where nobody is signed in', async () => {
    const { org, backup } = await closedWithBackup();
    expect(await restoreUnopened(optionsOf(org), backup.id)).toMatchObject({ code: 'conflict' });
    await open(org);
    await org.owner.signIn();
    expect(await totalOf(org)).toBe('15');
    await org.api.close();
  });
});

describe('a ledger that opens and doesn’t verify', () => {
  it('goes back at the Owner’s command, and nothing is lost of what is given up', async () => {
    const { org, ann, backup } = await closedWithBackup();
    forge();
    await open(org);
    await org.owner.signIn();
    await ann.signIn();
    expect(await ann.refused('backups.restore', { id: backup.id })).toMatchObject({
      code: 'permission_denied',
    });
    expect(await org.owner.refused('backups.restore', { id: 'bak_none' })).toMatchObject({
      code: 'not_found',
    });
    org.clock.advance(10 * MINUTE);
    expect(await org.owner.refused('backups.restore', { id: backup.id })).toMatchObject({
      code: 'second_factor_required',
    });
    const code = org.owner.code();
    const restored = await org.owner.ok('backups.restore', { id: backup.id, stepUp: { totp: code } });
    expect(restored).toEqual(backup);
    // What would be written now would be lost.
    expect(await org.owner.refused('accounts.list')).toMatchObject({ code: 'unavailable' });
    await org.api.close();

    await open(org);
    expect(await org.owner.refused('accounts.list')).toMatchObject({ code: 'unauthenticated' });
    // The code that was used up on the way isn’t good again.
    expect(
      await org.owner.refused('session.create', {
        email: org.owner.email,
        password: org.owner.password,
        totp: code,
      }),
    ).toMatchObject({ code: 'unauthenticated' });
    org.clock.advance(MINUTE);
    await org.owner.signIn();
    expect(await totalOf(org)).toBe('10');
    expect(await org.owner.ok('audit.verify')).toMatchObject({ ok: true });
    expect(keptAside()).toHaveLength(1);
    const aside = new DatabaseSync(path.join(folder, keptAside()[0] ?? '', 'countersign.db'), {
      readOnly: true,
    });
    expect(
      aside.prepare(`SELECT count(*) AS n FROM ledger WHERE payload LIKE '%After the backup%'`).get(),
    ).toEqual({
      n: 1,
    });
    aside.close();
    expect(fs.readdirSync(folder)).not.toContain('restoring');
    await org.api.close();
  });

  it('is told to every member until each has seen it, and stands in the ledger once', async () => {
    const { org, ann, backup } = await closedWithBackup();
    forge();
    await open(org);
    await org.owner.signIn();
    const gaveUp = (org.api as OpenedEngine).whereItStands()?.head.seq ?? 0;
    await org.owner.ok('backups.restore', { id: backup.id });
    await org.api.close();
    for (let time = 0; time < 3; time += 1) {
      await open(org);
      await org.api.close();
    }
    await open(org);
    org.clock.advance(MINUTE);
    await org.owner.signIn();
    const { items } = await org.owner.ok('notices.list');
    expect(items).toEqual([
      expect.objectContaining({
        kind: 'ledger.rolled-back',
        restored: true,
        to: { seq: backup.entries, chain: backup.head },
      }),
    ]);
    expect(items[0]?.from?.seq).toBeGreaterThanOrEqual(gaveUp);
    const id = items[0]?.id;
    await org.owner.ok('notices.seen', { id });
    await org.owner.ok('notices.seen', { id });
    expect((await org.owner.ok('notices.list')).items).toEqual([]);
    await ann.signIn();
    expect((await ann.ok('notices.list')).items).toHaveLength(1);
    expect(await ann.refused('notices.seen', { id: 'ntc_1' })).toMatchObject({ code: 'not_found' });
    await ann.ok('notices.seen', { id });
    const { items: entries } = await org.owner.ok('audit.list', { type: 'ledger.notice-seen' });
    expect(entries).toHaveLength(2);
    expect(await org.owner.ok('audit.verify')).toMatchObject({ ok: true });
    await org.api.close();
  });
});

describe('a database that can’t be opened', () => {
  const damages: [string, () => void][] = [
    ['cut short', () => fs.truncateSync(file, Math.floor(fs.statSync(file).size / 2))],
    [
      'with a flipped bit',
      () => {
        const bytes = fs.readFileSync(file);
        bytes[3] = (bytes[3] ?? 0) ^ 1;
        fs.writeFileSync(file, bytes);
      },
    ],
    ['emptied', () => fs.truncateSync(file, 0)],
    ['gone', () => fs.rmSync(file)],
  ];
  it.each(damages)('%s goes back to its backup, is kept aside, and says so once', async (_how, damage) => {
    const { org, backup, last } = await closedWithBackup();
    damage();
    const left = fs.existsSync(file) ? fs.readFileSync(file) : null;
    const remembered = { rememberedHeads: { [last.organizationId]: last.head } };
    expect(await restoreUnopened(optionsOf(org, remembered), backup.id)).toMatchObject({ id: backup.id });
    await open(org, remembered);
    await org.api.close();
    // The app may be killed before it remembers the new head.
    await open(org, remembered);
    org.clock.advance(MINUTE);
    await org.owner.signIn();
    expect(await totalOf(org)).toBe('10');
    const { items } = await org.owner.ok('notices.list');
    expect(items).toEqual([
      expect.objectContaining({
        from: last.head,
        to: { seq: backup.entries, chain: backup.head },
        restored: true,
      }),
    ]);
    if (left !== null)
      expect(fs.readFileSync(path.join(folder, keptAside()[0] ?? '', 'countersign.db')).equals(left)).toBe(
        true,
      );
    expect(await org.owner.ok('audit.verify')).toMatchObject({ ok: true });
    await org.api.close();
  });

  it('plays no log of the damaged one into the restored one', async () => {
    const org = await newOrganization({ databaseFile: file });
    const backup = await org.owner.ok('backups.create', { stepUp: { totp: org.owner.code() } });
    await org.deposit('BTC', '5', 'only in the log');
    const log = fs.readFileSync(`${file}-wal`);
    await org.api.close();
    fs.truncateSync(file, 5000);
    fs.writeFileSync(`${file}-wal`, log);
    expect(await restoreUnopened(optionsOf(org), backup.id)).toMatchObject({ id: backup.id });
    await open(org);
    org.clock.advance(MINUTE);
    await org.owner.signIn();
    expect((await org.owner.ok('accounts.list')).items[0]?.balances).toEqual([]);
    expect(fs.readFileSync(path.join(folder, keptAside()[0] ?? '', 'countersign.db-wal')).equals(log)).toBe(
      true,
    );
    await org.api.close();
  });

  it('of a newer Countersign, or in use, stays as it is', async () => {
    const { org, backup } = await closedWithBackup();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 999');
    db.close();
    expect(await restoreUnopened(optionsOf(org), backup.id)).toMatchObject({ code: 'conflict' });
    const again = new DatabaseSync(file);
    again.exec('PRAGMA user_version = 1');
    again.close();
    await open(org);
    expect(await restoreUnopened(optionsOf(org), backup.id)).toMatchObject({ code: 'conflict' });
    expect(keptAside()).toEqual([]);
    await org.api.close();
  });

  it('goes back to nothing that isn’t whole', async () => {
    const { org, backup } = await closedWithBackup();
    fs.truncateSync(file, 5000);
    const copy = path.join(folder, 'backups', `${backup.id}.db`);
    const bytes = fs.readFileSync(copy);
    bytes.fill(0, bytes.length - 4000);
    fs.writeFileSync(copy, bytes);
    expect(await restoreUnopened(optionsOf(org), backup.id)).toMatchObject({ code: 'conflict' });
    expect(await restoreUnopened(optionsOf(org), 'bak_other' as BackupId)).toMatchObject({
      code: 'not_found',
    });
    expect(fs.readdirSync(folder)).not.toContain('restoring');
  });
});

describe('a restore that is interrupted', () => {
  /** Takes the steps of completing apart: what a kill between any two of them leaves. */
  const left: [string, (aside: string) => void][] = [
    ['before the first step', () => undefined],
    ['with the folder made', (aside) => fs.mkdirSync(aside)],
    [
      'with the damaged database under both names',
      (aside) => {
        fs.mkdirSync(aside);
        fs.linkSync(file, path.join(aside, 'countersign.db'));
      },
    ],
    [
      'with the restored one in place',
      (aside) => {
        fs.mkdirSync(aside);
        fs.renameSync(file, path.join(aside, 'countersign.db'));
        fs.renameSync(path.join(folder, 'restoring', 'restored.db'), file);
      },
    ],
  ];
  it.each(left)('%s is finished at the next opening', async (_when, interrupt) => {
    const { org, backup } = await closedWithBackup();
    fs.truncateSync(file, 5000);
    await restoreUnopened(optionsOf(org), backup.id);
    const order = JSON.parse(fs.readFileSync(path.join(folder, 'restoring', 'order.json'), 'utf8')) as {
      aside: string;
    };
    interrupt(path.join(folder, order.aside));
    await open(org);
    org.clock.advance(MINUTE);
    await org.owner.signIn();
    expect(await totalOf(org)).toBe('10');
    expect((await org.owner.ok('notices.list')).items).toHaveLength(1);
    expect(fs.statSync(path.join(folder, order.aside, 'countersign.db')).size).toBe(5000);
    await org.api.close();
  });

  it('before it was decided has not happened', async () => {
    const { org, backup } = await closedWithBackup();
    const whole = fs.readFileSync(file);
    fs.truncateSync(file, 5000);
    await restoreUnopened(optionsOf(org), backup.id);
    const order = path.join(folder, 'restoring', 'order.json');
    fs.renameSync(order, `${order}.part`);
    fs.writeFileSync(file, whole);
    await open(org);
    await org.owner.signIn();
    expect(await totalOf(org)).toBe('15');
    expect(fs.readdirSync(folder)).not.toContain('restoring');
    await org.api.close();
  });
});

describe('a ledger older than the one the app remembers', () => {
  it('says so once, whoever put it there', async () => {
    const { org, backup, last } = await closedWithBackup();
    const remembered = { rememberedHeads: { [last.organizationId]: last.head } };
    fs.copyFileSync(path.join(folder, 'backups', `${backup.id}.db`), file);
    for (let time = 0; time < 3; time += 1) {
      await open(org, remembered);
      await org.api.close();
    }
    await open(org, remembered);
    await org.owner.signIn();
    expect((await org.owner.ok('notices.list')).items).toEqual([
      expect.objectContaining({
        from: last.head,
        to: { seq: backup.entries, chain: backup.head },
        restored: false,
      }),
    ]);
    await org.api.close();
  });

  it('that has gone on since, and is longer by now, is found all the same', async () => {
    const { org, backup, last } = await closedWithBackup();
    fs.copyFileSync(path.join(folder, 'backups', `${backup.id}.db`), file);
    await open(org);
    await org.owner.signIn();
    for (let count = 0; count < 10; count += 1) await org.deposit('BTC', '1', `other ${count}`);
    await org.api.close();
    const opened = await open(org, { rememberedHeads: { [last.organizationId]: last.head } });
    await org.owner.signIn();
    expect(opened.whereItStands()?.head.seq).toBeGreaterThan(last.head.seq);
    expect((await org.owner.ok('notices.list')).items).toHaveLength(1);
    await org.api.close();
  });

  it('a second time is told a second time', async () => {
    const { org, backup, last } = await closedWithBackup();
    const copy = path.join(folder, 'backups', `${backup.id}.db`);
    fs.copyFileSync(copy, file);
    const first = await open(org, { rememberedHeads: { [last.organizationId]: last.head } });
    await org.owner.signIn();
    const later = fs.readFileSync(file);
    await org.deposit('BTC', '1', 'on the new branch');
    const head = first.whereItStands()?.head ?? last.head;
    await org.api.close();
    fs.writeFileSync(file, later);
    await open(org, { rememberedHeads: { [last.organizationId]: head } });
    org.clock.advance(MINUTE);
    await org.owner.signIn();
    expect((await org.owner.ok('notices.list')).items.at(-1)).toMatchObject({ from: head });
    await org.api.close();
  });

  it('is the same ledger, gone on: nothing is said', async () => {
    const { org, last } = await closedWithBackup();
    await open(org, {
      rememberedHeads: { [last.organizationId]: last.head, org_other: { seq: 9, chain: 'x' } },
    });
    await org.owner.signIn();
    expect((await org.owner.ok('notices.list')).items).toEqual([]);
    await org.api.close();
  });
});
