import type { QuietHours } from '../../../shared/contract/desktop-settings';

/**
 * Whether nothing may be shown now, by the clock on the person's wall.
 * @param now epoch milliseconds
 * @param timeZone the computer's own unless given
 */
export function isQuiet(now: number, { on, from, to }: QuietHours, timeZone?: string): boolean {
  if (!on) return false;
  const time = timeOfDay(now, timeZone);
  // Times of one form compare as text.
  return from < to ? time >= from && time < to : time >= from || time < to;
}

/** Asked for by the clock, not by elapsed time: where clocks are set forward or back, the wall says what holds. */
function timeOfDay(now: number, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(now);
}
