import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineOpenError, openEngine } from '../../main/engine';
import { openSqlite } from '../../main/engine/store/sqlite-store';
import { statement } from './engine-with-store';
import { BTC_DESTINATION, engineOptions, newOrganization, TestClock } from './organization-under-test';

let folder = '';
let file = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-store-'));
  file = path.join(folder, 'countersign.db');
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

/** A database with an organization in it, closed in order. */
async function realDatabase(): Promise<Buffer> {
  const org = await newOrganization({ databaseFile: file });
  await org.deposit('BTC', '10');
  await org.usableAddress(BTC_DESTINATION);
  await org.api.close();
  return fs.readFileSync(file);
}

const open = async (): Promise<string> => {
  try {
    const api = await openEngine(engineOptions(new TestClock(), { databaseFile: file }));
    await api.close();
    return 'opened';
  } catch (error) {
    if (error instanceof EngineOpenError) return error.code;
    throw error;
  }
};

/** Opening answers this code and leaves every byte as it was. */
async function expectUntouched(code: string): Promise<void> {
  const before = fs.readFileSync(file);
  const log = fs.existsSync(`${file}-wal`) ? fs.readFileSync(`${file}-wal`) : null;
  expect(await open()).toBe(code);
  expect(fs.readFileSync(file).equals(before)).toBe(true);
  if (log !== null) expect(fs.readFileSync(`${file}-wal`).equals(log)).toBe(true);
}

describe('opening a database', () => {
  it('is fully durable', () => {
    const store = openSqlite(file);
    const pragma = (name: string): unknown =>
      Object.values(store.first<object>(statement(`PRAGMA ${name}`)) ?? {})[0];
    expect([pragma('synchronous'), pragma('journal_mode'), pragma('foreign_keys')]).toEqual([2, 'wal', 1]);
    store.close();
  });

  it('refuses one of a newer Countersign', async () => {
    await realDatabase();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 999');
    db.close();
    await expectUntouched('newer_database');
  });

  it('refuses one of a newer Countersign that crashed, without taking over its log', async () => {
    await realDatabase();
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA user_version = 999; CREATE TABLE later (x); INSERT INTO later VALUES (1)');
    const copy = path.join(folder, 'crashed.db');
    fs.copyFileSync(file, copy);
    fs.copyFileSync(`${file}-wal`, `${copy}-wal`);
    newer.close();
    file = copy;
    expect(fs.statSync(`${file}-wal`).size).toBeGreaterThan(0);
    await expectUntouched('newer_database');
  });

  it('goes on where our own crashed', async () => {
    const org = await newOrganization({ databaseFile: file });
    await org.deposit('BTC', '10');
    const copy = path.join(folder, 'crashed.db');
    fs.copyFileSync(file, copy);
    fs.copyFileSync(`${file}-wal`, `${copy}-wal`);
    await org.api.close();
    org.api = await openEngine(engineOptions(org.clock, { databaseFile: copy }));
    expect((await org.owner.ok('accounts.list')).items[0]?.balances?.[0]?.total).toBe('10');
    expect(await org.owner.ok('audit.verify')).toMatchObject({ ok: true });
    await org.api.close();
  });

  it.each([
    [
      'another program’s SQLite database',
      () => new DatabaseSync(file).exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)'),
    ],
    ['a text file', () => fs.writeFileSync(file, 'not a database\n'.repeat(500))],
    ['zeros', () => fs.writeFileSync(file, Buffer.alloc(8192))],
    ['a picture', () => fs.writeFileSync(file, Buffer.from('89504e470d0a1a0a', 'hex'))],
  ])('refuses %s', async (_what, make) => {
    make();
    await expectUntouched('damaged_database');
  });

  it('refuses one that was cut short', async () => {
    const whole = await realDatabase();
    for (const share of [0.2, 0.5, 0.95]) {
      fs.writeFileSync(file, whole.subarray(0, Math.floor(whole.length * share)));
      await expectUntouched('damaged_database');
    }
  });

  it('with flipped bytes is refused, found by verify, or answers typed: never a crash', async () => {
    const whole = await realDatabase();
    let found = 0;
    const steps = 80;
    for (let step = 0; step < steps; step += 1) {
      const damaged = Buffer.from(whole);
      const at = Math.floor((whole.length / steps) * (step + 0.37));
      for (let offset = 0; offset < 8; offset += 1) damaged[at + offset] = (damaged[at + offset] ?? 0) ^ 0xff;
      fs.writeFileSync(file, damaged);
      if ((await open()) === 'damaged_database') {
        found += 1;
        expect(fs.readFileSync(file).equals(damaged)).toBe(true);
      }
    }
    expect(found).toBeGreaterThan(0);
  });

  it('refuses records that can’t be read', async () => {
    await realDatabase();
    const db = new DatabaseSync(file);
    db.exec(`UPDATE members SET document = '{"id":' || document`);
    db.close();
    await expectUntouched('damaged_database');
  });
});

describe('a database in use', () => {
  it('is refused within one process', async () => {
    const org = await newOrganization({ databaseFile: file });
    expect(await open()).toBe('locked_database');
    await org.deposit('BTC', '1');
    await org.api.close();
    expect(await open()).toBe('opened');
  });

  it('is refused while another process holds it', async () => {
    await realDatabase();
    const sqlite = createRequire(import.meta.url).resolve('@photostructure/sqlite');
    const script = `const { DatabaseSync } = require(${JSON.stringify(sqlite)});
      const db = new DatabaseSync(${JSON.stringify(file)});
      db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT');
      console.log('held'); process.stdin.resume(); process.stdin.on('end', () => process.exit());`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    try {
      await once(child.stdout, 'data');
      await expectUntouched('locked_database');
    } finally {
      child.stdin.end();
      await once(child, 'exit');
    }
    expect(await open()).toBe('opened');
  });
});

describe('a place that can’t be written', () => {
  const asNobody = async (run: () => Promise<void>): Promise<void> => {
    // Nothing is read-only for root.
    const root = process.geteuid?.() === 0;
    if (root) process.seteuid?.(65_534);
    try {
      await run();
    } finally {
      if (root) process.seteuid?.(0);
    }
  };

  it.skipIf(process.platform === 'win32')('is told as such: a read-only file', async () => {
    await realDatabase();
    fs.chmodSync(folder, 0o777);
    fs.chmodSync(file, 0o444);
    await asNobody(() => expectUntouched('read_only'));
  });

  it.skipIf(process.platform === 'win32')('is told as such: a read-only folder', async () => {
    await realDatabase();
    fs.chmodSync(file, 0o666);
    fs.chmodSync(folder, 0o555);
    try {
      await asNobody(() => expectUntouched('read_only'));
    } finally {
      fs.chmodSync(folder, 0o755);
    }
  });

  it('is unavailable: no folder, or a folder in its place', async () => {
    file = path.join(folder, 'missing', 'countersign.db');
    expect(await open()).toBe('unavailable');
    file = folder;
    expect(await open()).toBe('unavailable');
  });
});

it.skipIf(process.platform === 'win32')(
  'keeps a new database to its own user, whatever the folder allows',
  async () => {
    fs.chmodSync(folder, 0o755);
    await realDatabase();
    expect(fs.statSync(file).mode & 0o077).toBe(0);
  },
);
