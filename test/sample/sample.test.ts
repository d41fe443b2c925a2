import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestRow, RequestStatus } from '../../shared/contract/requests';
import type { Caller } from '../../main/backend/governance-api';
import { ask } from '../../main/sample/answers';
import { buildSample, type Sample, type SampleCredentials } from '../../main/sample';
import {
  codeAt,
  openEngineUnderTest,
  seededRandom,
  settableClock,
  type EngineUnderTest,
} from '../server/engine-under-test';

const NOW = Date.UTC(2026, 10, 20, 10, 8);
const HOUR = 3_600_000;
/** Generous for a loaded machine; the figure printed is the one to watch. */
const SLOWEST_MS = 6000;

let engine: EngineUnderTest;
let sample: Sample;
let tookMs = 0;
const callers = new Map<string, Caller>();

beforeAll(async () => {
  const clock = settableClock(0);
  engine = await openEngineUnderTest({ clock, passwordCost: { memoryKiB: 8192, iterations: 1 } });
  const begun = performance.now();
  sample = await buildSample(engine.api, clock, NOW, seededRandom('sample'));
  tookMs = performance.now() - begun;
  console.log(`sample built in ${tookMs.toFixed(0)} ms`);
}, 60_000);
afterAll(() => engine.api.close());

function person(name: string): SampleCredentials {
  const found = sample.people.find(({ displayName }) => displayName === name);
  if (found === undefined) throw new Error(`${name} isn’t in the sample`);
  return found;
}

async function as(name: string): Promise<Caller> {
  const known = callers.get(name);
  if (known !== undefined) return known;
  const { email, password, totpSecret } = person(name);
  const stranger = { token: null, device: 'test', address: 'local' };
  const totp = codeAt(totpSecret, engine.clock.now());
  const { token } = await ask(engine.api, 'session.create', { email, password, totp }, stranger);
  const caller = { ...stranger, token };
  callers.set(name, caller);
  return caller;
}

async function requests(name: string, input: object = {}): Promise<RequestRow[]> {
  const { items, nextCursor } = await ask(
    engine.api,
    'requests.list',
    { view: 'all', limit: 200, ...input },
    await as(name),
  );
  expect(nextCursor).toBeNull();
  return items;
}

