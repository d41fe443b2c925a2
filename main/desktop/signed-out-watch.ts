import { z } from 'zod';
import { waitingSchema } from '../../shared/contract/event-stream';
import type { OutputOf } from '../../shared/contract/operations';
import type { MemberId } from '../../shared/contract/primitives';
import type { Result } from '../../shared/contract/problem';
import { EventStream } from '../backend/remote/event-stream';
import { headersOf, type Fetch } from '../backend/remote/http-door';
import { readServerAddress, type ServerAddress } from '../backend/remote/server-address';
import type { Timing } from '../backend/remote/timing';
import type { KeptDevice, KeptDevices } from './kept-devices';
import type { WaitingFor } from './notifications/signed-out-count';

export interface SignedOutWatchParts {
  devices: KeptDevices;
  fetch: Fetch;
  timing: Timing;
  /** Name of this device, as the audit ledger and the list of devices show it. */
  device: string;
  /** Asks the server in the name of who is signed in; null where nobody is. */
  createDevice(name: string): Promise<Result<OutputOf<'devices.create'>> | null>;
  /** How much waits, for each person whose device this is; never called while somebody is signed in. */
  onWaiting(waiting: readonly WaitingFor[]): void;
  logBug(what: string, error: unknown): void;
}

interface Watched {
  readonly host: string;
  readonly device: KeptDevice;
  readonly stream: EventStream;
  latest: WaitingFor | null;
}

const message = z.preprocess((data) => {
  try {
    return JSON.parse(String(data)) as unknown;
  } catch {
    return undefined;
  }
}, waitingSchema);

/**
 * Who signs in at a server leaves this desktop a token that tells how much waits and nothing else. While nobody is
 * signed in, a stream is open with each (desktop.md, Notifications).
 */
export class SignedOutWatch {
  private watched: Watched[] = [];
  /** Counts the times that somebody signed in or out: what was begun before is not gone on with. */
  private turn = 0;
  private signedInAs: { server: ServerAddress | null; member: MemberId } | null = null;
  /** Counts the password changes: what was made before one opens nothing any more. */
  private passwords = 0;

  constructor(private readonly parts: SignedOutWatchParts) {}

  /** @param server null for an organization on this computer */
  signedIn(server: ServerAddress | null, member: MemberId): void {
    const now = this.signedInAs;
    if (now?.member === member && now.server?.origin === server?.origin) return;
    this.signedInAs = { server, member };
    this.turn += 1;
    this.close();
    if (server !== null) this.attempt('becoming a device', this.becomeDevice(server, member));
  }

  /** Whoever is signed in has another password: the server ended all their devices, this one too (§9). */
  passwordChanged(): void {
    const { server, member } = this.signedInAs ?? { server: null, member: null };
    if (server === null || member === null) return;
    this.passwords += 1;
    this.parts.devices.forget(server.origin, member);
    this.attempt('becoming a device again', this.becomeDevice(server, member));
  }

  /** Nobody is signed in: the app starts, or a session ended. */
  signedOut(): void {
    this.signedInAs = null;
    this.turn += 1;
    this.close();
    this.attempt('watching, signed out', this.open(this.turn));
  }

  /** Its address is kept no more. */
  forgetServer(origin: string): void {
    this.parts.devices.forgetServer(origin);
    if (this.signedInAs === null) this.signedOut();
  }

  /** The machine woke: what seemed to be connected may not be. */
  woke(): void {
    for (const { stream } of this.watched) stream.reopen();
  }

  stop(): void {
    this.turn += 1;
    this.close();
  }

  private async becomeDevice({ origin }: ServerAddress, member: MemberId): Promise<void> {
    const { devices } = this.parts;
    const { passwords } = this;
    if (await devices.isKept(origin, member)) return;
    const created = await this.parts.createDevice(this.parts.device);
    if (passwords !== this.passwords) return;
    if (created?.ok !== true || created.value.notifyToken === undefined) return;
    await devices.keep({ server: origin, member, notifyToken: created.value.notifyToken });
    // Whoever signed out meanwhile waits for it.
    if (this.signedInAs === null) this.signedOut();
  }

  private async open(turn: number): Promise<void> {
    const devices = await this.parts.devices.latest();
    if (this.turn !== turn) return;
    this.watched = devices.flatMap((device) => this.watch(device) ?? []);
    for (const { stream } of this.watched) stream.start();
  }

  private watch(device: KeptDevice): Watched | null {
    const address = readServerAddress(device.server);
    if (!address.ok) return null;
    const { fetch, timing, device: name } = this.parts;
    const watched: Watched = {
      host: address.value.host,
      device,
      latest: null,
      stream: new EventStream({
        url: `${address.value.origin}/v1/events?scope=notify`,
        host: address.value.host,
        headers: headersOf({ token: device.notifyToken, device: name, address: 'local' }),
        fetch,
        timing,
        onOpen: () => undefined,
        onMessage: ({ event, data }) => {
          if (event === 'waiting') this.heard(watched, data);
        },
        // It tries again by itself; what was told last still is the best there is to say.
        onLost: () => undefined,
        onRefused: () => this.refused(watched),
      }),
    };
    return watched;
  }

  private heard(watched: Watched, data: string): void {
    const read = message.safeParse(data);
    if (!read.success) return;
    watched.latest = { server: watched.host, member: watched.device.member, ...read.data };
    this.tell();
  }

  private refused(watched: Watched): void {
    const { server, member } = watched.device;
    this.parts.devices.forget(server, member);
    watched.latest = null;
    this.tell();
  }

  private tell(): void {
    if (this.signedInAs !== null) return;
    this.parts.onWaiting(this.watched.flatMap(({ latest }) => latest ?? []));
  }

  private close(): void {
    for (const { stream } of this.watched) stream.stop();
    this.watched = [];
  }

  private attempt(what: string, work: Promise<void>): void {
    work.catch((error: unknown) => this.parts.logBug(what, error));
  }
}
