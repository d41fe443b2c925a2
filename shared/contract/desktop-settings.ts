import './jitless';
import { z } from 'zod';
import { requestId, token } from './primitives';

/** How much an OS notification says (desktop.md, Notifications). */
export const NOTIFICATION_PRIVACY = ['full', 'no-amounts-or-names', 'count-only'] as const;
export const notificationPrivacy = z.enum(NOTIFICATION_PRIVACY);
export type NotificationPrivacy = z.output<typeof notificationPrivacy>;

/** A time of the day on this computer's own clock. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 22:00');

/** From–to, across midnight where the end is the earlier of the two. */
export const quietHoursSchema = z
  .strictObject({ on: z.boolean(), from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'quiet hours end at another time' });
export type QuietHours = z.output<typeof quietHoursSchema>;

/** How long before a request that waits for me expires I am told again. */
export const REMINDERS = ['off', '1h', '4h', '24h'] as const;
export const reminder = z.enum(REMINDERS);
export type Reminder = z.output<typeof reminder>;

export const notificationSettings = {
  privacy: notificationPrivacy,
  quietHours: quietHoursSchema,
  reminder,
} as const;
export interface NotificationSettings {
  privacy: NotificationPrivacy;
  quietHours: QuietHours;
  reminder: Reminder;
}

/** What of the machine's own doings ends the session at once (desktop.md, Session). */
export const sessionEndsSchema = z.strictObject({
  screenLock: z.boolean(),
  suspend: z.boolean(),
  userSwitch: z.boolean(),
});
export type SessionEnds = z.output<typeof sessionEndsSchema>;

/** Which of those the machine tells of: what nobody tells can’t end a session, idle time has to. */
export const machineHearingSchema = sessionEndsSchema;
export type MachineHearing = z.output<typeof machineHearingSchema>;
export const HEARS_NOTHING: MachineHearing = { screenLock: false, suspend: false, userSwitch: false };
export const HEARS_ALL: MachineHearing = { screenLock: true, suspend: true, userSwitch: true };

/** An invitation that a link brought: where to accept it, and with which code. */
export const acceptLinkSchema = z.strictObject({ server: z.string().max(300), code: token });
export type AcceptLink = z.output<typeof acceptLinkSchema>;

/** What somebody who helps wants to know; nothing in it is secret. */
export const diagnosticsSchema = z.strictObject({
  version: z.string(),
  electron: z.string(),
  chromium: z.string(),
  node: z.string(),
  system: z.string(),
  logFile: z.string(),
  dataFolder: z.string(),
});
export type Diagnostics = z.output<typeof diagnosticsSchema>;

/** What of the app is on the screen, so that nobody is told of what they are looking at. */
export const placeSchema = z.strictObject({
  /** The list of the queue; null on any other screen. */
  view: z.enum(['waiting', 'mine', 'pending', 'history']).nullable(),
  requestId: requestId.nullable(),
});
export type Place = z.output<typeof placeSchema>;

/** A notice that the page shows itself: in front of who is at another screen, or where the desktop has no service. */
export const shownNoticeSchema = z.strictObject({
  key: z.string(),
  title: z.string(),
  body: z.string(),
  requestId: requestId.nullable(),
});
