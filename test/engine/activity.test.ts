import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, on, onWithdrawals, type Person } from './organization-under-test';
import { treasury, type Treasury } from './treasury';

const DAY = 24 * HOUR;
let opened: Treasury;
beforeEach(async () => {
  opened = await treasury();
});

describe('activity', () => {
  it('counts by week what started and how it ended, and how long people waited', async () => {
    const { org, ann, bob, withdraw } = opened;
    const before = await ann.ok('activity.get', { weeks: 2 });
    const first = (await withdraw()).id;
    org.clock.advance(2 * HOUR);
    await bob.approve(first);
    const second = (await withdraw()).id;
    org.clock.advance(4 * HOUR);
    await bob.signIn();
    await bob.reject(second, 'Not now');
    const third = (await withdraw()).id;
    await ann.ok('requests.cancel', { id: third });
    const after = await ann.ok('activity.get', { weeks: 2 });
    expect(after.weeks.map(({ from }) => from)).toEqual(before.weeks.map(({ from }) => from));
    expect(after.weeks[1]).toMatchObject({
      ended: { completed: 1, failed: 0, rejected: 1, cancelled: 1, expired: 0 },
      waited: { count: 2 },
    });
    // Approving takes its moment too.
    const { medianMs = 0, slowestMs = 0 } = after.weeks[1]?.waited ?? {};
    expect(Math.floor(medianMs / HOUR)).toBe(3);
    expect(Math.floor(slowestMs / HOUR)).toBe(4);
    expect(after.weeks[0]).toMatchObject({ started: 0, waited: null });
    expect(after.oldestPendingAt).toBeNull();
  });

  it('says how long what is pending has waited', async () => {
    const { org, ann, withdraw } = opened;
    const old = await withdraw();
    org.clock.advance(2 * DAY);
    await ann.signIn();
    await withdraw();
    const { queueAge, oldestPendingAt } = await ann.ok('activity.get');
    expect(queueAge).toEqual([
      { underMs: HOUR, count: 1 },
      { underMs: 8 * HOUR, count: 0 },
      { underMs: DAY, count: 0 },
      { underMs: 3 * DAY, count: 1 },
      { underMs: null, count: 0 },
    ]);
    expect(oldestPendingAt).toBe(old.createdAt);
  });

  it('begins the week where the reader says, and leaves out what is older', async () => {
    const { org, ann, bob, withdraw } = opened;
    await bob.approve((await withdraw()).id);
    org.clock.advance(7 * DAY);
    await ann.signIn();
    const weekStartedAt = new Date(org.clock.now() - HOUR).toISOString();
    const { weeks } = await ann.ok('activity.get', { weeks: 1, weekStartedAt });
    expect(weeks).toMatchObject([{ from: weekStartedAt, started: 0, ended: { completed: 0 } }]);
    const wider = await ann.ok('activity.get', { weeks: 2, weekStartedAt });
    expect(wider.weeks[0]).toMatchObject({ ended: { completed: 1 } });
  });

  it('counts only requests that the reader may see', async () => {
    const { org, withdraw } = opened;
    const stranger = await org.invite('Sid', on('policies', 'view'));
    const viewer = await org.invite('Vic', onWithdrawals('view'));
    const startedFor = async (person: Person) => (await person.ok('activity.get')).weeks.at(-1)?.started ?? 0;
    const before = [await startedFor(stranger), await startedFor(viewer)];
    await withdraw();
    expect((await stranger.ok('activity.get')).oldestPendingAt).toBeNull();
    expect([await startedFor(stranger), await startedFor(viewer)]).toEqual([before[0], (before[1] ?? 0) + 1]);
  });
});
