import { beforeEach, describe, expect, test } from 'vitest';
import type {
  NotificationPrivacy,
  Place,
  QuietHours,
  Reminder,
} from '../../shared/contract/desktop-settings';
import type { RequestRow } from '../../shared/contract/requests';
import type { Notice } from '../../main/desktop/notifications/notice';
import { NoticeDecisions } from '../../main/desktop/notifications/notice-decisions';
import { isQuiet } from '../../main/desktop/notifications/quiet-hours';
import { ToldNotices, type ToldStore } from '../../main/desktop/notifications/told-notices';
import { aRow, MARCUS, ME, myEnded } from './a-request-row';
import { fakeToldStore } from './fake-settings';

const HOUR = 3_600_000;
const CREATED = Date.parse('2026-01-05T09:00:00.000Z');

describe('quiet hours', () => {
  const nightly: QuietHours = { on: true, from: '22:00', to: '07:00' };
  const at = (time: string, hours: QuietHours, zone = 'UTC'): boolean =>
    isQuiet(Date.parse(time), hours, zone);

  test.each([
    ['21:59:59', false],
    ['22:00:00', true],
    ['23:59:59', true],
    ['00:00:00', true],
    ['06:59:59', true],
    ['07:00:00', false],
    ['12:00:00', false],
  ])('across midnight, %s', (time, quiet) => expect(at(`2026-01-05T${time}Z`, nightly)).toBe(quiet));

  test.each([
    ['11:59:59', false],
    ['12:00:00', true],
    ['13:29:59', true],
    ['13:30:00', false],
  ])('within a day, %s', (time, quiet) =>
    expect(at(`2026-01-05T${time}Z`, { on: true, from: '12:00', to: '13:30' })).toBe(quiet),
  );

  test('go by the clock on the person’s wall', () => {
    const evening = '2026-01-05T21:30:00Z';
    expect(at(evening, nightly, 'UTC')).toBe(false);
    expect(at(evening, nightly, 'Europe/Berlin')).toBe(true);
    expect(at(evening, nightly, 'America/New_York')).toBe(false);
    expect(at(evening, nightly, 'Asia/Kolkata')).toBe(true);
  });

  test('follow that clock where it is set forward and back', () => {
    // In Berlin 02:00 became 03:00 on 29 March 2026, and 03:00 became 02:00 again on 25 October.
    const early: QuietHours = { on: true, from: '02:00', to: '03:00' };
    expect(at('2026-03-29T00:59:00Z', early, 'Europe/Berlin')).toBe(false);
    expect(at('2026-03-29T01:00:00Z', early, 'Europe/Berlin')).toBe(false);
    expect(at('2026-10-25T00:30:00Z', early, 'Europe/Berlin')).toBe(true);
    expect(at('2026-10-25T01:30:00Z', early, 'Europe/Berlin')).toBe(true);
    expect(at('2026-10-25T02:00:00Z', early, 'Europe/Berlin')).toBe(false);
  });

  test('hold only where they are wanted', () =>
    expect(at('2026-01-05T23:00:00Z', { ...nightly, on: false })).toBe(false));
});

let store: ToldStore & { stored: unknown };
let decisions: NoticeDecisions;
let now: number;
const bugs: unknown[] = [];

/** The app started anew, with what it wrote down. */
const startAnew = (): void => {
  decisions = new NoticeDecisions(ME, new ToldNotices(store, (what) => bugs.push(what)).of(ME));
};
beforeEach(() => {
  store = fakeToldStore();
  now = CREATED;
  startAnew();
});

const created = (row: RequestRow): string[] => decisions.changed({ requestId: row.id, what: 'created', row });
interface Asked {
  quiet?: boolean;
  sees?: Place | null;
  privacy?: NotificationPrivacy;
}
const show = ({ quiet = false, sees = null, privacy = 'no-amounts-or-names' }: Asked = {}): Notice[] =>
  decisions.show({ now, sees, privacy, quiet }).show;
const titles = (notices: readonly Notice[]): string[] => notices.map(({ title }) => title);
const expiring = (number: number, hours: number): RequestRow =>
  aRow(number, { expiresAt: new Date(CREATED + hours * HOUR).toISOString() });

