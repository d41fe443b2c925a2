import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { buildIfStale } from '../../scripts/application-build.mjs';
import { codeAt, newOrganization } from './engine-under-test';
import { post, ServerProcesses, stop } from './server-process';
import type { ParsedJson } from './serving';

const KILLS = Number(process.env.KILLS ?? 10);
const WORKERS = 4;

let data = '';
const processes = new ServerProcesses();

beforeAll(() => buildIfStale(), 120_000);
afterEach(async () => {
  await processes.end();
  fs.rmSync(data, { recursive: true, force: true });
});

async function get(url: string, token: string): Promise<ParsedJson> {
  return (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).json();
}

async function allPostings(base: string, account: string, token: string): Promise<string[]> {
  const references: string[] = [];
  let cursor = '';
  do {
    const page = await get(`${base}/v1/accounts/${account}/postings?limit=200${cursor}`, token);
    references.push(...page.items.map((item: { reference: string }) => item.reference));
    cursor = page.nextCursor === null ? '' : `&cursor=${String(page.nextCursor)}`;
  } while (cursor !== '');
  return references;
}

/**
 * The process is killed at moments nobody chose, while several callers write. Whatever was answered is there
 * afterwards, nothing is there twice, the ledger verifies and the balance is the sum, with no repair in between.
 */
test(
  `kill -9 under load, ${KILLS} times, loses nothing that was answered`,
  { timeout: 30_000 + KILLS * 5_000 },
  async () => {
    data = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-kill-'));
    const first = await processes.start(data);
    const { listening, setupToken } = first.ready;
    const created = await post(`${listening}/v1/organization`, { ...newOrganization, setupToken });
    const enrolled = await post(`${listening}/v1/enrolment/totp`, {
      enrolmentToken: created.enrolmentToken,
      code: codeAt(created.enrolment.totp.secret, Date.now()),
    });
    const token: string = enrolled.session.token;
    const accounts = await get(`${listening}/v1/accounts`, token);
    const account: string = accounts.items[0].id;
    await stop(first);

    const answered = new Set<string>();
    const asked = new Set<string>();
    for (let kill = 0; kill < KILLS; kill++) {
      const server = await processes.start(data);
      const base = server.ready.listening;
      const exited = new Promise<void>((resolve) => server.child.once('exit', () => resolve()));
      const work = Array.from({ length: WORKERS }, async (_, worker) => {
        for (let i = 0; ; i++) {
          const reference = `k${kill}-w${worker}-${i}`;
          asked.add(reference);
          try {
            const answer = await post(
              `${base}/v1/ledger/deposits`,
              { accountId: account, asset: 'EUR', amount: '1.00', reference },
              token,
            );
            if (answer.code !== undefined)
              throw new Error(`${String(answer.code)}: ${String(answer.detail)}`);
            answered.add(reference);
          } catch (error) {
            if (server.child.exitCode !== null || server.child.signalCode !== null) return;
            if (error instanceof TypeError) return; // the connection broke: the kill
            throw error;
          }
        }
      });
      // Another moment each time, counted in answers and not in time, so that a slow machine kills under load too.
      const enough = answered.size + 2 + ((kill * 7) % 13);
      while (answered.size < enough) await new Promise((resolve) => setImmediate(resolve));
      server.child.kill('SIGKILL');
      await exited;
      await Promise.all(work);
    }

    const last = await processes.start(data);
    const references = await allPostings(last.ready.listening, account, token);
    const kept = new Set(references);
    expect(kept.size).toBe(references.length);
    expect([...answered].filter((reference) => !kept.has(reference))).toEqual([]);
    expect([...kept].filter((reference) => !asked.has(reference))).toEqual([]);
    expect(await get(`${last.ready.listening}/v1/audit/verify`, token)).toMatchObject({ ok: true });
    const after = await get(`${last.ready.listening}/v1/accounts`, token);
    expect(after.items[0].balances[0].total).toBe(`${kept.size}.00`);
    expect(answered.size).toBeGreaterThan(KILLS);
  },
);
