import { beforeAll, describe, expect, it } from 'vitest';
import type { OperationName } from '../../shared/contract/operations';
import { searchWords, wordsOf } from '../../main/engine/store/search-words';
import { emptyState } from '../../shared/domain/state';
import { MINUTE, onWithdrawals } from './organization-under-test';
import { treasury, type Treasury } from './treasury';

let opened: Treasury;
beforeAll(async () => {
  opened = await treasury();
  const { org, ann, bob, withdraw, clock } = opened;
  for (let round = 0; round < 4; round += 1) {
    await withdraw();
    await withdraw(org.owner, '0.1');
  }
  await bob.approve((await withdraw()).id);
  await bob.reject((await withdraw()).id, 'No');
  await ann.ok('requests.cancel', { id: (await withdraw()).id });
  clock.advance(MINUTE);
});

type Item = { id: string };
async function pages(name: OperationName, input: object, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = (await opened.org.owner.ok(name, { ...input, limit, ...(cursor ? { cursor } : {}) })) as {
      items: Item[];
      nextCursor: string | null;
    };
    expect(page.items.length).toBeLessThanOrEqual(limit);
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null && ids.length < 500);
  return ids;
}

describe('pages', () => {
  const SORTS = ['newest', 'oldest', 'expiry', undefined];
  const FILTERS = [
    {},
    { status: 'ended' },
    { status: 'pending' },
    { view: 'mine-to-decide' },
    { view: 'initiated-by-me' },
    { q: 'btc' },
  ];
  it.each(
    SORTS.flatMap((sort) =>
      FILTERS.map(
        (filter) => [JSON.stringify({ sort, ...filter }), { ...filter, ...(sort ? { sort } : {}) }] as const,
      ),
    ),
  )('of requests hold each once, in one order: %s', async (_name, filter) => {
    const whole = await pages('requests.list', filter, 200);
    expect(new Set(whole).size).toBe(whole.length);
    expect(whole.length).toBeGreaterThan(3);
    for (const limit of [1, 2, 5]) expect(await pages('requests.list', filter, limit)).toEqual(whole);
  });

  it('of postings hold each once, also those of one moment', async () => {
    const whole = await pages('accounts.postings', { id: opened.org.main }, 200);
    expect(whole.length).toBeGreaterThan(10);
    for (const limit of [1, 2, 3])
      expect(await pages('accounts.postings', { id: opened.org.main }, limit)).toEqual(whole);
  });

  it.each(['members.list', 'assets.list', 'policies.list'] as const)('of %s hold each once', async (name) => {
    const count = async (limit: number): Promise<number> => (await pages(name, {}, limit)).length;
    expect(await count(1)).toBe(await count(200));
  });
});

describe('searching', () => {
  const found = async (q: string): Promise<number> =>
    (await opened.org.owner.ok('requests.list', { q, limit: 200 })).items.length;

  it('finds by number, amount, asset, account, destination, people and note, by the beginnings of words', async () => {
    const { org, ann, addressId } = opened;
    const request = await ann.initiate(
      'withdrawal.crypto.create',
      { asset: 'BTC', amount: '1.2345', addressId },
      { accountId: org.main as never, note: 'Überweisung für März, Zoë' },
    );
    for (const q of [
      `R-${request.number}`,
      `r${request.number}`,
      '1.2345',
      'zoë',
      'ÜBERWEISUNG',
      'über',
      'ann 1.2345',
      'cold 1.2345 zo',
    ])
      expect([q, await found(q)]).toEqual([q, expect.any(Number)]);
    expect(await found('1.2345')).toBe(1);
    expect(await found('überw märz ann cold bc1qar main btc')).toBe(1);
    expect(await found('zoe')).toBe(0);
    expect(await found('weisung')).toBe(0);
    expect(await found(`'; DROP TABLE requests; --`)).toBe(0);
    expect(await found('%')).toBe(await found(''));
  });

  it('splits texts at what isn’t a letter or digit, keeps amounts whole, and folds width and case', () => {
    expect(wordsOf('Pay 1,234.50 BTC to Müller-Lüdenscheidt')).toEqual([
      'pay',
      '1234.50',
      'btc',
      'to',
      'müller',
      'lüdenscheidt',
    ]);
    expect(wordsOf('ＢＴＣ １２')).toEqual(['btc', '12']);
    expect(wordsOf('\u{1f600} … — ')).toEqual([]);
    expect(wordsOf('x'.repeat(200))).toEqual(['x'.repeat(60)]);
  });

  it('finds what a request says however long its note is', () => {
    const note = Array.from({ length: 100 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join(' ');
    const request = {
      number: 7,
      note,
      subjectIds: [],
      view: {
        initiator: { displayName: 'Ann' },
        account: { name: 'Main' },
        params: { asset: 'BTC', amount: '1.5' },
      },
    };
    expect(searchWords(request as never, emptyState())).toEqual(
      expect.arrayContaining(['r7', 'ann', 'main', 'btc', '1.5']),
    );
  });

  it('shows nobody what they may not see', async () => {
    const { org } = opened;
    const zed = await org.invite('Zed', {
      workflows: [{ workflow: 'policies', permissions: ['view'] }],
      accounts: [],
    });
    expect((await zed.ok('requests.list', { q: 'btc' })).items).toEqual([]);
    await org.regrant(zed, onWithdrawals('view'));
    expect((await zed.ok('requests.list', { q: 'btc' })).items.length).toBeGreaterThan(0);
  });
});
