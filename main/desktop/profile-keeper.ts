import type { DesktopState } from '../../shared/contract/desktop-calls';
import { problem, type Problem, type Result } from '../../shared/contract/problem';
import type { GovernanceApi } from '../backend/governance-api';
import type { EngineWatch, HostedOrganization, HostSurroundings } from '../backend/local/hosted-organization';
import { LocalOrganization } from '../backend/local/local-organization';
import { SampleOrganization } from '../backend/local/sample-organization';
import type { ConnectionState } from '../backend/remote/connection';
import { RemoteOrganization, type RemoteSurroundings } from '../backend/remote/remote-organization';
import type { ServerAddress } from '../backend/remote/server-address';

type Profile = NonNullable<DesktopState['profile']>;

export interface ProfileParts {
  host: HostSurroundings;
  remote: Pick<RemoteSurroundings, 'fetch' | 'timing' | 'device' | 'onResync' | 'onSessionInDoubt'>;
  now(): number;
  onChange(profile: Profile | null): void;
  /** How it stands with the server of what is open; null where there is none. */
  onConnection(state: ConnectionState | null): void;
  /** The engine is gone: nobody can be signed in any more. */
  onEngineStopped(): void;
}

/** What is to be opened, and what the page is shown meanwhile. */
interface Opening {
  kind: Profile['kind'];
  name: string;
  server?: ServerAddress;
  make(watch: EngineWatch): HostedOrganization;
  /** Called with the engine once it is open, before the page is shown that it is. */
  beforeReady?(engine: GovernanceApi): void;
}

type Wanted = Pick<Opening, 'kind' | 'server'>;

/** Opens, watches and closes the one organization that the desktop shows. */
export class ProfileKeeper {
  private profile: Profile | null = null;
  private address: ServerAddress | null = null;
  private ownName: string | null = null;
  private open: HostedOrganization | null = null;
  private opening: Promise<Result<null>> | null = null;
  private leaving: Promise<void> = Promise.resolve();

  constructor(private readonly parts: ProfileParts) {}

  /** The engine to call, while it answers. */
  get engine(): GovernanceApi | null {
    return this.profile?.status === 'ready' ? (this.open?.engine ?? null) : null;
  }

  /** The sample, if it is what is open. */
  get sample(): SampleOrganization | null {
    return this.profile?.status === 'ready' && this.open instanceof SampleOrganization ? this.open : null;
  }

  /** The organization on this computer, if it is what is open. */
  get local(): LocalOrganization | null {
    return this.profile?.status === 'ready' && this.open instanceof LocalOrganization ? this.open : null;
  }

  /** False on the welcome screen. */
  get isAnythingOpen(): boolean {
    return this.profile !== null;
  }

  /** The server of what is open or being opened, if it is on one. */
  get server(): ServerAddress | null {
    return this.address;
  }

  /** Makes the sample; asking again while it is made, or after, changes nothing. */
  async openSample(): Promise<Result<null>> {
    const { host } = this.parts;
    return await this.openOnce({
      kind: 'sample',
      name: 'Sample organization',
      make: (watch) => new SampleOrganization({ ...host, ...watch, now: () => this.parts.now() }),
    });
  }

  /** Opens the organization on this computer. @param name what it is called until it is open */
  async openLocal(
    name: string,
    beforeReady: (engine: GovernanceApi) => void = () => undefined,
  ): Promise<Result<null>> {
    const { host } = this.parts;
    return await this.openOnce({
      kind: 'local',
      name,
      make: (watch) => new LocalOrganization({ ...host, ...watch }),
      beforeReady,
    });
  }

  /** Opens the organization of a server. @param name what it is called until somebody is signed in */
  async openServer(
    server: ServerAddress,
    name: string,
    beforeReady: (engine: GovernanceApi) => void = () => undefined,
  ): Promise<Result<null>> {
    const { host, remote } = this.parts;
    return await this.openOnce({
      kind: 'remote',
      name,
      server,
      make: () => {
        const organization: RemoteOrganization = new RemoteOrganization({
          ...remote,
          name,
          address: server,
          log: (message, detail) => host.log(message, detail),
          onConnection: (state) => {
            if (this.open === organization) this.parts.onConnection(state);
          },
          onResync: () => {
            if (this.open === organization) remote.onResync();
          },
          onSessionInDoubt: () => {
            if (this.open === organization) remote.onSessionInDoubt();
          },
        });
        return organization;
      },
      beforeReady,
    });
  }

