import { randomUUID } from 'node:crypto';
import type { AnyEvent } from '../../../shared/contract/events';
import { operations, type OperationName, type OutputOf } from '../../../shared/contract/operations';
import type { Result } from '../../../shared/contract/problem';
import type { Caller, GovernanceApi } from '../governance-api';
import { answerOf } from './answer-of';
import { checkServer } from './check-server';
import { Connection, type ConnectionState } from './connection';
import { EventStream } from './event-stream';
import { HttpDoor, headersOf, type Fetch, type Reply } from './http-door';
import { LastKnown } from './last-known';
import { requestOf } from './request-of';
import type { ServerAddress } from './server-address';
import { problemOf, type ServerFault } from './server-fault';
import { readMessage } from './stream-message';
import { retryDelay, type Timing } from './timing';
import { ServerClock } from './server-clock';
import { UnansweredWrites } from './unanswered-writes';

export interface RemoteBackendParts {
  address: ServerAddress;
  fetch: Fetch;
  timing: Timing;
  /** Name of this device, as the audit ledger shows it. */
  device: string;
  onConnection(state: ConnectionState): void;
  /** The stream is open, for the first time or again: what was read before may be out of date. */
  onResync(): void;
  /** The server takes the session's token no more, or says that it may be over. */
  onSessionInDoubt(): void;
  log(message: string, detail: string | null): void;
}

/** About the session itself: never answered from memory. */
const OF_THE_MOMENT: ReadonlySet<OperationName> = new Set(['health.get', 'session.get']);

/** A governance server as a backend: each operation over HTTP as the contract's table says, and its event stream. */
export class RemoteBackend implements GovernanceApi {
  readonly #door: HttpDoor;
  readonly #connection: Connection;
  readonly #clock = new ServerClock();
  readonly #lastKnown = new LastKnown();
  readonly #unanswered = new UnansweredWrites(randomUUID);
  readonly #streams = new Set<EventStream>();
  #cancelProbe: (() => void) | null = null;
  #probes = 0;
  #isClosed = false;