describe('in quiet hours', () => {
  test('nothing is shown; afterwards one digest sums up what waits', () => {
    created(aRow(1));
    created(aRow(2));
    decisions.changed({ requestId: myEnded(3).id, what: 'rejected', row: myEnded(3) });
    expect(show({ quiet: true })).toEqual([]);
    expect(show({ quiet: true })).toEqual([]);
    expect(show()).toMatchObject([
      {
        key: 'digest',
        title: '2 requests wait for your decision',
        body: '1 of your own requests has ended.',
      },
    ]);
    expect(show()).toEqual([]);
  });

  test('a single one is summed up as well, and a click on it opens it', () => {
    created(aRow(1));
    show({ quiet: true });
    expect(show()).toMatchObject([{ key: 'digest', requestId: 'req_1' }]);
  });

  test('what is held back was told to nobody: after a restart it is told', () => {
    created(expiring(1, 48));
    decisions.changed({ requestId: myEnded(3).id, what: 'rejected', row: myEnded(3) });
    now = CREATED + 47 * HOUR;
    decisions.remind('1h', now);
    show({ quiet: true });
    startAnew();
    created(expiring(1, 48));
    decisions.changed({ requestId: myEnded(3).id, what: 'rejected', row: myEnded(3) });
    expect(titles(show())).toHaveLength(2);
  });

  test('a reminder that is held back comes once, and counts as given only then', () => {
    decisions.begin([expiring(1, 48)]);
    now = CREATED + 47 * HOUR;
    decisions.remind('1h', now);
    decisions.remind('1h', now);
    expect(show({ quiet: true })).toEqual([]);
    startAnew();
    decisions.begin([expiring(1, 48)]);
    decisions.remind('1h', now);
    decisions.remind('1h', now);
    expect(show()).toHaveLength(1);
    decisions.remind('1h', now);
    expect(show()).toEqual([]);
  });

  test('what stopped waiting and waits again is among what is summed up', () => {
    created(aRow(1));
    show({ quiet: true });
    decisions.changed({ requestId: aRow(1).id, what: 'updated', row: aRow(1, { canDecide: false }) });
    decisions.changed({ requestId: aRow(1).id, what: 'updated', row: aRow(1) });
    expect(titles(show())).toEqual(['1 request waits for your decision']);
  });

  test('what was decided meanwhile isn’t mentioned', () => {
    created(aRow(1));
    show({ quiet: true });
    decisions.changed({ requestId: aRow(1).id, what: 'decided', row: aRow(1, { canDecide: false }) });
    expect(show()).toEqual([]);
  });

  test('what was seen in the window meanwhile isn’t either, and the next comes as usual', () => {
    created(aRow(1));
    show({ quiet: true });
    expect(show({ sees: { view: 'waiting', requestId: null }, quiet: true })).toEqual([]);
    created(aRow(2));
    expect(show()).toMatchObject([{ key: 'waiting:req_2' }]);
  });
});

