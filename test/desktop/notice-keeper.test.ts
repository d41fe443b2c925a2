import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RequestRow } from '../../shared/contract/requests';
import { NoticeKeeper } from '../../main/desktop/notifications/notice-keeper';
import { aRow, MARCUS, ME } from './a-request-row';
import { FakeNoticeBoard } from './fake-notice-board';

let board: FakeNoticeBoard;
let waiting: RequestRow[];
let asked: number;
let bugs: unknown[];
let keeper: NoticeKeeper;

beforeEach(() => {
  vi.useFakeTimers();
  board = new FakeNoticeBoard();
  waiting = [];
  asked = 0;
  bugs = [];
  keeper = new NoticeKeeper({
    board,
    list: async ({ cursor }) => {
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
    privacy: () => 'full',
    logBug: (what, error) => bugs.push([what, error]),
  });
});
afterEach(() => {
  vi.useRealTimers();
  expect(bugs).toEqual([]);
});

const created = (row: RequestRow): void =>
  keeper.event({ name: 'request.changed', payload: { requestId: row.id, what: 'created', row } });
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
