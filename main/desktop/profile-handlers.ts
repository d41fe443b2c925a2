import { problem, type Result } from '../../shared/contract/problem';
import type { Caller } from '../backend/governance-api';
import { checkServer } from '../backend/remote/check-server';
import { HttpDoor, type Fetch } from '../backend/remote/http-door';
import { readServerAddress, type ServerAddress } from '../backend/remote/server-address';
import type { SessionKeeper } from '../session/session-keeper';
import type { DesktopStateStore } from './desktop-state';
import type { EnrolmentKeeper } from './enrolment-keeper';
import type { DesktopHandlers } from './handler-types';
import type { ProfileKeeper } from './profile-keeper';
import type { KeptServers } from './profile-servers';

export interface ProfileHandlerParts {
  state: DesktopStateStore;
  profile: ProfileKeeper;
  session: SessionKeeper;
  enrolments: EnrolmentKeeper;
  servers: {
    kept: KeptServers;
    fetch: Fetch;
    /** Opens the organization of a server and keeps its address. */
    open(address: ServerAddress): Promise<Result<null>>;
    /** Nothing of that server is known to this desktop any more. */
    forget(address: string): void;
  };
  callerFor(token: string | null): Caller;
}

type ServerCall = 'desktop.checkServer' | 'desktop.connect' | 'desktop.forgetServer' | 'desktop.reconnect';

/** Governance servers: which there are, what they are, and opening the organization of one. */
export function makeProfileHandlers(parts: ProfileHandlerParts): Pick<DesktopHandlers, ServerCall> {
  const { state, profile, session, enrolments, servers } = parts;
  return {
    'desktop.checkServer': async ({ address: typed }) => {
      const address = readServerAddress(typed);
      if (!address.ok) return address;
      const { origin, host, isPlain } = address.value;
      const health = await checkServer(new HttpDoor(address.value, servers.fetch), parts.callerFor(null));
      if (!health.ok) return health;
      const { version, organization: hasOrganization } = health.value;
      return { ok: true, value: { address: origin, host, isPlain, version, hasOrganization } };
    },

    'desktop.connect': async ({ address: typed }) => {
      const address = readServerAddress(typed);
      if (!address.ok) return address;
      if (session.token() !== null) return signedInElsewhere();
      await enrolments.abandon();
      const { origin } = address.value;
      if (profile.isAnythingOpen && profile.server?.origin !== origin) {
        await profile.leave();
        state.change({ signedOutBecause: null, lastEmail: null });
      }
      const opened = await servers.open(address.value);
      return opened.ok ? { ok: true, value: state.current } : opened;
    },

    'desktop.forgetServer': async ({ address }) => {
      servers.kept.forget(address);
      servers.forget(address);
      state.change({ servers: servers.kept.all });
      return { ok: true, value: state.current };
    },

    'desktop.reconnect': async () => {
      profile.reconnect();
      return { ok: true, value: state.current };
    },
  };
}

function signedInElsewhere(): Result<never> {
  return {
    ok: false,
    problem: problem('conflict', 'You are signed in to another organization. Leave it first.'),
  };
}
