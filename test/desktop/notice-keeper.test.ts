import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RequestRow } from '../../shared/contract/requests';
import type { NotificationSettings } from '../../shared/contract/desktop-settings';
import type { RequestId } from '../../shared/contract/primitives';
import { NoticeKeeper } from '../../main/desktop/notifications/notice-keeper';
import type { WaitingFor } from '../../main/desktop/notifications/signed-out-count';
import { ToldNotices, type ToldStore } from '../../main/desktop/notifications/told-notices';
import { aRow, MARCUS, ME } from './a-request-row';
import { FakeNoticeBoard } from './fake-notice-board';
import { fakeToldStore } from './fake-settings';

let board: FakeNoticeBoard;
let waiting: RequestRow[];
let asked: number;
let bugs: unknown[];
let settings: NotificationSettings;
let told: ToldStore;
let keeper: NoticeKeeper;
/** When somebody touched app or system last. */
let touchedAt: number;

beforeEach(() => {
  vi.useFakeTimers();
  board = new FakeNoticeBoard();
  waiting = [];
  asked = 0;
  bugs = [];
  touchedAt = Date.now();
  told = fakeToldStore();
  settings = { privacy: 'full', quietHours: { on: false, from: '22:00', to: '07:00' }, reminder: 'off' };
  keeper = new NoticeKeeper({
    board,
    find: async () => null,
    list: async ({ cursor, view }) => {
      if (view !== 'mine-to-decide') return { ok: true, value: { items: [], nextCursor: null } };
      asked += 1;
      const at = cursor === undefined ? 0 : Number(cursor);
      const next = at + 200;
      return {
        ok: true,
        value: {
          items: waiting.slice(at, next),
          nextCursor: next < waiting.length ? String(next) : null,
        },
      };
    },
    now: () => Date.now(),
    idleMs: () => Date.now() - touchedAt,
    settings: () => settings,
    told: new ToldNotices(told, (what, error) => bugs.push([what, error])),
    logBug: (what, error) => bugs.push([what, error]),
  });
});
afterEach(() => {
  keeper.stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  expect(bugs).toEqual([]);
});

const created = (row: RequestRow): void =>
  keeper.event({ name: 'request.changed', payload: { requestId: row.id, what: 'created', row } });
const decidedElsewhere = (row: RequestRow): void =>
  keeper.event({
    name: 'request.changed',
    payload: { requestId: row.id, what: 'rejected', row: { ...row, status: 'rejected', canDecide: false } },
  });
const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

describe('signed in', () => {
  beforeEach(async () => {
    waiting = Array.from({ length: 450 }, (_, index) => aRow(index + 1));
    keeper.signedIn(ME);
    keeper.signedIn(ME);
    await pass(0);
  });

  test('what waits already is counted over all pages, and not announced', async () => {
    expect(board.waiting).toBe(450);
    expect(asked).toBe(3);
    await pass(10_000);
    expect(board.everShown).toEqual([]);
  });

  test('a new one is shown within a twentieth of a second, and counted at once', async () => {
    created(aRow(1000));
    expect(board.waiting).toBe(451);
    await pass(50);
    expect([...board.onScreen.keys()]).toEqual(['waiting:req_1000']);
  });

  test('a fourth within moments makes one of all, and what comes then waits its turn', async () => {
    for (const number of [1001, 1002, 1003]) created(aRow(number));
    await pass(50);
    created(aRow(1004));
    await pass(50);
    expect([...board.onScreen.values()]).toMatchObject([{ title: '4 requests wait for your decision' }]);
    for (const number of [1001, 1002]) decidedElsewhere(aRow(number));
    await pass(50);
    // Put right once for both, with no further call.
    expect(board.reworded).toMatchObject([{ key: 'digest', title: '2 requests wait for your decision' }]);
    expect(board.everShown.filter(({ key }) => key === 'digest')).toHaveLength(1);
    created(aRow(1005));
    await pass(1000);
    expect(board.onScreen.size).toBe(1);
    await pass(2000);
    expect([...board.onScreen.keys()]).toEqual(['digest', 'waiting:req_1005']);
  });

  test('a change of grants has everything read anew, once for many', async () => {
    waiting = [...waiting, aRow(2000)];
    keeper.event({ name: 'access.changed', payload: { memberId: null } });
    keeper.event({ name: 'policy.changed', payload: { workflow: 'withdrawals' } });
    await pass(2100);
    expect(asked).toBe(6);
    expect([...board.onScreen.keys()]).toEqual(['waiting:req_2000']);
  });

  test('signing out takes everything off the screen and tells nothing more', async () => {
    created(aRow(1000));
    await pass(50);
    created(aRow(1001));
    keeper.signedOut();
    expect(board.onScreen.size).toBe(0);
    expect(board.waiting).toBe(0);
    created(aRow(1002));
    await pass(10_000);
    expect(board.everShown).toHaveLength(1);
  });

  test('the next person starts anew', async () => {
    waiting = [];
    keeper.signedIn(MARCUS);
    await pass(0);
    expect(board.waiting).toBe(0);
  });
});