describe('a reminder', () => {
  const remind = (reminder: Reminder): void => decisions.remind(reminder, now);

  test.each<[Reminder, number, string]>([
    ['1h', 47, 'A withdrawal expires in 1 hour without your decision'],
    ['4h', 44, 'A withdrawal expires in 4 hours without your decision'],
    ['24h', 24, 'A withdrawal expires in 24 hours without your decision'],
  ])('of %s comes when that much is left, once', (reminder, after, title) => {
    decisions.begin([expiring(1, 48)]);
    now = CREATED + after * HOUR - 1;
    remind(reminder);
    expect(show()).toEqual([]);
    now += 1;
    remind(reminder);
    remind(reminder);
    expect(titles(show())).toEqual([title]);
    now += 1000;
    remind(reminder);
    expect(show()).toEqual([]);
  });

  test('takes the place of the announcement, and goes with the request', () => {
    created(expiring(1, 48));
    const [announced] = show();
    now = CREATED + 47 * HOUR;
    remind('1h');
    expect(show()[0]?.key).toBe(announced?.key);
    const row = expiring(1, 48);
    expect(
      decisions.changed({ requestId: row.id, what: 'expired', row: { ...row, status: 'expired' } }),
    ).toEqual(['waiting:req_1']);
  });

  test.each<[string, Reminder, RequestRow]>([
    ['where none is wanted', 'off', expiring(1, 48)],
    ['for what never expires', '1h', aRow(1)],
    ['for what never had so much time: announcing it said as much', '24h', expiring(1, 24)],
  ])('isn’t given %s', (_where, reminder, row) => {
    decisions.begin([row]);
    now = CREATED + 23.9 * HOUR;
    remind(reminder);
    now = CREATED + 47.9 * HOUR;
    remind(reminder);
    expect(show()).toEqual([]);
  });

  test('isn’t given for what has expired, nor for what I decided', () => {
    decisions.begin([expiring(1, 48), expiring(2, 50)]);
    decisions.changed({
      requestId: aRow(2).id,
      what: 'decided',
      row: { ...expiring(2, 50), canDecide: false },
    });
    now = CREATED + 48 * HOUR;
    remind('4h');
    expect(show()).toEqual([]);
  });

  test('says no name and no amount unless everything may be said', () => {
    decisions.begin([expiring(1, 48), expiring(2, 48)]);
    now = CREATED + 47.5 * HOUR;
    remind('1h');
    const notices = show();
    expect(titles(notices)).toEqual([
      'A withdrawal expires in 30 minutes without your decision',
      'A withdrawal expires in 30 minutes without your decision',
    ]);
    expect(JSON.stringify(notices)).not.toMatch(/Marcus|0\.25|Treasury|Cold/);
  });

  test('among many is counted', () => {
    decisions.begin([expiring(1, 48), expiring(2, 48)]);
    created(aRow(3));
    created(aRow(4));
    now = CREATED + 47 * HOUR;
    remind('1h');
    expect(show()).toMatchObject([{ title: '4 requests wait for your decision', body: '2 expire soon.' }]);
  });

  test('in counts only says how many wait', () => {
    decisions.begin([expiring(1, 48), aRow(2)]);
    now = CREATED + 47 * HOUR;
    remind('1h');
    expect(show({ privacy: 'count-only' })).toMatchObject([
      { title: '2 requests wait for your decision', body: '1 expires soon.' },
    ]);
  });
});

describe('after a restart', () => {
  test('nothing is told again: no announcement, no reminder, no ending', () => {
    created(expiring(1, 48));
    decisions.changed({ requestId: myEnded(9).id, what: 'completed', row: myEnded(9) });
    expect(show()).toHaveLength(2);
    now = CREATED + 47 * HOUR;
    decisions.remind('1h', now);
    expect(show()).toHaveLength(1);

    startAnew();
    created(expiring(1, 48));
    decisions.changed({ requestId: myEnded(9).id, what: 'completed', row: myEnded(9) });
    decisions.remind('1h', now);
    expect(show()).toEqual([]);
  });

  test('another person is told all the same', () => {
    created(aRow(1));
    const told = new ToldNotices(store, (what) => bugs.push(what));
    decisions = new NoticeDecisions(MARCUS, told.of(MARCUS));
    created(aRow(1));
    expect(show()).toHaveLength(1);
  });

  test('what was written is no more than ids, and no more than some thousand of them', () => {
    const told = new ToldNotices(store, (what) => bugs.push(what)).of(ME);
    for (let number = 0; number < 3100; number += 1) told.add('waiting', aRow(number).id);
    const kept = store.stored as string[][];
    expect(kept).toHaveLength(3000);
    expect(kept.at(-1)).toEqual([ME, 'waiting', 'req_3099']);
    expect(JSON.stringify(kept)).not.toMatch(/Marcus|Treasury/);
    startAnew();
    created(aRow(3099));
    created(aRow(1));
    expect(show()).toMatchObject([{ requestId: 'req_1' }]);
  });

  test.each([null, 'x', 42, [['mem_me', 'x', 'req_1'], [1], null], { told: 1 }])(
    'what can’t be read counts for nothing: %j',
    (stored) => {
      store.stored = stored;
      startAnew();
      created(aRow(1));
      expect(show()).toHaveLength(1);
    },
  );

  test('a disk that takes nothing keeps nobody from being told', () => {
    store.keep = () => {
      throw new Error('no space left');
    };
    startAnew();
    created(aRow(1));
    expect(show()).toHaveLength(1);
    expect(bugs).toContain('remembering what was told');
  });
});
