import { beforeAll, describe, expect, it } from 'vitest';
import type { OperationName } from '../../shared/contract/operations';
import type { Statement } from '../../main/engine/store/statement';
import { statement } from './engine-with-store';
import type { Person } from './organization-under-test';
import { treasury, type Treasury } from './treasury';

/** What grows with history; everything else is as large as the organization. */
const GROWING = ['ledger', 'requests', 'postings', 'decisions', 'request_words', 'r', 'd', 'w'];

let opened: Treasury;
let vera: Person;
beforeAll(async () => {
  opened = await treasury();
  const { org, ann, bob, withdraw } = opened;
  vera = await org.invite('Vera', {
    workflows: [
      { workflow: 'withdrawals', accountId: org.main as never, permissions: ['approve'] },
      { workflow: 'policies', permissions: ['view'] },
    ],
  });
  for (let round = 0; round < 3; round += 1) await bob.approve((await withdraw()).id);
  for (let round = 0; round < 3; round += 1) await withdraw();
  for (const person of [org.owner, ann, vera]) await person.ok('session.stepUp', { totp: person.code() });
});

/** What the store is asked while `act` runs. */
async function asked(act: () => Promise<unknown>): Promise<Statement[]> {
  const { store } = opened;
  const statements: Statement[] = [];
  const all = store.all.bind(store);
  store.all = <T>(each: Statement): T[] => {
    statements.push(each);
    return all<T>(each);
  };
  await act();
  store.all = all;
  return statements;
}

/** Steps of the plan that read a growing table from end to end, or sort what they read. */
function costlySteps({ sql, parameters }: Statement): string[] {
  // The newest entry is where its table ends.
  if (/^select ("seq", "chain") from "ledger" order by "seq" desc limit \?$/.test(sql)) return [];
  return opened.store
    .all<{ detail: string }>(statement(`EXPLAIN QUERY PLAN ${sql}`, ...parameters))
    .map(({ detail }) => detail)
    .filter(
      (detail) =>
        /USE TEMP B-TREE/.test(detail) ||
        (/^SCAN /.test(detail) && GROWING.includes(detail.split(' ')[1] ?? '') && !/USING/.test(detail)),
    );
}

type Page = { nextCursor: string | null };
async function costly(person: Person, name: OperationName, input: object): Promise<string[]> {
  let steps: string[] = [];
  const found = await asked(async () => {
    const page = (await person.ok(name, { ...input, limit: 2 })) as Page;
    if (page.nextCursor !== null) await person.ok(name, { ...input, limit: 2, cursor: page.nextCursor });
  });
  for (const each of found) steps = [...steps, ...costlySteps(each).map((step) => `${step}: ${each.sql}`)];
  return steps;
}

describe('lists read what they show, however much there is', () => {
  const READERS = ['owner', 'vera', 'ann'] as const;
  const reader = (name: (typeof READERS)[number]): Person =>
    name === 'owner' ? opened.org.owner : name === 'vera' ? vera : opened.ann;
  const filters = ['newest', 'oldest', 'expiry'].flatMap((sort) => [
    { sort },
    { sort, status: 'pending' },
    { sort, status: 'ended' },
    { sort, status: 'completed' },
    { sort, view: 'mine-to-decide' },
    { sort, view: 'initiated-by-me' },
    { sort, view: 'initiated-by-me', status: 'ended' },
    { sort, workflow: 'withdrawals' },
    { sort, workflow: 'withdrawals', status: 'ended' },
  ]);
  it.each(
    READERS.flatMap((name) => filters.map((filter) => [name, JSON.stringify(filter), filter] as const)),
  )('requests.list for %s with %s', async (name, _text, filter) => {
    expect(await costly(reader(name), 'requests.list', filter)).toEqual([]);
  });

  it.each(READERS)('requests.list on one account for %s', async (name) => {
    expect(await costly(reader(name), 'requests.list', { accountId: opened.org.main })).toEqual([]);
  });

  it('accounts.postings', async () => {
    expect(await costly(opened.org.owner, 'accounts.postings', { id: opened.org.main })).toEqual([]);
  });

  it.each([
    {},
    { type: 'request' },
    { type: 'request.created' },
    { actorId: 'ann' },
    { actorId: 'ann', type: 'request' },
    { from: '2026-01-05T09:05:00.000Z' },
    { from: '2026-01-05T09:05:00.000Z', to: '2026-01-05T09:20:00.000Z', type: 'request' },
  ])('audit.list with %j', async (filter) => {
    const input = 'actorId' in filter ? { ...filter, actorId: opened.ann.id } : filter;
    for (const person of [opened.org.owner, vera])
      expect(await costly(person, 'audit.list', input)).toEqual([]);
  });

  it('audit.list of one request', async () => {
    const { items } = await opened.org.owner.ok('requests.list', { limit: 1 });
    expect(await costly(opened.org.owner, 'audit.list', { requestId: items[0]?.id })).toEqual([]);
  });

  it('activity.get', async () => {
    for (const person of [opened.org.owner, vera, opened.ann])
      expect((await asked(() => person.ok('activity.get'))).flatMap(costlySteps)).toEqual([]);
  });

  it('finds by a rare word with what that word names, and sorts no more', async () => {
    const steps = await costly(opened.org.owner, 'requests.list', { q: 'zzz' });
    expect(steps.every((step) => step.startsWith('USE TEMP B-TREE FOR ORDER BY'))).toBe(true);
  });
});
