import type { Result } from '../../../shared/contract/problem';
import type { Founding } from '../founding';
import type { Caller, GovernanceApi, OutputOf } from '../governance-api';
import type { ServerAddress } from './server-address';
import { RemoteBackend, type RemoteBackendParts } from './remote-backend';

export type ServerFoundingParts = Pick<
  RemoteBackendParts,
  'address' | 'fetch' | 'timing' | 'device' | 'log'
> & {
  setupToken: string;
};

/**
 * The creation of a server's organization, by whoever has its set-up token. It stands there from the first step on; what
 * is discarded here is the desktop's part in it alone.
 */
export class ServerFounding implements Founding {
  readonly #backend: RemoteBackend;
  readonly #setupToken: string;
  readonly #address: ServerAddress;

  constructor(parts: ServerFoundingParts) {
    this.#setupToken = parts.setupToken;
    this.#address = parts.address;
    this.#backend = new RemoteBackend({
      ...parts,
      onConnection: () => undefined,
      onResync: () => undefined,
      onSessionInDoubt: () => undefined,
    });
  }

  get address(): ServerAddress {
    return this.#address;
  }

  get engine(): GovernanceApi {
    return this.#backend;
  }

  async create(input: object, caller: Caller): Promise<Result<OutputOf<'organization.create'>>> {
    const health = await this.#backend.check();
    if (!health.ok) return health;
    return await this.#backend.call(
      'organization.create',
      { ...input, setupToken: this.#setupToken },
      caller,
    );
  }

  async settle(): Promise<Result<null>> {
    await this.#backend.close();
    return { ok: true, value: null };
  }

  async discard(): Promise<void> {
    await this.#backend.close();
  }
}
