import type { PageEventName, PageEventPayload } from '../../shared/contract/bridge';
import { desktopCalls, type DesktopCallName, type DesktopState } from '../../shared/contract/desktop-calls';
import type { OperationName } from '../../shared/contract/operations';
import type { Result } from '../../shared/contract/problem';
import type { Caller } from '../backend/governance-api';
import type { CallDoors } from '../ipc/dispatch';
import { relayOperation } from '../ipc/operations';
import type { Clocks } from '../session/clocks';
import { SessionKeeper } from '../session/session-keeper';
import { makeDesktopHandlers, type DesktopHandlerParts } from './desktop-handlers';
import { DesktopStateStore } from './desktop-state';
import { ProfileKeeper, type SampleSurroundings } from './profile-keeper';

export interface ServiceParts extends Pick<
  DesktopHandlerParts,
  'setAppearance' | 'actOnWindow' | 'pageIsReady'
> {
  initialState: DesktopState;
  clocks: Clocks;
  systemIdleSeconds(): number;
  /** Name of this device, as the audit ledger shows it. */
  device: string;
  sample: Omit<SampleSurroundings, 'log' | 'now'>;
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
  /** Signs out, closes what is open and removes a sample. */
  stop(): Promise<void>;
}

/** Joins state, profile, session and calls. */
export function makeServices(parts: ServiceParts): Services {
  const callerFor = (token: string | null): Caller => ({ token, device: parts.device, address: 'local' });

  const state = new DesktopStateStore(parts.initialState, (next) => parts.emit('desktop.changed', next));

  const profile = new ProfileKeeper({
    sample: { ...parts.sample, now: () => parts.clocks.wall(), log: (...note) => parts.logNote(...note) },
    onChange: (next) => state.change({ profile: next }),
    onEngineStopped: () => session.end('engine-stopped'),
    log: (message, detail) => parts.logNote(message, detail),
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
    },
    onCountdown: (secondsLeft) => parts.emit('desktop.idle', { secondsLeft }),
    onEvent: (event) => parts.emit(event.name, event.payload),
    logBug: (what, error) => parts.logBug(what, error),
  });

  const handlers = makeDesktopHandlers({ ...parts, state, profile, session, callerFor });

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
          : relayOperation(relay, name as OperationName, input),
      logBug: (name, error) => parts.logBug(name, error),
    },
    session,
    profile,
    state,
    stop: async () => {
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
