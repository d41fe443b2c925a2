export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayMonthYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** The moment in full with its zone, for hovering and for screen readers. */
export function exactTime(at: number): string {
  return exact.format(at);
}

/** Days between two moments by the calendar on the wall, 0 for the same day. */
export function calendarDaysBetween(earlier: number, later: number): number {
  const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((midnight(later) - midnight(earlier)) / DAY);
}

/** Day and month, such as `17 Nov`. */
export function dayOf(at: number): string {
  return dayAndMonth.format(at);
}

/** Time of day for today, day and month before that, with the year when it is another one. */
export function clockOrDay(at: number, now: number): string {
  if (calendarDaysBetween(at, now) === 0) return clock.format(at);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return `${(sameYear ? dayAndMonth : dayMonthYear).format(at)}, ${clock.format(at)}`;
}

export interface TimeSpan {
  unit: 'now' | 'minute' | 'hour' | 'day';
  count: number;
}

/** An age or a time left in the largest unit that says enough: under a minute is `now`, under two days are hours. */
export function spanOf(ms: number): TimeSpan {
  if (ms < MINUTE) return { unit: 'now', count: 0 };
  if (ms < HOUR) return { unit: 'minute', count: Math.floor(ms / MINUTE) };
  if (ms < 2 * DAY) return { unit: 'hour', count: Math.floor(ms / HOUR) };
  return { unit: 'day', count: Math.floor(ms / DAY) };
}

/** Time left in two units, such as `3 h 4 min` or `2 d 23 h`; at most the next minute when it is nearly over. */
export function twoUnits(ms: number): string {
  const left = Math.max(0, ms);
  const days = Math.floor(left / DAY);
  const hours = Math.floor((left % DAY) / HOUR);
  const minutes = Math.floor((left % HOUR) / MINUTE);
  if (days > 0) return hours === 0 ? `${days} d` : `${days} d ${hours} h`;
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  return `${String(Math.max(1, minutes))} min`;
}

/** A countdown of minutes and seconds: `0:48`. */
export function minutesAndSeconds(totalSeconds: number): string {
  const seconds = Math.max(0, Math.ceil(totalSeconds));
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}
