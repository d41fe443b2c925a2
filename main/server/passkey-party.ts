import { isIP } from 'node:net';
import type { RelyingParty } from '../engine/options';
import { isLoopback } from './host-names';

/** Whom the passkeys of this server are made for; its origins are known once it listens. */
export interface ServerParty {
  /** Null where it is known by addresses alone: passkeys belong to names. */
  party: RelyingParty | null;
  listensAt(port: number): void;
}

/** The first name that clients know the server by, or on loopback `localhost`; behind a proxy without a port. */
export function passkeyParty(host: string, publicHosts: readonly string[], isTls: boolean): ServerParty {
  const name = [...publicHosts, host].find(
    (one) => isIP(one) === 0 && !one.startsWith('[') && !isLoopback(one),
  );
  const id = name?.toLowerCase() ?? (isLoopback(host) ? 'localhost' : null);
  const origins: string[] = [];
  return {
    party: id === null ? null : { id, origins },
    listensAt: (port) => {
      // Browsers know passkeys over https, and over http on this machine alone.
      if (id === 'localhost') origins.push(`${isTls ? 'https' : 'http'}://localhost:${String(port)}`);
      else if (id !== null) origins.push(`https://${id}`, `https://${id}:${String(port)}`);
    },
  };
}
