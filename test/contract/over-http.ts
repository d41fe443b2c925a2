import { afterAll, vi } from 'vitest';
import type { GovernanceApi, ServableApi } from '../../main/backend/governance-api';
import { RemoteBackend } from '../../main/backend/remote/remote-backend';
import { readServerAddress } from '../../main/backend/remote/server-address';
import { systemTiming } from '../../main/backend/remote/timing';
import { throughDoor } from '../engine/organization-under-test';
import { serving } from '../server/serving';

const closing: (() => Promise<void>)[] = [];

/** A served engine as a desktop reaches it: over a real socket, through the remote backend. */
export async function remotely(
  engine: GovernanceApi,
  over: Partial<ConstructorParameters<typeof RemoteBackend>[0]> = {},
): Promise<RemoteBackend> {
  const server = await serving(engine as ServableApi, { limits: { connections: 64 } });
  const address = readServerAddress(server.url);
  if (!address.ok) throw new Error(address.problem.detail);
  const backend = new RemoteBackend({
    address: address.value,
    fetch,
    timing: systemTiming,
    device: 'test',
    onConnection: () => undefined,
    onResync: () => undefined,
    onSessionInDoubt: () => undefined,
    log: () => undefined,
    ...over,
  });
  closing.push(async () => {
    await backend.close();
    await server.close();
  });
  return backend;
}

export async function closeServers(): Promise<void> {
  await Promise.all(closing.splice(0).map((close) => close()));
}

/** Has every organization of the suites in this file be reached over HTTP. */
export function overHttp(): void {
  // Each call is a request of its own; a machine that does other things as well takes its time.
  vi.setConfig({ testTimeout: 30_000 });
  throughDoor(remotely);
  afterAll(closeServers);
}

/**
 * The same by one server for all of them, each call to the organization that it is meant for: for suites of many small
 * organizations, asked one after the other.
 */
export function overOneServer(): void {
  let asked: ServableApi;
  const served: ServableApi = {
    call: (...call) => asked.call(...call),
    subscribe: (...listening) => asked.subscribe(...listening),
    openEvents: (...opening) => asked.openEvents(...opening),
    subscribeNotify: (...listening) => asked.subscribeNotify(...listening),
    pulse: () => asked.pulse(),
    close: () => Promise.resolve(),
  };
  let remote: Promise<RemoteBackend> | null = null;
  throughDoor(async (engine) => {
    const backend = await (remote ??= remotely(served));
    return {
      call: (...call) => {
        asked = engine as ServableApi;
        return backend.call(...call);
      },
      subscribe: (...listening) => backend.subscribe(...listening),
      close: () => engine.close(),
    };
  });
  afterAll(closeServers);
}
