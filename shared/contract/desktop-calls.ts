import { z } from 'zod';
import { empty, memberId, password, requestId, token, totpCode } from './primitives';
import { createOrganizationInput, sessionSchema } from './organization';
import type { Access } from './operations';

/** Why nobody is signed in any more; shown on the sign-in sheet. */
export const SIGN_OUT_CAUSES = [
  'idle',
  'expired',
  'lock-screen',
  'suspend',
  'user',
  'engine-stopped',
  'revoked',
] as const;
export const signOutCause = z.enum(SIGN_OUT_CAUSES);
export type SignOutCause = z.output<typeof signOutCause>;

export const APPEARANCES = ['system', 'light', 'dark'] as const;
export const appearance = z.enum(APPEARANCES);
export type Appearance = z.output<typeof appearance>;

/** How much an OS notification says (desktop.md, Notifications). */
export const NOTIFICATION_PRIVACY = ['full', 'no-amounts-or-names', 'count-only'] as const;
export const notificationPrivacy = z.enum(NOTIFICATION_PRIVACY);
export type NotificationPrivacy = z.output<typeof notificationPrivacy>;

/** What closing the window does; asked once. */
export const CLOSING = ['ask', 'tray', 'quit'] as const;
export const closing = z.enum(CLOSING);
export type Closing = z.output<typeof closing>;

/** An authenticator seed as it is shown once: to scan, or to type in. */
export const shownEnrolmentSchema = z.strictObject({
  secret: z.string(),
  uri: z.string(),
  /** The URI as a QR code, an SVG in a `data:` URL. */
  qr: z.string(),
});
export type ShownEnrolment = z.output<typeof shownEnrolmentSchema>;

/** A person of the sample organization, for the sign-in shortcuts. */
export const samplePersonSchema = z.strictObject({
  id: memberId,
  displayName: z.string(),
  title: z.string(),
  email: z.string(),
  /** One line on what this person can do, e.g. “Approves withdrawals”. */
  powers: z.string(),
  waiting: z.int(),
});
export type SamplePerson = z.output<typeof samplePersonSchema>;

export const desktopStateSchema = z.strictObject({
  version: z.string(),
  platform: z.enum(['mac', 'win', 'linux']),
  /** Whether the page draws its own window buttons, because the platform draws none over it. */
  ownWindowButtons: z.boolean(),
  appearance,
  /** The organization that is open, or null on the welcome screen. */
  profile: z
    .strictObject({
      kind: z.enum(['sample', 'local', 'remote']),
      organizationName: z.string(),
      status: z.enum(['starting', 'ready', 'stopped']),
      people: z.array(samplePersonSchema),
    })
    .nullable(),
  session: sessionSchema.nullable(),
  signedOutBecause: signOutCause.nullable(),
  /** The member who was signed in before, so that the sheet can offer the e-mail again. */
  lastEmail: z.string().nullable(),
  /** The organization that was created on this computer, if there is one. */
  localOrganization: z.strictObject({ name: z.string() }).nullable(),
  notifications: z.strictObject({
    privacy: notificationPrivacy,
    /** False where the desktop has no notification service: the page shows toasts instead. */
    available: z.boolean(),
  }),
  closing,
  /** Whether there is a tray to stay in. */
  trayAvailable: z.boolean(),
  /** Set when a development-only Electron runtime is in use. */
  developmentRuntime: z.boolean(),
});
export type DesktopState = z.output<typeof desktopStateSchema>;

export interface DesktopCallSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  access: Access;
  countsAsActivity: boolean;
  input: I;
  output: O;
}
const call = <I extends z.ZodType, O extends z.ZodType>(
  access: Access,
  input: I,
  output: O,
  countsAsActivity = true,
): DesktopCallSpec<I, O> => ({ access, countsAsActivity, input, output });

/** Calls that only the desktop's own page may make; they stand beside the operations in the IPC dispatcher. */
export const desktopCalls = {
  'desktop.state': call('public', empty, desktopStateSchema, false),
  'desktop.openSample': call('public', empty, desktopStateSchema),
  'desktop.leave': call('public', empty, desktopStateSchema),
  /** Opens the organization that was created on this computer; its sign-in comes next. */
  'desktop.openLocal': call('public', empty, desktopStateSchema),
  /** Creates the organization on this computer, once; what follows is confirming the Owner's authenticator. */
  'desktop.createOrganization': call(
    'public',
    createOrganizationInput.omit({ setupToken: true }),
    shownEnrolmentSchema,
  ),
  /** Accepts an invitation to the organization that is open. */
  'desktop.acceptInvitation': call(
    'public',
    z.strictObject({ code: token, password }),
    shownEnrolmentSchema.extend({ displayName: z.string(), email: z.string() }),
  ),
  /** The first code of the authenticator just shown. The recovery codes are given here and never again. */
  'desktop.confirmEnrolment': call(
    'public',
    z.strictObject({ code: totpCode }),
    z.strictObject({ recoveryCodes: z.array(z.string()), fingerprint: z.string() }),
  ),
  /** One of the recovery codes typed back proves that they were kept (§9); only then the session begins. */
  'desktop.finishEnrolment': call(
    'public',
    z.strictObject({ recoveryCode: z.string().max(100) }),
    sessionSchema,
  ),
  'desktop.signIn': call(
    'public',
    z.strictObject({ email: z.string().min(1).max(254), password, totp: totpCode.optional() }),
    sessionSchema,
  ),
  /** Signs in as a person of the sample through the ordinary door, with that person's password and authenticator. */
  'desktop.signInAsSamplePerson': call('public', z.strictObject({ memberId }), sessionSchema),
  /** The code the sample person's authenticator app would show now; refused outside the sample. */
  'desktop.sampleCode': call(
    'session',
    empty,
    z.strictObject({ totp: totpCode, readyInSeconds: z.int() }),
    false,
  ),
  'desktop.signOut': call('session', empty, empty),
  'desktop.setAppearance': call('public', z.strictObject({ appearance }), desktopStateSchema),
  'desktop.setNotifications': call(
    'public',
    z.strictObject({ privacy: notificationPrivacy }),
    desktopStateSchema,
  ),
  /** What closing the window does from now on; `ask` makes it ask again. */
  'desktop.setClosing': call('public', z.strictObject({ closing }), desktopStateSchema),
  'desktop.window': call(
    'public',
    z.strictObject({ action: z.enum(['minimize', 'toggle-maximize', 'close']) }),
    empty,
    false,
  ),
  /** The page drew its first screen: start-up is over, and screenshots may be taken. */
  'desktop.ready': call('public', empty, empty, false),
} as const;
export type DesktopCalls = typeof desktopCalls;
export type DesktopCallName = keyof DesktopCalls;

/** Events of the desktop itself. */
export const desktopEvents = {
  'desktop.changed': desktopStateSchema,
  /** Seconds until the idle sign-out once the countdown runs; null when it stopped. */
  'desktop.idle': z.strictObject({ secondsLeft: z.int().nullable() }),
  /** A notification was clicked, or a link opened: show this request. */
  'desktop.openRequest': z.strictObject({ requestId }),
  /** The window was asked to close, and nobody has said yet what that means. */
  'desktop.askClosing': z.strictObject({}),
} as const;
