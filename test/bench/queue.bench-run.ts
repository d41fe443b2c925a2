import { expect, test } from 'vitest';
import { scopeOf } from '../../shared/domain/grants';
import type { GovernedRequest } from '../../shared/domain/state';
import { Engine } from '../../main/engine/engine';
import { decode, encode } from '../../main/engine/codec';
import type { SqliteStore } from '../../main/engine/store/sqlite-store';
import { compiled, sql, upsert } from '../../main/engine/store/statement';
import {
  BTC_ADDRESS,
  engineOptions,
  newOrganization,
  onWithdrawals,
  TestClock,
} from '../engine/organization-under-test';
import { percentile, report, timed, type Row } from './table';

const DAY = 24 * 3_600_000;

/** Fills a store with copies of one real request: `ended` in history and `waiting` for the approver. */
async function fill(
  store: SqliteStore,
  template: GovernedRequest,
  ended: number,
  waiting: number,
): Promise<void> {
  const scope = scopeOf('withdrawals', template.accountId);
  for (let i = 0; i < ended + waiting; i++) {
    const open = i >= ended;
    const createdAt = template.createdAt - (ended + waiting - i) * 1000;
    const request: GovernedRequest = {
      ...template,
      id: `req_${i.toString(16).padStart(24, '0')}` as GovernedRequest['id'],
      number: i + 100,
      createdAt,
      status: open ? 'pending' : 'completed',
      expiresAt: template.createdAt + 3 * DAY,
      endedAt: open ? null : createdAt + 1,
    };
    const written = store.commit([
      upsert('requests', ['id'], {
        id: request.id,
        number: request.number,
        open: open ? 1 : 0,
        status: request.status,
        workflow: request.workflow,
        account_id: request.accountId,
        scope,
        initiator_id: request.initiatorId,
        custodian_id: null,
        created_at: createdAt,
        expires_at: request.expiresAt,
        ended_at: request.endedAt,
        document: encode(request),
      }),
      ...['treasury', 'ann', String(i), i % 50 === 0 ? 'payroll' : 'sweep'].map((word) =>
        upsert('request_words', ['word', 'request_id'], { word, request_id: request.id }),
      ),
    ]);
    if (i % 2000 === 0) await written;
  }
  store.flush();
}

async function measure(ended: number, waiting: number): Promise<Row[]> {
  const clock = new TestClock();
  const org = await newOrganization({}, clock);
  await org.deposit('BTC', '10');
  const ann = await org.invite('Ann', onWithdrawals('initiate'));
  const bob = await org.invite('Bob', onWithdrawals('approve'));
  await org.owner.ok('requests.create', {
    operation: 'policy.change',
    params: { workflow: 'addresses', baseVersion: 1, addressHoldHours: 0 },
    stepUp: { totp: org.owner.code() },
  });
  const added = await org.owner.initiate(
    'address.crypto.add',
    { asset: 'BTC', network: 'bitcoin', address: BTC_ADDRESS, label: 'Cold storage' },
    { accountId: org.main as never },
  );
  const real = await ann.initiate(
    'withdrawal.crypto.create',
    { asset: 'BTC', amount: '0.001', addressId: added.result?.addressId },
    { accountId: org.main as never },
  );
  const inner = org.api as Engine;
  const template = inner.findRequest(real.id);
  if (!template) throw new Error('no template');
  await fill(inner.store, template, ended, waiting);

  // A new engine over the same store, as after a start: that is what a newcomer's first look costs.
  const engine = new Engine(engineOptions(clock), inner.store);
  const call = (input: object): Promise<unknown> =>
    engine.call('requests.list', input, { token: bob.token, device: 'bench', address: 'local' });
  const mine = { view: 'mine-to-decide', limit: 50 };
  const bare = compiled(
    sql
      .selectFrom('requests')
      .select(['document', 'number', 'created_at'])
      .where('open', '=', 1)
      .where('scope', '=', scopeOf('withdrawals', template.accountId))
      .orderBy('created_at', 'desc')
      .orderBy('number', 'desc')
      .limit(51),
  );
  // The peer reads the same rows and parses them: a bare query whose answer nobody could show is no yardstick.
  const peer = await timed(200, () =>
    inner.store.all<{ document: string }>(bare).map((row) => decode(row.document)),
  );
  const first = await timed(200, () => call(mine));
  const page = (await call(mine)) as { value: { nextCursor: string } };
  const next = await timed(200, () => call({ ...mine, cursor: page.value.nextCursor }));
  const search = await timed(100, () => call({ ...mine, q: 'payroll' }));
  const common = await timed(100, () => call({ ...mine, q: 'treas' }));
  const history = await timed(100, () => call({ view: 'all', status: 'ended', limit: 50 }));
  const counts = await timed(50, () =>
    engine.call('requests.counts', {}, { token: bob.token, device: 'bench', address: 'local' }),
  );
  const size = `${ended + waiting} (${waiting} wait)`;
  const row = (what: string, samples: number[], atMost: number | null): Row => ({
    what,
    size,
    ours: percentile(samples, 0.5),
    peer: percentile(peer, 0.5),
    unit: 'ms',
    atMost,
  });
  return [
    row('first rows', first, 2),
    { ...row('first rows, p95', first, null), ours: percentile(first, 0.95) },
    row('next page', next, 2),
    row('search, rare word', search, null),
    row('search, common word', common, null),
    row('history', history, null),
    row('counts', counts, null),
  ];
}

test('the queue opens as fast as its query', { timeout: 300_000 }, async () => {
  const small = await measure(9_500, 500);
  const large = await measure(95_000, 5_000);
  report('queue', [...small, ...large]);
  for (const row of large) if (row.what.includes('p95')) expect(row.ours).toBeLessThan(30);
});
