import { beforeEach, describe, expect, test } from 'vitest';
import type { NotificationPrivacy, Place } from '../../shared/contract/desktop-settings';
import type { EventPayload } from '../../shared/contract/events';
import type { KeyId, MemberId, ServiceUserId } from '../../shared/contract/primitives';
import type { RequestRow } from '../../shared/contract/requests';
import type { Notice } from '../../main/desktop/notifications/notice';
import { NoticeDecisions } from '../../main/desktop/notifications/notice-decisions';
import type { Told } from '../../main/desktop/notifications/told-notices';
import { aRow, MARCUS, ME, myEnded } from './a-request-row';
import { noneTold } from './fake-settings';

type What = EventPayload<'request.changed'>['what'];

let decisions: NoticeDecisions;
let now: number;
beforeEach(() => {
  decisions = new NoticeDecisions(ME, noneTold().of(ME));
  now = 1_000_000;
});

const happens = (what: What, row: RequestRow): string[] =>
  decisions.changed({ requestId: row.id, what, row });
const show = (privacy: NotificationPrivacy = 'full', sees: Place | null = null): Notice[] =>
  decisions.show({ now, sees, privacy, quiet: false }).show;
const at = (view: Place['view'], requestId: string | null = null): Place => ({
  view,
  requestId: requestId as Place['requestId'],
});
const keys = (notices: readonly Notice[]): string[] => notices.map(({ key }) => key);

describe('a request that starts waiting for me', () => {
  test('is announced once', () => {
    happens('created', aRow(1));
    expect(show()).toMatchObject([{ key: 'waiting:req_1', requestId: 'req_1' }]);
    expect(show()).toEqual([]);
  });

  test.each<[string, (row: RequestRow) => void]>([
    ['when others decide', (row) => happens('decided', { ...row, validApprovals: 1 })],
    ['when it needs more', (row) => happens('updated', { ...row, requiredApprovals: 4 })],
    [
      'when it stops waiting and starts again',
      (row) => {
        happens('updated', { ...row, canDecide: false });
        happens('updated', row);
      },
    ],
    ['when everything is read anew', (row) => void decisions.replaceAll([row])],
  ])('and not again %s', (_when, then) => {
    happens('created', aRow(1));
    show();
    then(aRow(1));
    expect(show()).toEqual([]);
  });

  test('is no news when it waited before I signed in', () => {
    decisions.begin([aRow(1)]);
    happens('decided', aRow(1, { validApprovals: 1 }));
    expect(show()).toEqual([]);
    expect(decisions.waitingCount).toBe(1);
  });

  test('may do so by a change of grants', () => {
    decisions.begin([aRow(1)]);
    expect(decisions.replaceAll([aRow(1), aRow(2)])).toEqual([]);
    expect(keys(show())).toEqual(['waiting:req_2']);
  });

  test('isn’t announced where I can’t decide, nor for my own', () => {
    happens('created', aRow(1, { canDecide: false }));
    happens('created', { ...myEnded(2), status: 'pending' });
    decisions.changed({ requestId: aRow(3).id, what: 'created', row: null });
    expect(show()).toEqual([]);
  });

  test.each<[string, Place]>([
    ['the list of what waits', at('waiting')],
    ['the list of all that is pending', at('pending')],
    ['that very request', at('history', 'req_1')],
  ])('isn’t announced to who looks at %s, nor later', (_what, place) => {
    happens('created', aRow(1));
    expect(show('full', place)).toEqual([]);
    expect(show()).toEqual([]);
  });

  test.each<[string, Place]>([
    ['another screen', at(null)],
    ['another list', at('history')],
    ['another request', at('mine', 'req_2')],
  ])('is told by the page to who looks at %s', (_what, place) => {
    happens('created', aRow(1));
    const decided = decisions.show({ now, sees: place, privacy: 'full', quiet: false });
    expect(decided).toMatchObject({ inPage: true, show: [{ key: 'waiting:req_1' }] });
    expect(show()).toEqual([]);
  });
});

