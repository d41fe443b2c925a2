import { z } from 'zod';
import {
  acceptLinkSchema,
  diagnosticsSchema,
  notificationSettings,
  machineHearingSchema,
  sessionEndsSchema,
  placeSchema,
  shownNoticeSchema,
} from './desktop-settings';
import {
  checkedServerSchema,
  connectionSchema,
  emptyServer,
  keptServerSchema,
  serverAddress,
} from './desktop-servers';
import {
  chosenKeyProtection,
  keychainState,
  localDataSchema,
  passphrase,
  unopenedSchema,
  wantedKeyProtection,
} from './desktop-data';
import { backupId, empty, memberId, password, requestId, token, totpCode } from './primitives';
import { stepUp } from './factors';
import { createOrganizationInput, sessionSchema } from './organization';
import { newPasskey, passkeyAssertion, passkeyCreationSchema, passkeyRequestSchema } from './passkeys';
import { secondFactorMethod } from './problem';
import { auditExportInput, exportFormat } from './audit';
import type { Access } from './operations';

/** Why nobody is signed in any more; shown on the sign-in sheet. */
export const SIGN_OUT_CAUSES = [
  'idle',
  'expired',
  'lock-screen',
  'suspend',
  'user-switch',
  'user',
  'engine-stopped',
  'revoked',
  'factor-required',
] as const;
export const signOutCause = z.enum(SIGN_OUT_CAUSES);
/** Nobody may be there any more who was; the others end by somebody’s hand, or the engine’s. */
export const nobodyThere = z.enum(['idle', 'lock-screen', 'suspend', 'user-switch']);
export type SignOutCause = z.output<typeof signOutCause>;

export const APPEARANCES = ['system', 'light', 'dark'] as const;
export const appearance = z.enum(APPEARANCES);
export type Appearance = z.output<typeof appearance>;

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

