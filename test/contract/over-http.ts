import { afterAll } from 'vitest';
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
  throughDoor(remotely);
  afterAll(closeServers);
}