test('what happens while it is read isn’t lost, nor announced twice', async () => {
  waiting = [aRow(1)];
  keeper.signedIn(ME);
  created(aRow(1));
  created(aRow(2));
  await pass(100);
  expect([...board.onScreen.keys()]).toEqual(['waiting:req_2']);
});

/** Quiet hours that hold now and end within the next half hour, whatever zone this runs in. */
function quietForNow(): void {
  const minutes = (offset: number): string =>
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
      Date.now() + offset * 60_000,
    );
  settings = { ...settings, quietHours: { on: true, from: minutes(-30), to: minutes(30) } };
}

/** As a server says it of the first so many requests. */
const waitingFor = (count: number): WaitingFor[] => [
  {
    server: 'governance.example',
    member: ME,
    waiting: count,
    requestIds: Array.from({ length: count }, (_none, index) => `req_${String(index + 1)}` as RequestId),
  },
];

describe('in front, at another screen', () => {
  beforeEach(async () => {
    board.inFront = true;
    keeper.looksAt({ view: null, requestId: null });
    keeper.signedIn(ME);
    await pass(10_000);
    touchedAt = Date.now();
    created(aRow(1));
    await pass(100);
    expect([...board.inPage.keys()]).toEqual(['waiting:req_1']);
    expect(board.everShown).toEqual([]);
  });

  test('what the page tells is told by the desktop where nobody is there, once', async () => {
    await pass(80_000);
    expect(board.everShown).toMatchObject([{ key: 'waiting:req_1' }]);
    expect(board.inPage.size).toBe(0);
    await pass(10 * 60_000);
    keeper.signedOut();
    keeper.waitingWhileSignedOut(waitingFor(1));
    expect(board.everShown).toHaveLength(1);
  });

  test('not where somebody touched something since, signed in or out', async () => {
    await pass(5000);
    touchedAt = Date.now();
    await pass(10 * 60_000);
    keeper.signedOut();
    keeper.waitingWhileSignedOut(waitingFor(1));
    expect(board.everShown).toEqual([]);
  });

  test('nobody saw it and the session ended: it is counted', async () => {
    await pass(30_000);
    keeper.signedOut();
    expect(board.inPage.size).toBe(0);
    keeper.waitingWhileSignedOut(waitingFor(1));
    expect(board.everShown).toMatchObject([{ key: 'signed-out' }]);
  });

  test('where nobody has been for a minute the desktop tells at once', async () => {
    await pass(5 * 60_000);
    board.inPage.clear();
    created(aRow(2));
    await pass(100);
    expect(board.everShown.map(({ key }) => key)).toEqual(['waiting:req_1', 'waiting:req_2']);
  });
});

