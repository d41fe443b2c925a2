import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Activity, ActivityWeek } from '../../shared/contract/activity';
import { violations } from './axe-violations';
import { Refused, type FakeBridge } from './fake-bridge';
import { startSignedIn } from './render-app';

const HOUR = 3_600_000;
const aWeek = (day: string, over: Partial<ActivityWeek> = {}): ActivityWeek => ({
  from: `${day}T12:00:00.000Z`,
  started: 0,
  ended: { completed: 0, failed: 0, rejected: 0, cancelled: 0, expired: 0 },
  waited: null,
  ...over,
});
const busy: Activity = {
  weeks: [
    aWeek('2026-11-02'),
    aWeek('2026-11-09', {
      started: 9,
      ended: { completed: 5, failed: 1, rejected: 2, cancelled: 1, expired: 1 },
      waited: { count: 7, medianMs: 3 * HOUR, slowestMs: 26 * HOUR },
    }),
    aWeek('2026-11-16', {
      started: 2,
      ended: { completed: 1, failed: 0, rejected: 0, cancelled: 0, expired: 0 },
    }),
  ],
  queueAge: [
    { underMs: HOUR, count: 3 },
    { underMs: 24 * HOUR, count: 1 },
    { underMs: 72 * HOUR, count: 0 },
    { underMs: null, count: 2 },
  ],
  oldestPendingAt: '2026-11-01T12:00:00.000Z',
};
const quiet: Activity = { weeks: [aWeek('2026-11-16')], queueAge: [], oldestPendingAt: null };

async function open(answer: (bridge: FakeBridge) => unknown) {
  const started = await startSignedIn(null, undefined, (bridge) => void answer(bridge));
  await started.user.click(screen.getByRole('button', { name: /^Activity/ }));
  await screen.findByRole('heading', { level: 1, name: 'Activity' });
  return started;
}

describe('activity', () => {
  it('says in numbers what it draws, newest week first', async () => {
    await open((bridge) => bridge.on('activity.get', () => busy));
    const table = within(await screen.findByRole('table', { name: 'In numbers' }));
    const rows = table
      .getAllByRole('row')
      .map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent));
    expect(rows.slice(1)).toEqual([
      ['16 Nov', '2', '1', '0', '0', '–', '–'],
      ['9 Nov', '9', '5', '2', '3', '3 h', '1 d 2 h'],
      ['2 Nov', '0', '0', '0', '0', '–', '–'],
    ]);
    expect(screen.getByText('Lately half of the requests were decided within 3 h.')).toBeTruthy();
    expect(screen.getByText('1 request ended this week.')).toBeTruthy();
  });

  it('says how long what is pending has waited', async () => {
    await open((bridge) => bridge.on('activity.get', () => busy));
    const ages = within(await screen.findByRole('region', { name: 'Waiting now' }));
    expect(ages.getAllByRole('term').map((term) => term.textContent)).toEqual([
      'Under 1 hour',
      'Under 1 day',
      'Under 3 days',
      'Over 3 days',
    ]);
    expect(ages.getAllByRole('definition').map((each) => each.textContent)).toEqual(['3', '1', '0', '2']);
  });

  it('teaches what will stand here while nothing has happened', async () => {
    await open((bridge) => bridge.on('activity.get', () => quiet));
    expect(await screen.findByText('Nothing has happened yet')).toBeTruthy();
  });

  it('says why it could not be read, and reads it again', async () => {
    let isDown = true;
    const { user } = await open((bridge) =>
      bridge.on('activity.get', () => {
        if (isDown) throw new Refused('unavailable', 'The disk is full.');
        return busy;
      }),
    );
    expect(await screen.findByText('The activity could not be read.')).toBeTruthy();
    isDown = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('table', { name: 'In numbers' })).toBeTruthy();
    expect(screen.queryByText('The activity could not be read.')).toBeNull();
  });

  it('has nothing that keeps anybody out', async () => {
    await open((bridge) => bridge.on('activity.get', () => busy));
    await screen.findByRole('table', { name: 'In numbers' });
    expect(await violations()).toEqual([]);
  });
});