  /** Tries at once to reach the server of what is open. */
  reconnect(): void {
    if (this.open instanceof RemoteOrganization) this.open.retryNow();
  }

  /** The organization told its own name. */
  rename(organizationName: string): void {
    const { profile } = this;
    this.ownName = organizationName;
    if (profile !== null && profile.organizationName !== organizationName)
      this.show({ ...profile, organizationName });
  }

  private isOpen({ kind, server }: Wanted): boolean {
    return this.profile?.kind === kind && this.address?.origin === server?.origin;
  }

  private async openOnce(wanted: Opening): Promise<Result<null>> {
    const { profile } = this;
    if (profile !== null && !this.isOpen(wanted))
      return { ok: false, problem: problem('conflict', 'Another organization is open. Leave it first.') };
    if (this.opening !== null) return await this.opening;
    if (profile?.status === 'stopped') await this.leave();
    if (this.profile !== null) return { ok: true, value: null };
    this.opening = this.startOf(wanted).finally(() => (this.opening = null));
    return await this.opening;
  }

  /** Closes what is open or being made, and removes a sample's database. The sign-out comes first, from the caller. */
  async leave(): Promise<void> {
    await this.close();
    // What was being made notices that it isn't wanted any more, and clears up.
    await this.opening;
  }

  private async close(): Promise<void> {
    const { open } = this;
    this.open = null;
    this.address = null;
    this.ownName = null;
    if (this.profile !== null) this.show(null);
    this.parts.onConnection(null);
    if (open !== null)
      this.leaving = open.stop().catch((error: unknown) => this.logFailure('closing', error));
    await this.leaving;
  }

  private async startOf(wanted: Opening): Promise<Result<null>> {
    const { kind, name, server } = wanted;
    const where = server === undefined ? {} : { server: server.host };
    const organization: HostedOrganization = wanted.make({
      onStopped: () => this.engineStopped(organization),
      onRestored: () => this.setStatus(organization, 'ready'),
      onGivenUp: (found) => this.givenUp(organization, found),
    });
    this.open = organization;
    this.address = server ?? null;
    this.show({ kind, organizationName: name, status: 'starting', people: [], ...where });
    await this.leaving;
    const started = await this.startedOrNot(organization);
    if (this.open !== organization) {
      await organization.stop();
      return { ok: false, problem: problem('conflict', 'The organization was closed before it was ready.') };
    }
    if (!started.ok) {
      await this.close();
      return started;
    }
    wanted.beforeReady?.(organization.engine);
    const { organizationName, people } = started.value;
    this.show({
      kind,
      status: 'ready',
      ...where,
      organizationName: this.ownName ?? organizationName,
      people,
    });
    return { ok: true, value: null };
  }

  private async startedOrNot(organization: HostedOrganization): ReturnType<HostedOrganization['start']> {
    try {
      return await organization.start();
    } catch (error) {
      this.logFailure('opening', error);
      return { ok: false, problem: problem('unavailable', 'The organization could not be opened.') };
    }
  }

  private engineStopped(organization: HostedOrganization): void {
    if (this.open !== organization) return;
    this.parts.onEngineStopped();
    // While it is still being made, its own answer says what comes next.
    if (this.profile?.status === 'ready') this.setStatus(organization, 'stopped');
  }

  private givenUp(organization: HostedOrganization, found: Problem): void {
    this.parts.host.log('the engine stays down', found.detail);
    this.setStatus(organization, 'stopped');
  }

  private setStatus(organization: HostedOrganization, status: Profile['status']): void {
    const { profile } = this;
    if (this.open !== organization || profile === null || profile.status === 'starting') return;
    if (profile.status !== status) this.show({ ...profile, status });
  }

  private show(profile: Profile | null): void {
    this.profile = profile;
    this.parts.onChange(profile);
  }

  private logFailure(what: string, error: unknown): void {
    this.parts.host.log(`${what} failed`, error instanceof Error ? (error.stack ?? error.message) : null);
  }
}