describe('time itself', () => {
  test('ends quiet hours: one digest comes by itself', async () => {
    quietForNow();
    keeper.signedIn(ME);
    await pass(0);
    created(aRow(1));
    created(aRow(2));
    await pass(60_000);
    expect(board.everShown).toEqual([]);
    expect(board.waiting).toBe(2);
    await pass(31 * 60_000);
    expect(board.everShown).toMatchObject([{ key: 'digest', title: '2 requests wait for your decision' }]);
  });

  test('ends quiet hours after a sign-out too: what came meanwhile is counted, once', async () => {
    quietForNow();
    keeper.signedIn(ME);
    await pass(0);
    created(aRow(1));
    await pass(1000);
    keeper.signedOut();
    keeper.waitingWhileSignedOut(waitingFor(1));
    await pass(60_000);
    expect(board.everShown).toEqual([]);
    await pass(31 * 60_000);
    expect(board.everShown).toMatchObject([{ title: '1 request waits for your decision' }]);
    await pass(60 * 60_000);
    expect(board.everShown).toHaveLength(1);
  });

  test('a reminder that they held back is among what is counted then', async () => {
    quietForNow();
    settings = { ...settings, reminder: '1h' };
    const created = new Date(Date.now() - 10 * 3_600_000).toISOString();
    const expiresAt = new Date(Date.now() + 50 * 60_000).toISOString();
    waiting = [aRow(1, { createdAt: created, expiresAt }), aRow(2)];
    keeper.signedIn(ME);
    await pass(20_000);
    keeper.signedOut();
    keeper.waitingWhileSignedOut(waitingFor(2));
    await pass(31 * 60_000);
    expect(board.everShown).toMatchObject([{ title: '2 requests wait for your decision' }]);
    keeper.waitingWhileSignedOut(waitingFor(2));
    await pass(60 * 60_000);
    expect(board.everShown).toHaveLength(1);
  });

  test('brings a reminder, once', async () => {
    settings = { ...settings, reminder: '1h' };
    const created = new Date(Date.now() - 10 * 3_600_000).toISOString();
    const expiresAt = new Date(Date.now() + 61 * 60_000).toISOString();
    waiting = [aRow(1, { createdAt: created, expiresAt })];
    keeper.signedIn(ME);
    await pass(0);
    expect(board.everShown).toEqual([]);
    await pass(2 * 60_000);
    expect(board.everShown.map(({ title }) => title)).toEqual([
      'A withdrawal expires in 1 hour without your decision',
    ]);
    await pass(30 * 60_000);
    expect(board.everShown).toHaveLength(1);
  });
});

describe('while nobody is signed in', () => {
  const title = (): string | undefined => board.onScreen.get('signed-out')?.title;

  test('a number is told when it grows, and goes with the last of them', async () => {
    keeper.waitingWhileSignedOut(waitingFor(2));
    expect(title()).toBe('2 requests wait for your decision');
    expect(board.waiting).toBe(2);
    keeper.waitingWhileSignedOut(waitingFor(1));
    keeper.waitingWhileSignedOut(waitingFor(1));
    expect(board.everShown).toHaveLength(1);
    expect(board.reworded).toHaveLength(1);
    expect(title()).toBe('1 request waits for your decision');
    keeper.waitingWhileSignedOut(waitingFor(3));
    expect(title()).toBe('3 requests wait for your decision');
    keeper.waitingWhileSignedOut(waitingFor(0));
    expect(board.onScreen.size).toBe(0);
    expect(board.waiting).toBe(0);
  });

  test('what was in the list before, or told in an earlier run, is no news', async () => {
    waiting = [aRow(1), aRow(2)];
    keeper.signedIn(ME);
    await pass(0);
    keeper.signedOut();
    keeper.waitingWhileSignedOut(waitingFor(2));
    expect(board.waiting).toBe(2);
    expect(board.everShown).toEqual([]);
    keeper.waitingWhileSignedOut(waitingFor(3));
    expect(board.everShown).toHaveLength(1);
    keeper.stop();

    const later = new ToldNotices(told, () => undefined);
    expect(later.of(ME).has('waiting', 'req_3' as RequestId)).toBe(true);
  });

  test('says nothing but the number, whatever else may be said', () => {
    keeper.waitingWhileSignedOut(waitingFor(1));
    expect(board.everShown).toEqual([
      {
        key: 'signed-out',
        requestId: null,
        title: '1 request waits for your decision',
        body: 'Open Countersign to review.',
      },
    ]);
  });

  test('signing in takes it back, and from then on it isn’t heard', async () => {
    keeper.waitingWhileSignedOut(waitingFor(2));
    keeper.signedIn(ME);
    await pass(0);
    keeper.waitingWhileSignedOut(waitingFor(9));
    expect(board.onScreen.size).toBe(0);
    expect(board.waiting).toBe(0);
  });
});
