import { create } from 'zustand';
import type { Activity } from '../../shared/contract/activity';
import type { Problem } from '../../shared/contract/problem';
import { call, problemOf } from '../api/bridge';
import { onForget } from './forget';

const WEEKS_SHOWN = 12;

interface ActivityStore {
  /** Null until it was read the first time. */
  activity: Activity | null;
  problem: Problem | null;
}
const nothing: ActivityStore = { activity: null, problem: null };
export const useActivity = create<ActivityStore>(() => nothing);

/** Only what was asked for last is shown, in whatever order the answers come. */
let ticket = 0;
onForget(() => {
  ticket += 1;
  useActivity.setState(nothing);
});

/** Midnight on the wall, on the Monday on or before this day. */
function mondayBefore(now: number): Date {
  const day = new Date(now);
  const sinceMonday = (day.getDay() + 6) % 7;
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - sinceMonday);
}

/** Reads the last weeks, as they lie on the reader's own calendar. */
export async function loadActivity(now: number): Promise<void> {
  const mine = (ticket += 1);
  try {
    const activity = await call('activity.get', {
      weeks: WEEKS_SHOWN,
      weekStartedAt: mondayBefore(now).toISOString(),
    });
    if (mine === ticket) useActivity.setState({ activity, problem: null });
  } catch (error) {
    if (mine === ticket) useActivity.setState({ problem: problemOf(error) });
  }
}
