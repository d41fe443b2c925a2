import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEngine } from '../../main/engine';
import type { EngineOptions } from '../../main/engine/options';
import type { Executor, Order, Outcome } from '../../main/engine/outbox/executor';
import type { RequestDetail } from '../../shared/contract/requests';
import { setDigestOf } from '../../shared/domain/requests/view';
import { HOUR, onWithdrawals } from './organization-under-test';
import { treasury, type Treasury } from './treasury';

type Mood =
  /** Carries it out, and says so. */
  | 'well'
  /** Carries nothing out, and doesn’t answer: whoever asked is gone before. */
  | 'silent'
  /** Carries it out, and doesn’t answer. */
  | 'silent after'
  /** The same two with an answer that says nothing of what came of it. */
  | 'broken'
  | 'broken after'
  /** Doesn’t carry it out, for good. */
  | 'refuses';

/** Stands outside the engine, and outlives it. */
class Exchange implements Executor {
  mood: Mood = 'well';
  readonly asked: Order[] = [];
  readonly paid = new Map<string, string>();

  carryOut(order: Order): Promise<Outcome> {
    this.asked.push(order);
    const { mood } = this;
    if (mood === 'refuses')
      return Promise.resolve({ carriedOut: false, detail: 'The exchange has closed the account.' });
    // Known by its key: it is paid once.
    if (mood !== 'silent' && mood !== 'broken' && !this.paid.has(order.idempotencyKey))
      this.paid.set(order.idempotencyKey, JSON.stringify(order.view.params['amount']));
    if (mood.startsWith('silent')) return new Promise(() => undefined);
    if (mood.startsWith('broken')) return Promise.reject(new Error('connection reset'));
    return Promise.resolve({ carriedOut: true });
  }
}

/** Time that passes when a test says so. */
class Waiting {
  readonly waits: number[] = [];
  private runs: (() => void)[] = [];
  readonly later: NonNullable<EngineOptions['later']> = (ms, run) => {
    this.waits.push(ms);
    this.runs.push(run);
    return () => {
      this.runs = this.runs.filter((each) => each !== run);
    };
  };
  pass(): void {
    for (const run of this.runs.splice(0)) run();
  }
  get isEmpty(): boolean {
    return this.runs.length === 0;
  }
}

