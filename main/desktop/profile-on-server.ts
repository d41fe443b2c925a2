import type { EmptyServer, KeptServer } from '../../shared/contract/desktop-servers';
import type { Result } from '../../shared/contract/problem';
import type { Founding } from '../backend/founding';
import type { GovernanceApi } from '../backend/governance-api';
import type { Fetch } from '../backend/remote/http-door';
import { readServerAddress, type ServerAddress } from '../backend/remote/server-address';
import { ServerFounding } from '../backend/remote/server-founding';
import type { Timing } from '../backend/remote/timing';
import type { ProfileKeeper } from './profile-keeper';
import type { KeptServers } from './profile-servers';

export interface ServerProfilesParts {
  profile: ProfileKeeper;
  kept: KeptServers;
  fetch: Fetch;
  timing: Timing;
  device: string;
  onKept(servers: KeptServer[]): void;
  log(message: string, detail: string | null): void;
}

/** The organizations of governance servers: created, opened, and kept by the names that they turn out to have. */
export class ServerProfiles {
  constructor(private readonly parts: ServerProfilesParts) {}

  readonly found = ({ address, setupToken }: EmptyServer): Result<Founding> => {
    const read = readServerAddress(address);
    if (!read.ok) return read;
    return { ok: true, value: new ServerFounding({ ...this.parts, address: read.value, setupToken }) };
  };

  /** Opens the organization of a server, and keeps its address where that went well. */
  readonly open = async (
    address: ServerAddress,
    beforeReady?: (engine: GovernanceApi) => void,
  ): Promise<Result<null>> => {
    const { profile, kept } = this.parts;
    const opened = await profile.openServer(
      address,
      kept.nameOf(address.origin) ?? address.host,
      beforeReady,
    );
    // Whoever began a session meanwhile has told the organization's own name.
    if (opened.ok) this.keep(address, kept.nameOf(address.origin) ?? address.host);
    return opened;
  };

  /** Somebody is signed in, and so it is known what the organization is called. */
  isCalled(name: string): void {
    const { profile, kept } = this.parts;
    const { server } = profile;
    if (server === null || kept.nameOf(server.origin) === name) return;
    profile.rename(name);
    this.keep(server, name);
  }

  private keep({ origin }: ServerAddress, name: string): void {
    const { kept } = this.parts;
    kept.keep({ address: origin, name });
    this.parts.onKept(kept.all);
  }
}