/** What a person may enrol now: the authenticator that is shown, unless passkeys alone are taken, or a passkey. */
export const begunEnrolmentSchema = z.strictObject({
  totp: shownEnrolmentSchema.nullable(),
  passkey: z.boolean(),
});
export type BegunEnrolment = z.output<typeof begunEnrolmentSchema>;

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
      /** Where it is, for one on a server: name and port. */
      server: z.string().optional(),
    })
    .nullable(),
  /** Null where the engine runs on this computer. */
  connection: connectionSchema.nullable(),
  /** The governance servers that were connected to, the latest first. */
  servers: z.array(keptServerSchema),
  session: sessionSchema.nullable(),
  signedOutBecause: signOutCause.nullable(),
  /**
   * What was on the screen before anybody signed in is to go, each time this counts on; and whether something was given up
   * with it that had been begun: an organization, the enrolment of a factor.
   */
  cleared: z.strictObject({ count: z.int(), because: nobodyThere.nullable(), gaveUp: z.boolean() }),
  /** How much waits, by server, for who signed in there last; empty while somebody is signed in. */
  waitingSignedOut: z.array(z.strictObject({ server: z.string(), waiting: z.int().min(0) })),
  /** The member who was signed in before, so that the sheet can offer the e-mail again. */
  lastEmail: z.string().nullable(),
  /** The organization that was created on this computer, if there is one. */
  localOrganization: z.strictObject({ name: z.string() }).nullable(),
  /** Why it couldn't be opened when that was tried last. */
  unopened: unopenedSchema.nullable(),
  /** How its data are kept, while it is open. */
  localData: localDataSchema.nullable(),
  notifications: z.strictObject({
    ...notificationSettings,
    /** False where the desktop has no notification service: the page shows toasts instead. */
    available: z.boolean(),
  }),
  sessionEnds: sessionEndsSchema,
  /** Which of those the machine tells of at all. */
  machineHearing: machineHearingSchema,
  startAtLogin: z.boolean(),
  /** An invitation that a link brought, until it is used or waved away. */
  acceptLink: acceptLinkSchema.nullable(),
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
  /** Opens the organization that was created on this computer, where its key is locked by this passphrase; its sign-in comes next. */
  'desktop.openLocal': call(
    'public',
    z.strictObject({ passphrase: passphrase.optional() }),
    desktopStateSchema,
  ),
  /** Goes back to a backup of the organization on this computer, where its database is damaged, and opens it. */
  'desktop.restoreBackup': call('public', z.strictObject({ id: backupId }), desktopStateSchema),
  /** Back to the choice of organizations. */
  'desktop.forgetUnopened': call('public', empty, desktopStateSchema),
  /** Whether this computer has a keychain for an organization that is yet to be created. */
  'desktop.lookAtKeychain': call('public', empty, z.strictObject({ keychain: keychainState })),
  /** Where the key of the organization on this computer is to be kept. */
  'desktop.setKeyProtection': call('session', wantedKeyProtection, desktopStateSchema),
  /** Creates the organization of this computer or of a server, once; what follows is confirming the Owner's authenticator. */
  'desktop.createOrganization': call(
    'public',
    createOrganizationInput.omit({ setupToken: true }).extend({
      server: emptyServer.optional(),
      /** On this computer: where there is a keychain, that has the key, and without a word of it a file does. */
      keyProtection: chosenKeyProtection.optional(),
    }),
    begunEnrolmentSchema,
  ),
  /** Asks a server what it is; nothing is kept, and nothing told to it. */
  'desktop.checkServer': call('public', z.strictObject({ address: serverAddress }), checkedServerSchema),
  /** Opens the organization of a server and keeps its address; its sign-in comes next. */
  'desktop.connect': call('public', z.strictObject({ address: serverAddress }), desktopStateSchema),
  /** Forgets a server's address. Nothing changes there. */
  'desktop.forgetServer': call('public', z.strictObject({ address: serverAddress }), desktopStateSchema),
  /** Tries at once to reach the server of what is open. */
  'desktop.reconnect': call('public', empty, desktopStateSchema, false),
  /** Accepts an invitation to the organization that is open. */
  'desktop.acceptInvitation': call(
    'public',
    z.strictObject({ code: token, password }),
    begunEnrolmentSchema.extend({ displayName: z.string(), email: z.string() }),
  ),
  /** The enrolment that signing in, or a tightened policy, led to; an authenticator of it is shown anew every time. */
  'desktop.pendingEnrolment': call('public', empty, begunEnrolmentSchema.nullable()),
  /** What a new passkey has to be made for, in the enrolment under way. */
  'desktop.askEnrolmentPasskey': call('public', empty, passkeyCreationSchema),
  /** The first code of the authenticator just shown, or the passkey just made. The recovery codes are given here and never again. */
  'desktop.confirmEnrolment': call(
    'public',
    z
      .strictObject({ code: totpCode.optional(), passkey: newPasskey.optional() })
      .refine(
        ({ code, passkey }) => (code === undefined) !== (passkey === undefined),
        'either code or passkey',
      ),
    z.strictObject({ recoveryCodes: z.array(z.string()), fingerprint: z.string() }),
  ),
  /** One of the recovery codes typed back proves that they were kept (§9); only then the session begins. */
  'desktop.finishEnrolment': call(
    'public',
    z.strictObject({ recoveryCode: z.string().max(100) }),
    sessionSchema,
  ),
  /** Which second factors the sign-in policy takes, for whoever signs in; null where that can’t be learnt now. */
  'desktop.signInMethods': call(
    'public',
    empty,
    z.strictObject({ methods: z.array(secondFactorMethod).nullable() }),
    false,
  ),
  'desktop.signIn': call(
    'public',
    z.strictObject({
      email: z.string().min(1).max(254),
      password,
      totp: totpCode.optional(),
      passkey: passkeyAssertion.optional(),
      recoveryCode: z.string().min(1).max(100).optional(),
    }),
    sessionSchema,
  ),
  /** Begins adding an authenticator app in the live session; its first code goes to `factors.addTotp`. */
  'desktop.beginAuthenticator': call(
    'session',
    z.strictObject({ stepUp: stepUp.optional() }),
    shownEnrolmentSchema,
  ),
  /** Has a passkey of a server made or sign, in the system browser on that server’s own domain. */
  'desktop.passkeyInBrowser': call(
    'public',
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('create'), options: passkeyCreationSchema }),
      z.strictObject({ kind: z.literal('get'), options: passkeyRequestSchema }),
    ]),
    z.strictObject({ credential: z.union([newPasskey, passkeyAssertion]) }),
  ),
  'desktop.cancelPasskeyInBrowser': call('public', empty, empty),
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
    z.strictObject(notificationSettings).partial(),
    desktopStateSchema,
  ),
  /** Only for who is signed in: nobody else may make an unattended machine stay open for longer. */
  'desktop.setSessionEnds': call('session', sessionEndsSchema.partial(), desktopStateSchema),
  'desktop.setStartAtLogin': call('public', z.strictObject({ on: z.boolean() }), desktopStateSchema),
  /** Puts a secret on the clipboard, where it stays for a minute at most. */
  'desktop.copySecret': call('public', z.strictObject({ text: z.string().min(1).max(4096) }), empty),
  'desktop.dismissAcceptLink': call('public', empty, desktopStateSchema),
  'desktop.diagnostics': call('public', empty, diagnosticsSchema, false),
  /** Shows the log's folder in the system's own file browser. */
  'desktop.showLog': call('public', empty, empty),
  /** What closing the window does from now on; `ask` makes it ask again. */
  'desktop.setClosing': call('public', z.strictObject({ closing }), desktopStateSchema),
  /** Writes the audit ledger, as far as this person may see it, to a file they choose. */
  'desktop.exportAudit': call(
    'session',
    auditExportInput.omit({ cursor: true }).extend({ format: exportFormat }),
    z.strictObject({ saved: z.boolean(), entries: z.int() }),
  ),
  'desktop.stopExport': call('session', empty, empty, false),
  'desktop.window': call(
    'public',
    z.strictObject({ action: z.enum(['minimize', 'toggle-maximize', 'close']) }),
    empty,
    false,
  ),
  /** The page shows something else now. */
  'desktop.looksAt': call('public', placeSchema, empty, false),
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
  /** The tray was asked what waits, or a notification that counts it was clicked: show it. */
  'desktop.openWaiting': z.strictObject({}),
  'desktop.openSettings': z.strictObject({}),
  /** What was read before may be out of date: the connection to the server was lost for a while. */
  'desktop.resync': z.strictObject({}),
  /** Shown by the page, where the desktop doesn’t or can’t, until it is taken back. */
  'desktop.notice': shownNoticeSchema,
  'desktop.noticeTakenBack': z.strictObject({ key: z.string() }),
  /** How many entries an export has written by now. */
  'desktop.exporting': z.strictObject({ entries: z.int() }),
  /** The window was asked to close, and nobody has said yet what that means. */
  'desktop.askClosing': z.strictObject({}),
} as const;