describe('what the page showed', () => {
  let told: Told;
  const AWAY = 60_000;
  beforeEach(() => {
    told = noneTold().of(ME);
    decisions = new NoticeDecisions(ME, told);
    happens('created', aRow(1));
    show('full', at(null));
  });

  test('is news for the desktop once nobody touched anything for a minute', () => {
    expect(decisions.lookAfter(now + AWAY - 1, AWAY)).toEqual([]);
    now += AWAY;
    expect(decisions.lookAfter(now, AWAY + 5000)).toEqual(['waiting:req_1']);
    expect(told.has('waiting', aRow(1).id)).toBe(false);
    expect(keys(show())).toEqual(['waiting:req_1']);
    expect(decisions.lookAfter(now + AWAY, 2 * AWAY)).toEqual([]);
    expect(show()).toEqual([]);
    expect(happens('rejected', aRow(1, { status: 'rejected', canDecide: false }))).toEqual(['waiting:req_1']);
  });

  test('was told to who touched something since, and doesn’t come again', () => {
    now += AWAY;
    expect(decisions.lookAfter(now, AWAY - 10_000)).toEqual([]);
    expect(show()).toEqual([]);
    now += AWAY;
    expect(decisions.lookAfter(now, 2 * AWAY)).toEqual([]);
    expect(show()).toEqual([]);
  });

  test('goes with the request, and is news to nobody then', () => {
    expect(happens('rejected', aRow(1, { status: 'rejected', canDecide: false }))).toEqual(['waiting:req_1']);
    now += AWAY;
    expect(decisions.lookAfter(now, AWAY)).toEqual([]);
    expect(show()).toEqual([]);
  });
});

describe('a notice is taken back', () => {
  test.each<[string, What, Partial<RequestRow>]>([
    ['when I decided', 'decided', { canDecide: false, myDecision: 'approved' }],
    ['when somebody rejected it', 'rejected', { status: 'rejected', canDecide: false }],
    ['when it completed', 'completed', { status: 'completed', canDecide: false }],
    ['when it expired, whatever else is said', 'expired', { status: 'expired', canDecide: true }],
  ])('%s', (_when, what, over) => {
    happens('created', aRow(1));
    show();
    expect(happens(what, aRow(1, over))).toEqual(['waiting:req_1']);
    expect(happens(what, aRow(1, over))).toEqual([]);
    expect(decisions.waitingCount).toBe(0);
  });

  test('when I may not see it any more', () => {
    happens('created', aRow(1));
    show();
    expect(decisions.changed({ requestId: aRow(1).id, what: 'updated', row: null })).toEqual([
      'waiting:req_1',
    ]);
  });

  test('when it isn’t among what waits', () => {
    happens('created', aRow(1));
    show();
    expect(decisions.replaceAll([])).toEqual(['waiting:req_1']);
  });

  test('before it was shown, by not being shown', () => {
    happens('created', aRow(1));
    happens('rejected', aRow(1, { status: 'rejected', canDecide: false }));
    expect(show()).toEqual([]);
  });
});

describe('more than three at once', () => {
  const create = (from: number, to: number): void => {
    for (let number = from; number <= to; number += 1) happens('created', aRow(number));
  };

  test('three come one by one, four as one', () => {
    create(1, 3);
    expect(show()).toHaveLength(3);
    now += 10_000;
    create(4, 7);
    expect(show()).toMatchObject([
      { key: 'digest', requestId: null, title: '4 requests wait for your decision' },
    ]);
  });

  test('in quick succession one takes the place of those before it', () => {
    create(1, 3);
    show();
    now += 1000;
    create(4, 4);
    expect(decisions.show({ now, sees: null, privacy: 'full', quiet: false })).toMatchObject({
      show: [{ key: 'digest', title: '4 requests wait for your decision' }],
      takeBack: ['waiting:req_1', 'waiting:req_2', 'waiting:req_3'],
      again: null,
    });
    now += 1000;
    create(5, 5);
    expect(decisions.show({ now, sees: null, privacy: 'full', quiet: false })).toEqual({
      show: [],
      inPage: false,
      takeBack: [],
      again: 1_004_000,
    });
    now = 1_004_000;
    expect(keys(show())).toEqual(['waiting:req_5']);
  });

  test('a digest grows, and goes with the last request it stands for', () => {
    create(1, 4);
    show();
    now += 10_000;
    create(5, 8);
    expect(show()[0]?.title).toBe('8 requests wait for your decision');
    const ends = (number: number): string[] =>
      happens('rejected', aRow(number, { status: 'rejected', canDecide: false }));
    expect(decisions.countAnew()).toBeNull();
    expect([1, 2, 3, 4, 5, 6].flatMap(ends)).toEqual([]);
    expect(decisions.countAnew()).toMatchObject({
      key: 'digest',
      title: '2 requests wait for your decision',
    });
    expect(decisions.countAnew()).toBeNull();
    expect(ends(7)).toEqual([]);
    expect(decisions.countsWrong).toBe(true);
    expect(ends(8)).toEqual(['digest']);
    expect(decisions.countsWrong).toBe(false);
  });
});

