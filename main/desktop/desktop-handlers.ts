import type { z } from 'zod';
import type { DesktopCalls } from '../../shared/contract/desktop-calls';
import type { Place } from '../../shared/contract/desktop-settings';
import { problem, type Problem, type Result } from '../../shared/contract/problem';
import type { NewSession, SessionView } from '../../shared/contract/organization';
import type { Caller, GovernanceApi } from '../backend/governance-api';
import type { SessionKeeper } from '../session/session-keeper';
import type { AuditExports } from './audit-export';
import type { BrowserPasskeys } from './browser-passkeys';
import { makeDataHandlers, type DataHandlerParts } from './data-handlers';
import type { DesktopStateStore } from './desktop-state';
import { shown, type EnrolmentKeeper } from './enrolment-keeper';
import type { DesktopHandlers } from './handler-types';
import type { LinkKeeper } from './link-keeper';
import { makeProfileHandlers, type ProfileHandlerParts } from './profile-handlers';
import type { ProfileKeeper } from './profile-keeper';
import { makeSettingsHandlers, type SettingsActions } from './settings-handlers';

export type WindowAction = z.output<DesktopCalls['desktop.window']['input']>['action'];

export interface DesktopHandlerParts {
  state: DesktopStateStore;
  profile: ProfileKeeper;
  session: SessionKeeper;
  enrolments: EnrolmentKeeper;
  links: LinkKeeper;
  exports: AuditExports;
  browserPasskeys: BrowserPasskeys;
  servers: ProfileHandlerParts['servers'];
  callerFor(token: string | null): Caller;
  /** Asks the engine in the name of who is signed in, as for the page. */
  asMember(name: 'factors.beginTotp' | 'secretKey.move', input: unknown): Promise<Result<unknown>>;
  settings: SettingsActions;
  host: DataHandlerParts['host'];
  localData: DataHandlerParts['localData'];
  actOnWindow(action: WindowAction): void;
  /** What the page shows now. */
  looksAt(place: Place): void;
  pageIsReady(): void;
}

export function makeDesktopHandlers(parts: DesktopHandlerParts): DesktopHandlers {
  const { state, profile, session, enrolments, links } = parts;

  /** Begins a session with what the engine answers, unless a lock or sleep came in between. */
  async function signIn(
    createSession: (engine: GovernanceApi) => Promise<Result<NewSession>>,
  ): Promise<Result<SessionView>> {
    const { engine } = profile;
    if (engine === null) return fail(problem('unavailable', 'No organization is open.'));
    const attempt = session.beginSignIn();
    const created = await createSession(engine);
    if (!created.ok) {
      const { enrolmentToken } = created.problem;
      if (enrolmentToken !== undefined) enrolments.adopt(engine, enrolmentToken);
      return created;
    }
    if (profile.engine !== engine || !attempt.complete(engine, created.value)) {
      return fail(problem('session_expired', 'The session ended before it began. Sign in again.'));
    }
    const { token: _kept, ...view } = created.value;
    return succeed(view);
  }

  return {
    'desktop.state': async () => succeed(state.current),

    'desktop.openSample': async () => {
      await enrolments.abandon();
      const opened = await profile.openSample();
      return opened.ok ? succeed(state.current) : opened;
    },

    'desktop.openLocal': async ({ passphrase }) => {
      await enrolments.abandon();
      if (passphrase !== undefined) parts.localData.offer(passphrase);
      const { localOrganization } = state.current;
      const opened = await profile.openLocal(localOrganization?.name ?? '');
      return opened.ok ? succeed(state.current) : opened;
    },

    'desktop.leave': async () => {
      session.end('user');
      await enrolments.abandon();
      // Once more: an enrolment that was just being finished may have begun one.
      session.end('user');
      await profile.leave();
      links.forget();
      state.change({ signedOutBecause: null, lastEmail: null });
      return succeed(state.current);
    },

    'desktop.createOrganization': (input) => enrolments.createOrganization(input),
    'desktop.acceptInvitation': (input) => enrolments.acceptInvitation(input),
    'desktop.pendingEnrolment': () => enrolments.pending(),
    'desktop.askEnrolmentPasskey': () => enrolments.askPasskey(),
    'desktop.confirmEnrolment': (input) => enrolments.confirm(input),
    'desktop.finishEnrolment': (input) => enrolments.finish(input),

    'desktop.signInMethods': async () => {
      // Without a factor nothing is checked, whoever asks (§9): the answer is the policy’s.
      const asked = { email: 'anyone', password: 'anything' };
      const answer = await profile.engine?.call('session.create', asked, parts.callerFor(null));
      return succeed({ methods: answer?.ok === false ? (answer.problem.methods ?? null) : null });
    },

    'desktop.signIn': (input) =>
      signIn((engine) => engine.call('session.create', input, parts.callerFor(null))),

    'desktop.beginAuthenticator': async (input) => {
      const begun = await parts.asMember('factors.beginTotp', input);
      return begun.ok ? succeed(await shown(begun.value as { secret: string; uri: string })) : begun;
    },

    'desktop.passkeyInBrowser': async (asked) => {
      const server = profile.server ?? enrolments.server;
      if (server === null) return fail(problem('conflict', 'No governance server is open.'));
      const made = await parts.browserPasskeys.ask(server, asked);
      return made.ok ? succeed({ credential: made.value }) : made;
    },

    'desktop.cancelPasskeyInBrowser': async () => {
      parts.browserPasskeys.cancel();
      return succeed({});
    },

    'desktop.signInAsSamplePerson': async ({ memberId }) => {
      const { sample } = profile;
      if (sample === null) return fail(problem('not_found', 'The sample organization isn’t open.'));
      return await signIn(() => sample.signIn(memberId, parts.callerFor(null)));
    },

    'desktop.sampleCode': async () => {
      const member = state.current.session?.member;
      const { sample } = profile;
      if (sample === null || member === undefined) {
        return fail(problem('not_found', 'The sample organization isn’t open.'));
      }
      return await sample.code(member.id);
    },

    'desktop.signOut': async () => {
      session.end('user');
      return succeed({});
    },

    ...makeProfileHandlers(parts),
    ...makeSettingsHandlers(parts.settings, state),
    ...makeDataHandlers(parts),
    ...parts.exports.handlers(),

    'desktop.dismissAcceptLink': async () => {
      state.change({ acceptLink: null });
      return succeed(state.current);
    },

    'desktop.window': async ({ action }) => {
      parts.actOnWindow(action);
      return succeed({});
    },

    'desktop.looksAt': async (place) => {
      parts.looksAt(place);
      return succeed({});
    },

    'desktop.ready': async () => {
      parts.pageIsReady();
      return succeed({});
    },
  };
}

function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

function fail(found: Problem): Result<never> {
  return { ok: false, problem: found };
}
