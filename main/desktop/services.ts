import type { PageEventName, PageEventPayload } from '../../shared/contract/bridge';
import { desktopCalls, type DesktopCallName, type DesktopState } from '../../shared/contract/desktop-calls';
import type { InputOf, OperationName } from '../../shared/contract/operations';
import type { RequestId } from '../../shared/contract/primitives';
import type { Result } from '../../shared/contract/problem';
import type { Caller } from '../backend/governance-api';
import type { HostSurroundings } from '../backend/local/hosted-organization';
import { describeOrganization } from '../backend/local/organization-folder';
import { OrganizationFounding } from '../backend/local/organization-founding';
import type { CallDoors } from '../ipc/dispatch';
import { relayOperation } from '../ipc/operations';
import type { Clocks } from '../session/clocks';
import { SessionKeeper } from '../session/session-keeper';
import { makeDesktopHandlers, type DesktopHandlerParts } from './desktop-handlers';
import { DesktopStateStore } from './desktop-state';
import { EnrolmentKeeper } from './enrolment-keeper';
import { NoticeKeeper, type NoticeBoard } from './notifications/notice-keeper';
import { ProfileKeeper } from './profile-keeper';

export interface ServiceParts extends Pick<
  DesktopHandlerParts,
  'setAppearance' | 'setNotificationPrivacy' | 'setClosing' | 'actOnWindow' | 'pageIsReady'
> {
  initialState: DesktopState;
  clocks: Clocks;
  systemIdleSeconds(): number;
  /** Name of this device, as the audit ledger shows it. */
  device: string;
  host: Omit<HostSurroundings, 'log'>;
  noticeBoard: NoticeBoard;
  onState(state: DesktopState): void;
  emit<N extends PageEventName>(name: N, payload: PageEventPayload<N>): void;
  logBug(what: string, error: unknown): void;
  logNote(message: string, detail: string | null): void;
}

/** Everything behind the page's door, without Electron. */
export interface Services {
  doors: CallDoors;
  session: SessionKeeper;
  profile: ProfileKeeper;
  state: DesktopStateStore;
  /** Has the page show a request: a notification was clicked. Nothing happens while nobody is signed in. */
  openRequest(id: RequestId): void;
  noticeGone(key: string): void;
  /** Signs out, closes what is open, and removes a sample and an unfinished organization. */
  stop(): Promise<void>;
}

/** Joins state, profile, session and calls. */
export function makeServices(parts: ServiceParts): Services {
  const callerFor = (token: string | null): Caller => ({ token, device: parts.device, address: 'local' });

  const state = new DesktopStateStore(parts.initialState, (next) => {
    parts.emit('desktop.changed', next);
    parts.onState(next);
  });

  const host: HostSurroundings = { ...parts.host, log: (...note) => parts.logNote(...note) };

  const profile = new ProfileKeeper({
    host,
    now: () => parts.clocks.wall(),
    onChange: (next) => state.change({ profile: next }),
    onEngineStopped: () => session.end('engine-stopped'),
  });

  const session = new SessionKeeper({
    clocks: parts.clocks,
    systemIdleSeconds: () => parts.systemIdleSeconds(),
    callerFor,
    onChange: (view, cause) => {
      state.change({
        session: view,
        signedOutBecause: cause,
        ...(view === null ? {} : { lastEmail: view.member.email }),
      });
      if (view === null) notices.signedOut();
      else notices.signedIn(view.member.id);
    },
    onCountdown: (secondsLeft) => parts.emit('desktop.idle', { secondsLeft }),
    onEvent: (event) => {
      parts.emit(event.name, event.payload);
      notices.event(event);
    },
    logBug: (what, error) => parts.logBug(what, error),
  });

  const notices = new NoticeKeeper({
    board: parts.noticeBoard,
    list: (input) => session.ask('requests.list', input),
    now: () => parts.clocks.wall(),
    privacy: () => state.current.notifications.privacy,
    logBug: (what, error) => parts.logBug(what, error),
  });

  const enrolments = new EnrolmentKeeper({
    openEngine: () => profile.engine,
    isAnythingOpen: () => profile.isAnythingOpen,
    beginFounding: () => new OrganizationFounding(host),
    openFounded: async (begin) => {
      const localOrganization = describeOrganization(host.userData);
      state.change({ localOrganization });
      return await profile.openLocal(localOrganization?.name ?? '', begin);
    },
    session,
    callerFor,
    logBug: (what, error) => parts.logBug(what, error),
  });

  const handlers = makeDesktopHandlers({ ...parts, state, profile, session, enrolments, callerFor });

  /** A second factor that passed: its code is used up, and the session's five minutes begin anew. */
  function secondFactorPassed(name: OperationName, input: unknown): void {
    const totp = totpOf(input);
    const member = state.current.session?.member;
    if (totp === null || member === undefined) return;
    profile.sample?.codeWasUsed(member.id, totp);
    if (name !== 'session.stepUp') {
      session.refresh().catch((error: unknown) => parts.logBug('session.get', error));
    }
  }

  async function relayed(name: OperationName, input: unknown): Promise<Result<unknown>> {
    // Before the engine is asked: it tells of the end sooner than it answers.
    if (name === 'requests.cancel') notices.cancelling((input as InputOf<'requests.cancel'>).id);
    return await relayOperation(relay, name, input);
  }

  const relay = {
    engine: () => profile.engine,
    token: () => session.token(),
    callerFor,
    observe: (token: string | null, name: OperationName, input: unknown, result: Result<unknown>): void => {
      session.observe(token, name, result);
      if (result.ok && token !== null) secondFactorPassed(name, input);
    },
  };

  return {
    doors: {
      isSignedIn: () => session.token() !== null,
      touch: () => session.touch(),
      handle: (name, input) =>
        isDesktopCall(name)
          ? (handlers[name] as (value: unknown) => Promise<Result<unknown>>)(input)
          : relayed(name as OperationName, input),
      logBug: (name, error) => parts.logBug(name, error),
    },
    session,
    profile,
    state,
    openRequest: (requestId) => {
      if (session.token() !== null) parts.emit('desktop.openRequest', { requestId });
    },
    noticeGone: (key) => notices.gone(key),
    stop: async () => {
      session.end('user');
      await enrolments.abandon();
      session.end('user');
      await profile.leave();
    },
  };
}

function isDesktopCall(name: string): name is DesktopCallName {
  return Object.hasOwn(desktopCalls, name);
}

/** The authenticator code in a call's input, at either of its two places in the contract. */
function totpOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null) return null;
  if ('totp' in input && typeof input.totp === 'string') return input.totp;
  return 'stepUp' in input ? totpOf(input.stepUp) : null;
}
