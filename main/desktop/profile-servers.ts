import { z } from 'zod';
import { keptServerSchema, type KeptServer } from '../../shared/contract/desktop-servers';
import { readServerAddress } from '../backend/remote/server-address';
import type { Settings } from './settings';

/** The welcome screen shows them all. */
const MOST = 20;

const stored = z.array(keptServerSchema.nullable().catch(null)).catch([]);

/** The governance servers that were connected to, the latest first. What can't be read, or isn't safe, isn't kept. */
export class KeptServers {
  constructor(private readonly settings: Pick<Settings, 'read' | 'keep'>) {}

  get all(): KeptServer[] {
    return stored
      .parse(this.settings.read('servers'))
      .filter((one): one is KeptServer => one !== null && isServerOrigin(one.address))
      .slice(0, MOST);
  }

  nameOf(address: string): string | null {
    return this.all.find((one) => one.address === address)?.name ?? null;
  }

  keep(server: KeptServer): void {
    this.#put([server, ...this.all.filter(({ address }) => address !== server.address)].slice(0, MOST));
  }

  forget(address: string): void {
    this.#put(this.all.filter((one) => one.address !== address));
  }

  #put(servers: readonly KeptServer[]): void {
    this.settings.keep('servers', servers);
  }
}

/** Whether it is written as an origin is, of a server that may be called. */
export function isServerOrigin(address: string): boolean {
  const read = readServerAddress(address);
  return read.ok && read.value.origin === address;
}