  constructor(private readonly parts: RemoteBackendParts) {
    this.#door = new HttpDoor(parts.address, parts.fetch);
    this.#connection = new Connection(
      () => parts.timing.now(),
      (state) => parts.onConnection(state),
    );
  }

  /** The first question, before anything else is said: what server is it, and does it speak this contract? */
  async check(): Promise<Result<OutputOf<'health.get'>>> {
    const health = await checkServer(this.#door, this.#nobody());
    if (health.ok) this.#connection.reached();
    return health;
  }

  async call<N extends OperationName>(name: N, input: unknown, caller: Caller): Promise<Result<OutputOf<N>>> {
    const request = requestOf(name, input);
    if (!request.ok) return request;
    const { token } = caller;
    const isRead = operations[name].method === 'GET';
    const known = isRead && token !== null && !OF_THE_MOMENT.has(name) ? { token } : null;
    const remembered = (): Result<OutputOf<N>> | null => {
      const answer = known === null ? null : this.#lastKnown.recall(known.token, name, input);
      return answer === null ? null : { ok: true, value: answer.value as OutputOf<N> };
    };
    if (this.#connection.current.status === 'offline') {
      const answer = remembered();
      if (answer !== null) return answer;
    }
    const ownKey =
      isRead || token === null || caller.idempotencyKey !== undefined
        ? null
        : this.#unanswered.keyFor(token, name, input);
    const idempotencyKey = ownKey ?? caller.idempotencyKey;
    const asked = await this.#door.ask(request.value, { ...caller, idempotencyKey });
    if (!asked.ok) {
      if (ownKey !== null && token !== null) this.#unanswered.lost(token, name, input, ownKey);
      this.#noAnswer(asked.fault);
      const answer = asked.fault.isLinkDown ? remembered() : null;
      return answer ?? { ok: false, problem: problemOf(asked.fault, isRead ? 'read' : 'write') };
    }
    this.#answered();
    this.#clock.heard(asked.reply.date, this.parts.timing.now());
    const answer = this.#read(name, asked.reply);
    if (answer.ok && known !== null) this.#lastKnown.remember(known.token, name, input, answer.value);
    if (name === 'session.delete') this.#lastKnown.forget();
    return answer;
  }

  subscribe(token: string, listener: (event: AnyEvent) => void): () => void {
    const { address, fetch, timing, device } = this.parts;
    const stream = new EventStream({
      url: `${address.origin}/v1/events`,
      host: address.host,
      headers: headersOf({ token, device, address: 'local' }),
      fetch,
      timing,
      onOpen: () => {
        this.#connection.reached();
        this.#resync();
      },
      onMessage: (message) => {
        const read = readMessage(message);
        if (read.kind === 'event') {
          this.#outOfDate(read.event);
          this.#tell(listener, read.event);
        } else if (read.kind === 'resync') this.#resync();
        else if (read.kind === 'session') this.parts.onSessionInDoubt();
      },
      onLost: (because) => this.#connection.failed(because),
      onRefused: () => {
        this.#streams.delete(stream);
        this.parts.onSessionInDoubt();
      },
    });
    this.#stopProbing();
    this.#streams.add(stream);
    stream.start();
    return () => {
      stream.stop();
      this.#streams.delete(stream);
      this.#lastKnown.forget();
      if (this.#connection.current.status !== 'online') this.#probe();
    };
  }

  /** Tries to reach the server at once: the person asked for it, or the machine woke. */
  retryNow(): void {
    if (this.#isClosed) return;
    for (const stream of this.#streams) stream.reopen();
    if (this.#streams.size > 0) return;
    this.#probes = 0;
    this.#stopProbing();
    void this.#askHealth();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopProbing();
    for (const stream of this.#streams) stream.stop();
    this.#streams.clear();
    this.#lastKnown.forget();
    await this.#door.close(this.parts.timing);
  }

  #read<N extends OperationName>(name: N, reply: Reply): Result<OutputOf<N>> {
    const answer = answerOf(name, reply, this.parts.address.host);
    return answer.ok ? { ok: true, value: this.#clock.inOurs(name, answer.value) } : answer;
  }

  #tell(listener: (event: AnyEvent) => void, event: AnyEvent): void {
    try {
      listener(event);
    } catch (error) {
      // A listener that fails must not take the connection with it.
      this.parts.log(
        'an event found no taker',
        error instanceof Error ? (error.stack ?? error.message) : null,
      );
    }
  }

  #resync(): void {
    this.#lastKnown.forget();
    this.parts.onResync();
  }

  #outOfDate(event: AnyEvent): void {
    if (event.name === 'request.changed') this.#lastKnown.requestChanged(event.payload.requestId);
    else this.#lastKnown.forget();
  }

  #answered(): void {
    // With a stream it is the stream that says so: what happens must reach the desktop too.
    if (this.#streams.size === 0) {
      this.#stopProbing();
      this.#connection.reached();
    } else for (const stream of this.#streams) stream.hurry();
  }

  #noAnswer({ isLinkDown, why }: ServerFault): void {
    if (!isLinkDown || this.#isClosed) return;
    if (this.#streams.size === 0) {
      this.#connection.failed(why);
      this.#probe();
    } else if (this.#connection.current.status === 'online') this.retryNow();
  }

  /** Without a stream, health is asked for until it answers. */
  #probe(): void {
    if (this.#isClosed || this.#cancelProbe !== null || this.#streams.size > 0) return;
    const { timing } = this.parts;
    this.#cancelProbe = timing.after(
      retryDelay(this.#probes, () => timing.random()),
      () => {
        this.#cancelProbe = null;
        void this.#askHealth();
      },
    );
    this.#probes += 1;
  }

  async #askHealth(): Promise<void> {
    const health = await this.check();
    if (this.#isClosed || this.#streams.size > 0) return;
    if (health.ok) this.#probes = 0;
    else {
      this.#connection.failed(health.problem.detail);
      this.#probe();
    }
  }

  #stopProbing(): void {
    this.#cancelProbe?.();
    this.#cancelProbe = null;
  }

  #nobody(): Caller {
    return { token: null, device: this.parts.device, address: 'local' };
  }
}
