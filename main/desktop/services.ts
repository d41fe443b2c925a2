import { randomBytes } from 'node:crypto';
import type { PageEventName, PageEventPayload } from '../../shared/contract/bridge';
import { desktopCalls, type DesktopCallName, type DesktopState } from '../../shared/contract/desktop-calls';
import type { InputOf, OperationName } from '../../shared/contract/operations';
import type { RequestId } from '../../shared/contract/primitives';
import type { Result } from '../../shared/contract/problem';
import type { Caller } from '../backend/governance-api';
import type { HostSurroundings } from '../backend/local/hosted-organization';
import { NO_KEYCHAIN, type Keychain } from '../backend/local/keychain';
import { describeOrganization } from '../backend/local/organization-folder';
import { OrganizationFounding } from '../backend/local/organization-founding';
import type { Fetch } from '../backend/remote/http-door';
import { ServerFounding } from '../backend/remote/server-founding';
import type { Timing } from '../backend/remote/timing';
import type { CallDoors } from '../ipc/dispatch';
import { relayOperation } from '../ipc/operations';
import { nobodyThere } from '../../shared/contract/desktop-calls';
import type { Clocks } from '../session/clocks';
import { SessionKeeper } from '../session/session-keeper';
import { AuditExports, type AuditExportParts } from './audit-export';
import { makeDesktopHandlers, type DesktopHandlerParts } from './desktop-handlers';
import { BrowserPasskeys, hasPasskeys } from './browser-passkeys';
import { DesktopStateStore } from './desktop-state';
import { EnrolmentKeeper } from './enrolment-keeper';
import type { DeepLink } from './deep-links';
import { LinkKeeper } from './link-keeper';
import { forgetful, LocalDataKeeper, type LocalDataStored } from './local-data-keeper';
import type { NoticeBoard } from './notifications/notice';
import { NoticeKeeper } from './notifications/notice-keeper';
import type { ToldNotices } from './notifications/told-notices';
import { ProfileKeeper } from './profile-keeper';
import { ServerProfiles } from './profile-on-server';
import type { KeptServers } from './profile-servers';
import { KeptDevices } from './kept-devices';
import { SignedOutWatch } from './signed-out-watch';

export interface ServiceParts extends Pick<DesktopHandlerParts, 'settings' | 'actOnWindow' | 'pageIsReady'> {
  initialState: DesktopState;
  clocks: Clocks;
  systemIdleSeconds(): number;
  /** Name of this device, as the audit ledger shows it. */
  device: string;
  host: Omit<HostSurroundings, 'log'>;
  /** How governance servers are reached, and which are kept. */
  servers: { fetch: Fetch; timing: Timing; kept: KeptServers };
  /** The keychain, and what is remembered of the data on this computer; without them, neither is. */
  localData?: { keychain: Keychain; stored: LocalDataStored };
  noticeBoard: NoticeBoard;
  told: ToldNotices;
  chooseFile: AuditExportParts['chooseFile'];
  /** Opens a page in the person’s own browser. */
  openPage(url: string): Promise<void>;
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
  /** Does what a link asks for; a request is shown once somebody is signed in. */
  openLink(link: DeepLink): void;
  /** Has the page show a request: a notification was clicked. */
  openRequest(id: RequestId): void;
  noticeGone(key: string): void;
  /** Nobody is signed in yet: asks the servers of earlier sessions how much waits, and no more. */
  watchSignedOut(): void;
  /** The machine woke: what seemed to be connected may not be. */
  woke(): void;
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

  const localData = new LocalDataKeeper(
    state,
    parts.localData?.keychain ?? NO_KEYCHAIN,
    parts.localData?.stored ?? forgetful(),
  );
  const host: HostSurroundings = { ...parts.host, localData, log: (...note) => parts.logNote(...note) };

  const profile = new ProfileKeeper({
    host,
    remote: {
      fetch: parts.servers.fetch,
      timing: parts.servers.timing,
      device: parts.device,
      onResync: () => {
        parts.emit('desktop.resync', {});
        notices.recount();
      },
      onSessionInDoubt: () =>
        void session.refresh().catch((error: unknown) => parts.logBug('session.get', error)),
    },
    now: () => parts.clocks.wall(),
    onChange: (next) => {
      if (next === null) localData.closed();
      state.change({ profile: next });
    },
    onConnection: (next) =>
      state.change({
        connection: next === null ? null : { ...next, since: new Date(next.since).toISOString() },
      }),
    onEngineStopped: () => session.end('engine-stopped'),
  });

  const onServers = new ServerProfiles({
    ...parts.servers,
    profile,
    device: parts.device,
    onKept: (servers) => state.change({ servers }),
    log: (message, detail) => host.log(message, detail),
  });

  const session = new SessionKeeper({
    clocks: parts.clocks,
    systemIdleSeconds: () => parts.systemIdleSeconds(),
    callerFor,
    onChange: (view, cause) => {
      state.change({
        session: view,
        signedOutBecause: cause,
        waitingSignedOut: [],
        ...(view === null ? {} : { lastEmail: view.member.email }),
      });
      if (view !== null) onServers.isCalled(view.organization.name);
      if (view === null) {
        notices.signedOut();
        signedOutWatch.signedOut();
        return;
      }
      notices.signedIn(view.member.id);
      signedOutWatch.signedIn(profile.server, view.member.id);
      links.signedIn();
    },
    onVoid: (cause, wasSignedIn) => {
      browserPasskeys.cancel();
      const left = nobodyThere.safeParse(cause);
      if (wasSignedIn || !left.success) return;
      const gaveUp = enrolments.isUnderWay;
      state.change({ cleared: { count: state.current.cleared.count + 1, because: left.data, gaveUp } });
      void enrolments.abandon().catch((error: unknown) => parts.logBug('giving an enrolment up', error));
    },
    onCountdown: (secondsLeft) => parts.emit('desktop.idle', { secondsLeft }),
    onEnrolmentRequired: (engine, token) => enrolments.adopt(engine, token),
    onEvent: (event) => {
      parts.emit(event.name, event.payload);
      notices.event(event);
    },
    logBug: (what, error) => parts.logBug(what, error),
  });