test('a digest that was dismissed doesn’t count on', () => {
  for (const number of [1, 2, 3, 4]) happens('created', aRow(number));
  show();
  decisions.gone('digest');
  happens('rejected', aRow(1, { status: 'rejected', canDecide: false }));
  expect(decisions.countAnew()).toBeNull();
  now += 10_000;
  for (const number of [5, 6, 7, 8]) happens('created', aRow(number));
  expect(show()[0]?.title).toBe('4 requests wait for your decision');
});

describe('the ending of my own request', () => {
  test.each<[What, string]>([
    ['completed', 'Your withdrawal is completed'],
    ['failed', 'Your withdrawal failed'],
    ['rejected', 'Your withdrawal was rejected'],
    ['expired', 'Your withdrawal has expired'],
    ['cancelled', 'Your withdrawal was cancelled'],
  ])('%s is told once', (what, title) => {
    happens(what, myEnded(1));
    happens(what, myEnded(1));
    expect(show()).toMatchObject([{ key: 'ended:req_1', requestId: 'req_1', title }]);
  });

  test('is that of a request that my key signed, too, and of nobody else’s key', () => {
    const signedBy = (custodianId: MemberId): Partial<RequestRow> => ({
      initiator: {
        kind: 'service-user',
        id: 'svc_1' as ServiceUserId,
        displayName: 'Payroll bot',
        keyId: 'key_1' as KeyId,
        custodianId,
      },
    });
    happens('rejected', myEnded(1, signedBy(ME)));
    happens('rejected', myEnded(2, signedBy(MARCUS)));
    expect(show('no-amounts-or-names')).toMatchObject([
      { key: 'ended:req_1', title: 'Your key’s withdrawal was rejected', body: 'Request R-1' },
    ]);
  });

  test('is spared who looks at the list of their own, not who looks at what waits', () => {
    happens('rejected', myEnded(1));
    expect(show('full', at('mine'))).toEqual([]);
    happens('rejected', myEnded(2));
    expect(keys(show('full', at('waiting')))).toEqual(['ended:req_2']);
  });

  test('by my own hand is no news', () => {
    decisions.cancelling(myEnded(1).id);
    happens('cancelled', myEnded(1));
    happens('completed', myEnded(2, { endedAt: myEnded(2).createdAt }));
    happens('completed', aRow(3, { status: 'completed', endedAt: '2026-01-05T10:00:00.000Z' }));
    expect(show()).toEqual([]);
  });

  test('among many is counted, and stays until it was read', () => {
    for (const number of [1, 2, 3]) happens('created', aRow(number));
    happens('rejected', myEnded(4));
    expect(show()).toMatchObject([
      { title: '3 requests wait for your decision', body: '1 of your own requests has ended.' },
    ]);
    expect([1, 2, 3].flatMap((number) => happens('updated', aRow(number, { canDecide: false })))).toEqual([]);
  });
});

describe('privacy', () => {
  const secrets = ['Marcus', 'Lindqvist', 'Treasury', 'Cold', '0.25', 'BTC'];

  test('full says who, what, how much and where to', () => {
    happens('created', aRow(2417));
    const [notice] = show('full');
    expect(notice?.body).toBe('R-2417 by Marcus Lindqvist: 0.25 BTC from Treasury to Cold storage A');
  });

  test.each<[string, () => void]>([
    ['a request', () => happens('created', aRow(1))],
    ['an ending', () => happens('completed', myEnded(1))],
  ])('%s tells no amounts and no names', (_what, event) => {
    event();
    const [notice] = show('no-amounts-or-names');
    expect(notice?.title).toMatch(/withdrawal/);
    expect(notice?.body).toBe('Request R-1');
    for (const secret of secrets) expect(JSON.stringify(notice)).not.toContain(secret);
  });

  test('count only tells how many wait, new or not, in one notice', () => {
    decisions.begin([aRow(1), aRow(2)]);
    happens('created', aRow(3));
    expect(show('count-only')).toEqual([
      {
        key: 'digest',
        requestId: 'req_3',
        title: '3 requests wait for your decision',
        body: 'Open Countersign to review.',
      },
    ]);
    happens('completed', myEnded(9));
    now += 5000;
    expect(show('count-only')).toMatchObject([
      { title: '3 requests wait for your decision', body: '1 of your own requests has ended.' },
    ]);
  });
});
