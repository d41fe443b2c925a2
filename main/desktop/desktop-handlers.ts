import type { z } from 'zod';
import type {
  Appearance,
  Closing,
  DesktopCallName,
  DesktopCalls,
  NotificationPrivacy,
} from '../../shared/contract/desktop-calls';
import { problem, type Problem, type Result } from '../../shared/contract/problem';
import type { NewSession, SessionView } from '../../shared/contract/organization';
import type { Caller, GovernanceApi } from '../backend/governance-api';
import type { SessionKeeper } from '../session/session-keeper';
import type { DesktopStateStore } from './desktop-state';
import type { EnrolmentKeeper } from './enrolment-keeper';
import type { ProfileKeeper } from './profile-keeper';

export type WindowAction = z.output<DesktopCalls['desktop.window']['input']>['action'];

export interface DesktopHandlerParts {
  state: DesktopStateStore;
  profile: ProfileKeeper;
  session: SessionKeeper;
  enrolments: EnrolmentKeeper;
  callerFor(token: string | null): Caller;
  setAppearance(appearance: Appearance): void;
  setNotificationPrivacy(privacy: NotificationPrivacy): void;
  setClosing(closing: Closing): void;
  actOnWindow(action: WindowAction): void;
  pageIsReady(): void;
}

/** One handler for each desktop call; inputs have passed their schema. */
export type DesktopHandlers = {
  [N in DesktopCallName]: (
    input: z.output<DesktopCalls[N]['input']>,
  ) => Promise<Result<z.output<DesktopCalls[N]['output']>>>;
};

export function makeDesktopHandlers(parts: DesktopHandlerParts): DesktopHandlers {
  const { state, profile, session, enrolments } = parts;

  /** Begins a session with what the engine answers, unless a lock or sleep came in between. */
  async function signIn(
    createSession: (engine: GovernanceApi) => Promise<Result<NewSession>>,
  ): Promise<Result<SessionView>> {
    const { engine } = profile;
    if (engine === null) return fail(problem('unavailable', 'No organization is open.'));
    const attempt = session.beginSignIn();
    const created = await createSession(engine);
    if (!created.ok) return created;
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

    'desktop.openLocal': async () => {
      await enrolments.abandon();
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
      state.change({ signedOutBecause: null, lastEmail: null });
      return succeed(state.current);
    },

    'desktop.createOrganization': (input) => enrolments.createOrganization(input),
    'desktop.acceptInvitation': (input) => enrolments.acceptInvitation(input),
    'desktop.confirmEnrolment': (input) => enrolments.confirm(input),
    'desktop.finishEnrolment': (input) => enrolments.finish(input),

    'desktop.signIn': (input) =>
      signIn((engine) => engine.call('session.create', input, parts.callerFor(null))),

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

    'desktop.setAppearance': async ({ appearance }) => {
      parts.setAppearance(appearance);
      state.change({ appearance });
      return succeed(state.current);
    },

    'desktop.setNotifications': async ({ privacy }) => {
      parts.setNotificationPrivacy(privacy);
      state.change({ notifications: { ...state.current.notifications, privacy } });
      return succeed(state.current);
    },

    'desktop.setClosing': async ({ closing }) => {
      parts.setClosing(closing);
      state.change({ closing });
      return succeed(state.current);
    },

    'desktop.window': async ({ action }) => {
      parts.actOnWindow(action);
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