let folder = '';
let exchange: Exchange;
let waiting: Waiting;
let opened: Treasury;
let logged: string[];
beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-outbox-'));
  exchange = new Exchange();
  waiting = new Waiting();
  logged = [];
  opened = await treasury(outside());
});
afterEach(async () => {
  await opened.org.api.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

function outside(): Partial<EngineOptions> {
  return {
    databaseFile: path.join(folder, 'countersign.db'),
    executor: exchange,
    later: waiting.later,
    log: (message) => logged.push(message),
  };
}

/** The engine is gone at this instant, and started again. */
async function startAgain(over: Partial<EngineOptions> = {}): Promise<void> {
  await opened.org.api.close();
  opened.org.api = await openEngine({ ...opened.options, ...outside(), ...over });
}

const seen = (id: string): Promise<RequestDetail> => opened.org.owner.ok('requests.get', { id });

/** What was promised comes to pass: nobody answers later than this. */
async function settled(id: string, status: RequestDetail['status']): Promise<RequestDetail> {
  for (let turns = 0; turns < 200; turns += 1) {
    const request = await seen(id);
    if (request.status === status) return request;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return seen(id);
}

async function soundIn(balance: object): Promise<void> {
  expect(await opened.balance()).toMatchObject(balance);
  expect(await opened.org.owner.ok('audit.verify')).toMatchObject({ ok: true, faults: [] });
}

describe('a withdrawal that an executor carries out', () => {
  it('is approved when others have approved it, and completed when it was carried out', async () => {
    const request = await opened.withdraw();
    const approved = await opened.bob.approve(request.id);
    expect(approved).toMatchObject({ status: 'approved', canCancel: false, canDecide: false });
    const completed = await settled(request.id, 'completed');
    expect(completed.timeline.map(({ kind }) => kind)).toEqual([
      'created',
      'held',
      'approved',
      'authorized',
      'completed',
    ]);
    expect(exchange.asked).toEqual([{ idempotencyKey: request.id, view: request.view }]);
    await soundIn({ total: '9', available: '9', held: '0' });
  });

  it('goes the same way where nothing makes it wait', async () => {
    const request = await opened.withdraw(opened.org.owner);
    expect(request.status).toBe('approved');
    expect(await settled(request.id, 'completed')).toMatchObject({ validApprovals: 0 });
    await soundIn({ total: '9', held: '0' });
  });

  it('fails where it can’t be carried out, keeps its approvals and frees what it held', async () => {
    exchange.mood = 'refuses';
    const request = await opened.withdraw();
    await opened.bob.approve(request.id);
    expect(await settled(request.id, 'failed')).toMatchObject({
      failure: { code: 'unavailable', detail: 'The exchange has closed the account.' },
      validApprovals: 1,
    });
    await soundIn({ total: '10', available: '10', held: '0' });
  });

  it('keeps everything else in the engine, also decided together with it', async () => {
    const { org, bob, ann } = opened;
    await org.regrant(bob, {
      workflows: [...onWithdrawals('approve').workflows, { workflow: 'access', permissions: ['approve'] }],
    });
    const clerk = await org.invite('Clerk', {
      workflows: [{ workflow: 'access', permissions: ['initiate'] }],
    });
    const made = await clerk.initiate('account.create', { name: 'Second' });
    const requests = [await opened.withdraw(ann), made];
    const items = requests.map(({ id, digest }) => ({ requestId: id, digest }));
    const { results } = await bob.ok('decisions.create', {
      decision: 'approve',
      items,
      setDigest: setDigestOf(items.map(({ digest }) => digest)),
      stepUp: { totp: bob.code() },
    });
    expect(results.map(({ status }) => status)).toEqual(['approved', 'completed']);
    await settled(items[0]?.requestId ?? '', 'completed');
    await soundIn({ total: '9', held: '0' });
  });

  it('is neither cancelled, nor voided, nor expired while it is under way', async () => {
    exchange.mood = 'silent';
    const { org, ann, bob, clock } = opened;
    const request = await opened.withdraw();
    const input = await ann.decision(request.id);
    await bob.approve(request.id);
    expect((await ann.refused('requests.cancel', { id: request.id })).code).toBe('not_pending');
    expect((await opened.cy.refused('requests.approve', input)).code).toBe('not_pending');
    await org.owner.initiate('member.suspend', { memberId: ann.id });
    await org.owner.initiate('member.remove', { memberId: bob.id });
    await org.setPolicy('withdrawals', { requiredApprovals: 5 });
    clock.advance(200 * HOUR);
    await org.owner.signIn();
    expect(await seen(request.id)).toMatchObject({
      status: 'approved',
      requiredApprovals: 1,
      validApprovals: 1,
    });
    await soundIn({ total: '10', available: '9', held: '1' });
  });
});

describe('at most once in effect', () => {
  it('gone after the authorization, before the order: it is given at the next start', async () => {
    opened.engine.outbox?.close();
    const request = await opened.withdraw();
    await opened.bob.approve(request.id);
    expect(exchange.asked).toEqual([]);
    await startAgain();
    await settled(request.id, 'completed');
    expect(exchange.asked.map(({ idempotencyKey }) => idempotencyKey)).toEqual([request.id]);
    await soundIn({ total: '9', held: '0' });
  });

  it.each(['silent', 'silent after'] as const)(
    'gone before the answer (%s): asked again by the same key, paid once',
    async (mood) => {
      exchange.mood = mood;
      const request = await opened.withdraw();
      await opened.bob.approve(request.id);
      await startAgain();
      expect(await seen(request.id)).toMatchObject({ status: 'approved' });
      exchange.mood = 'well';
      await startAgain();
      await settled(request.id, 'completed');
      expect(new Set(exchange.asked.map(({ idempotencyKey }) => idempotencyKey))).toEqual(
        new Set([request.id]),
      );
      expect([...exchange.paid]).toEqual([[request.id, '"1"']]);
      await soundIn({ total: '9', held: '0' });
    },
  );

  it('gone after the outcome: not asked again', async () => {
    const request = await opened.withdraw();
    await opened.bob.approve(request.id);
    await settled(request.id, 'completed');
    await startAgain();
    await opened.org.owner.ok('requests.counts');
    expect(exchange.asked).toHaveLength(1);
    await soundIn({ total: '9', held: '0' });
  });

  it.each(['broken', 'broken after'] as const)(
    'where no outcome is known (%s) it is given again, later each time, with the same key',
    async (mood) => {
      exchange.mood = mood;
      const request = await opened.withdraw();
      await opened.bob.approve(request.id);
      for (let attempt = 1; attempt <= 3; attempt += 1) {
        while (waiting.isEmpty) await new Promise((resolve) => setImmediate(resolve));
        expect(exchange.asked).toHaveLength(attempt);
        expect(await seen(request.id)).toMatchObject({ status: 'approved' });
        if (attempt === 3) exchange.mood = 'well';
        waiting.pass();
      }
      await settled(request.id, 'completed');
      expect(waiting.waits).toEqual([1000, 2000, 4000]);
      expect(logged).toHaveLength(3);
      expect(new Set(exchange.asked.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
      expect([...exchange.paid.values()]).toEqual(['"1"']);
      await soundIn({ total: '9', held: '0' });
    },
  );

  it('gives one order at a time for each request, however often there is something to give', async () => {
    exchange.mood = 'silent';
    for (const request of [await opened.withdraw(), await opened.withdraw()])
      await opened.bob.approve(request.id);
    opened.engine.outbox?.give();
    expect(exchange.asked).toHaveLength(2);
    await soundIn({ available: '8', held: '2' });
  });

  it('an answer that comes when the engine is closed is asked for again', async () => {
    let answer: (outcome: Outcome) => void = () => undefined;
    exchange.carryOut = (order) => {
      exchange.asked.push(order);
      return new Promise((resolve) => (answer = resolve));
    };
    const request = await opened.withdraw();
    await opened.bob.approve(request.id);
    const late = answer;
    await startAgain();
    late({ carriedOut: true });
    expect(await seen(request.id)).toMatchObject({ status: 'approved' });
    answer({ carriedOut: true });
    await settled(request.id, 'completed');
    expect(exchange.asked).toHaveLength(2);
    await soundIn({ total: '9', held: '0' });
  });
});