  const notices = new NoticeKeeper({
    board: parts.noticeBoard,
    list: (input) => session.ask('requests.list', input),
    find: async (id) => {
      const found = await session.ask('requests.get', { id });
      return found?.ok === true ? found.value : null;
    },
    now: () => parts.clocks.wall(),
    idleMs: () => session.idleMs(),
    settings: () => state.current.notifications,
    told: parts.told,
    logBug: (what, error) => parts.logBug(what, error),
  });

  const browserPasskeys = new BrowserPasskeys({
    ...parts.servers,
    callerFor,
    random: randomBytes,
    openPage: (url) => parts.openPage(url),
  });

  const links = new LinkKeeper({
    isSignedIn: () => session.token() !== null,
    openRequest: (requestId) => parts.emit('desktop.openRequest', { requestId }),
    offerInvitation: (acceptLink) => state.change({ acceptLink }),
    passkeyReturned: (link) =>
      void browserPasskeys.returned(link).catch((error: unknown) => parts.logBug('a passkey', error)),
  });

  const enrolments = new EnrolmentKeeper({
    openEngine: () => profile.engine,
    isAnythingOpen: () => profile.isAnythingOpen,
    beginFounding: (server, chosen) =>
      server === undefined
        ? { ok: true, value: new OrganizationFounding(host, chosen) }
        : onServers.found(server),
    openFounded: async (founding, begin) => {
      if (founding instanceof ServerFounding) return await onServers.open(founding.address, begin);
      const localOrganization = describeOrganization(host.userData);
      state.change({ localOrganization });
      return await profile.openLocal(localOrganization?.name ?? '', begin);
    },
    passkeysHere: () => hasPasskeys(profile.server),
    session,
    callerFor,
    logBug: (what, error) => parts.logBug(what, error),
  });

  const signedOutWatch = new SignedOutWatch({
    ...parts.servers,
    devices: new KeptDevices({
      settings: parts.localData?.stored ?? forgetful(),
      keychain: parts.localData?.keychain ?? NO_KEYCHAIN,
      log: (message, detail) => parts.logNote(message, detail),
    }),
    device: parts.device,
    createDevice: (name) => session.ask('devices.create', { name }),
    onWaiting: (waiting) => {
      state.change({ waitingSignedOut: waiting.map(({ server, waiting }) => ({ server, waiting })) });
      notices.waitingWhileSignedOut(waiting);
    },
    logBug: (what, error) => parts.logBug(what, error),
  });

  const servers = {
    ...parts.servers,
    open: onServers.open,
    forget: (address: string) => signedOutWatch.forgetServer(address),
  };
  const exports = new AuditExports({
    engine: () => profile.engine,
    token: () => session.token(),
    callerFor,
    chooseFile: (suggestion) => parts.chooseFile(suggestion),
    today: () => new Date(parts.clocks.wall()).toISOString().slice(0, 10),
    onProgress: (entries) => parts.emit('desktop.exporting', { entries }),
    logBug: (what, error) => parts.logBug(what, error),
  });
  const handlers = makeDesktopHandlers({
    asMember: (name, input) => relayed(name, input),
    ...parts,
    looksAt: (place) => notices.looksAt(place),
    browserPasskeys,
    host,
    localData,
    exports,
    servers,
    state,
    profile,
    session,
    enrolments,
    links,
    callerFor,
  });

  /** A second factor that passed: its code is used up, and the session's five minutes begin anew. */
  function secondFactorPassed(name: OperationName, input: unknown): void {
    const factor = secondFactorIn(input);
    const member = state.current.session?.member;
    if (factor === null || member === undefined) return;
    if (factor.totp !== undefined) profile.sample?.codeWasUsed(member.id, factor.totp);
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
      if (!result.ok || token === null) return;
      secondFactorPassed(name, input);
      if (name === 'password.change') signedOutWatch.passwordChanged();
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
    openLink: (link) => links.open(link),
    openRequest: (id) => links.open({ kind: 'request', id }),
    noticeGone: (key) => notices.gone(key),
    watchSignedOut: () => signedOutWatch.signedOut(),
    woke: () => {
      profile.reconnect();
      signedOutWatch.woke();
    },
    stop: async () => {
      session.end('user');
      await enrolments.abandon();
      session.end('user');
      signedOutWatch.stop();
      browserPasskeys.cancel();
      notices.stop();
      await profile.leave();
    },
  };
}

function isDesktopCall(name: string): name is DesktopCallName {
  return Object.hasOwn(desktopCalls, name);
}

/** The second factor in a call's input, at either of its two places in the contract. */
function secondFactorIn(input: unknown): { totp?: string } | null {
  if (typeof input !== 'object' || input === null) return null;
  if ('totp' in input && typeof input.totp === 'string') return { totp: input.totp };
  if ('passkey' in input && input.passkey !== undefined) return {};
  return 'stepUp' in input ? secondFactorIn(input.stepUp) : null;
}
