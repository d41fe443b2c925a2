import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { buildIfStale } from '../../scripts/application-build.mjs';
import { codeAt, newOrganization } from './engine-under-test';
import { post, ServerProcesses, stop } from './server-process';
import type { ParsedJson } from './serving';
import { StreamClient } from './stream-client';

let data = '';
const processes = new ServerProcesses();

beforeAll(() => buildIfStale(), 120_000);
afterEach(async () => {
  await processes.end();
  fs.rmSync(data, { recursive: true, force: true });
});

async function get(url: string, token = ''): Promise<ParsedJson> {
  return (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).json();
}

/** Asks until it is so; a restore takes as long as the machine takes. */
async function until(what: string, ask: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await ask())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** As somebody would who has the file: an entry says something else than was hashed. */
function damage(file: string): void {
  const db = new DatabaseSync(file);
  db.exec(
    `UPDATE ledger SET payload = replace(payload, 'after', 'After') WHERE payload LIKE '%after the backup%'`,
  );
  db.close();
}

test('a backup that is gone back to over HTTP is served again by itself', { timeout: 90_000 }, async () => {
  data = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-restore-'));
  const first = await processes.start(data);
  const base = first.ready.listening;
  const created = await post(`${base}/v1/organization`, {
    ...newOrganization,
    setupToken: first.ready.setupToken,
  });
  const { secret } = created.enrolment.totp;
  const enrolled = await post(`${base}/v1/enrolment/totp`, {
    enrolmentToken: created.enrolmentToken,
    code: codeAt(secret, Date.now()),
  });
  const token: string = enrolled.session.token;
  const backup = await post(`${base}/v1/backups`, {}, token);
  expect(backup).toMatchObject({ verified: true });
  const [account] = (await get(`${base}/v1/accounts`, token)).items;
  const deposit = { accountId: account.id, asset: 'BTC', amount: '1', reference: 'after the backup' };
  await post(`${base}/v1/ledger/deposits`, deposit, token);
  await stop(first);

  damage(path.join(data, 'countersign.db'));
  const second = await processes.start(data);
  const again = second.ready.listening;
  const stream = await StreamClient.open(Number(new URL(again).port), { token });
  expect(await post(`${again}/v1/backups/${backup.id}/restore`, {}, token)).toMatchObject({ id: backup.id });
  await stream.ended;
  await until('it is served again', async () => (await get(`${again}/v1/health`)).organization === true);
  // Every session of the time before is over (§7); who signs in finds what the backup held.
  expect(await get(`${again}/v1/session`, token)).toMatchObject({ code: 'unauthenticated' });
  expect(fs.existsSync(path.join(data, 'restoring'))).toBe(false);
  expect(await stop(second)).toBe(0);
});
