import { problem, type Result } from '../../../shared/contract/problem';
import type { GovernanceApi } from '../governance-api';
import type { HostedOrganization, OpenedOrganization } from '../local/hosted-organization';
import { RemoteBackend, type RemoteBackendParts } from './remote-backend';

/** What an organization on a server needs of the desktop. */
export type RemoteSurroundings = Omit<RemoteBackendParts, 'address'>;

/** The organization of a governance server, opened once the server has said what it is. */
export class RemoteOrganization implements HostedOrganization {
  readonly #backend: RemoteBackend;
  readonly #name: string;

  /** @param name what it is called until somebody is signed in */
  constructor(parts: RemoteBackendParts & { name: string }) {
    this.#name = parts.name;
    this.#backend = new RemoteBackend(parts);
  }

  get engine(): GovernanceApi {
    return this.#backend;
  }

  async start(): Promise<Result<OpenedOrganization>> {
    const health = await this.#backend.check();
    if (!health.ok) return health;
    if (!health.value.organization)
      return { ok: false, problem: problem('not_found', 'This server has no organization yet.') };
    return { ok: true, value: { organizationName: this.#name, people: [] } };
  }

  retryNow(): void {
    this.#backend.retryNow();
  }

  async stop(): Promise<void> {
    await this.#backend.close();
  }
}