describe('the sample organization', () => {
  test('is built quickly, and its clock ends exactly at the present', () => {
    expect(engine.clock.now()).toBe(NOW);
    expect(tookMs).toBeLessThan(SLOWEST_MS);
    expect(engine.logged).toEqual([]);
  });

  test('has ten people who can sign in at once, each with powers of their own', async () => {
    expect(sample.organizationName).toBe('Northwind Digital Treasury');
    expect(sample.people).toHaveLength(10);
    expect(sample.people[0]?.displayName).toBe('Ingrid Solheim');
    for (const { displayName } of sample.people) await as(displayName);
    expect(new Set(sample.people.map(({ powers }) => powers)).size).toBe(10);
    expect(new Set(sample.people.map(({ password }) => password)).size).toBe(10);
  });

  test('shows requests in every state that can be reached', async () => {
    const states = new Set<RequestStatus>((await requests('Helena Brandt')).map(({ status }) => status));
    expect([...states].sort()).toEqual([
      'cancelled',
      'completed',
      'expired',
      'failed',
      'pending',
      'rejected',
    ]);
  });

  test('has a past of withdrawals against which a large one looks large', async () => {
    const past = await requests('Helena Brandt', { status: 'completed', workflow: 'withdrawals' });
    expect(past.length).toBeGreaterThanOrEqual(30);
    const age = NOW - Math.min(...past.map(({ createdAt }) => Date.parse(createdAt)));
    expect(age / (24 * HOUR)).toBeGreaterThan(80);
  });

  test('has fourteen pending requests of different kinds and urgency', async () => {
    const pending = await requests('Helena Brandt', { status: 'pending' });
    expect(pending).toHaveLength(14);
    const kinds = new Set(pending.map(({ operation }) => operation));
    expect([...kinds].sort()).toEqual([
      'account.create',
      'address.crypto.add',
      'address.fiat.add',
      'member.invite',
      'member.permissions.change',
      'policy.change',
      'withdrawal.crypto.create',
      'withdrawal.fiat.create',
    ]);
    const hoursLeft = pending.map(({ expiresAt }) => (Date.parse(expiresAt ?? '') - NOW) / HOUR);
    expect(
      hoursLeft
        .filter((hours) => hours < 6)
        .sort()
        .map(Math.floor),
    ).toEqual([3, 5]);
    expect(new Set(pending.map(({ validApprovals }) => validApprovals))).toEqual(new Set([0, 1, 2]));
  });

  test('waits for Ingrid, as the pictures show it', async () => {
    const ingrid = person('Ingrid Solheim');
    const waiting = await requests('Ingrid Solheim', { view: 'mine-to-decide', status: 'pending' });
    expect(waiting).toHaveLength(ingrid.waiting);
    expect(ingrid.waiting).toBe(9);
    const sweep = waiting.find(({ params }) => params['amount'] === '12.5');
    expect(sweep).toMatchObject({
      requiredApprovals: 3,
      validApprovals: 1,
      initiator: { displayName: 'Marcus Lindqvist' },
    });
    expect(NOW - Date.parse(sweep?.createdAt ?? '')).toBe(26 * 60_000);
    const detail = await ask(
      engine.api,
      'requests.get',
      { id: sweep?.id as never },
      await as('Ingrid Solheim'),
    );
    expect(detail.canDecide).toBe(true);
    expect(detail.risks.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['unusually_large', 'first_use', 'initiator_recently_granted']),
    );
    expect(detail.approvals[0]).toMatchObject({
      displayName: 'Priya Raman',
      reason: expect.stringContaining('memo 14'),
    });
    expect(await ask(engine.api, 'requests.counts', {}, await as('Ingrid Solheim'))).toEqual({
      mineToDecide: 9,
      initiatedByMe: 2,
      pending: 14,
    });
  });

  test('lets Ingrid approve and the sweep go out once two more have signed', async () => {
    const [sweep] = (await requests('Ingrid Solheim', { status: 'pending' })).filter(
      ({ params }) => params['amount'] === '12.5',
    );
    const id = sweep?.id as never;
    for (const [name, status] of [
      ['Ingrid Solheim', 'pending'],
      ['Samuel Adeyemi', 'completed'],
    ] as const) {
      const { digest } = await ask(engine.api, 'requests.get', { id }, await as(name));
      expect(await ask(engine.api, 'requests.approve', { id, digest }, await as(name))).toMatchObject({
        status,
      });
    }
  });

  test('shows nothing but views to the auditor, and lets only who holds Execute complete at once', async () => {
    expect(person('Jonas Keller').waiting).toBe(0);
    const accounts = (await ask(engine.api, 'accounts.list', {}, await as('Dana Okafor'))).items;
    const operationsEur = accounts.find(({ name }) => name === 'Operations EUR');
    const addition = {
      operation: 'address.fiat.add' as const,
      accountId: operationsEur?.id as never,
      params: { asset: 'EUR', iban: 'DE75512108001245126199', beneficiary: 'Courier GmbH', label: 'Courier' },
      dryRun: true,
    };
    const outcome = async (name: string) => ask(engine.api, 'requests.create', addition, await as(name));
    expect(await outcome('Dana Okafor')).toMatchObject({ outcome: 'complete' });
    expect(await outcome('Mei-Lin Chow')).toMatchObject({ outcome: 'queue', queuedBecause: 'no_execute' });
    const denied = await engine.api.call(
      'requests.create',
      { ...addition, dryRun: false },
      await as('Jonas Keller'),
    );
    expect(denied).toMatchObject({ ok: false, problem: { code: 'permission_denied' } });
  });

  test('has balances that agree with the postings, and a ledger that verifies', async () => {
    const helena = await as('Helena Brandt');
    const { items } = await ask(engine.api, 'accounts.list', {}, helena);
    expect(items.map(({ name }) => name).sort()).toEqual(['Client settlement', 'Operations EUR', 'Treasury']);
    for (const account of items) {
      const { items: postings } = await ask(
        engine.api,
        'accounts.postings',
        { id: account.id, limit: 200 },
        helena,
      );
      for (const { asset, total, available, held } of account.balances ?? []) {
        const sum = (kind: string) =>
          postings
            .filter((posting) => posting.asset === asset && posting.kind === kind)
            .reduce((whole, { amount }) => whole + minor(amount), 0n);
        expect(minor(total)).toBe(minor(available) + minor(held));
        expect(minor(total)).toBe(sum('deposit') - sum('withdrawal'));
        expect(minor(held)).toBe(sum('hold') - sum('release') - sum('withdrawal'));
      }
    }
    expect(await ask(engine.api, 'audit.verify', {}, helena)).toMatchObject({ ok: true });
  });
});

/** Eighteen decimals, enough for every asset of the sample. */
function minor(amount: string): bigint {
  const [whole = '0', part = ''] = amount.replace('-', '').split('.');
  return BigInt(whole + part.padEnd(18, '0'));
}
