import { treasury, type Treasury } from '../engine/treasury';
import type { Person } from '../engine/organization-under-test';
import { serving, type Serving, type ServingOptions } from './serving';
import { StreamClient, type StreamOptions } from './stream-client';

export interface WatchedTreasury extends Treasury {
  server: Serving;
  /** Opens the event stream of somebody signed in. */
  watch(person: Person, options?: StreamOptions): Promise<StreamClient>;
  end(): Promise<void>;
}

/** A treasury behind the real door, with streams that beat only when a test says so. */
export async function watchedTreasury(options: ServingOptions = {}): Promise<WatchedTreasury> {
  const made = await treasury();
  const server = await serving(made.engine, {
    ...options,
    limits: { heartbeatMs: 3_600_000, ...options.limits },
  });
  const clients: StreamClient[] = [];
  return {
    ...made,
    server,
    watch: async (person, more = {}) => {
      const client = await StreamClient.open(server.port, { token: person.token, ...more });
      clients.push(client);
      return client;
    },
    end: async () => {
      for (const client of clients) client.close();
      await server.close();
      await made.engine.close();
    },
  };
}
