import type { EventSourceMessage } from 'eventsource-parser';
import type { Problem } from '../../../shared/contract/problem';
import type { Fetch } from './http-door';
import { SeenIds } from './seen-ids';
import { StreamConnection } from './stream-connection';
import { retryDelay, type Timing } from './timing';

export interface EventStreamParts {
  /** With `/v1/events` and whatever scope is wanted. */
  url: string;
  host: string;
  headers: Record<string, string>;
  fetch: Fetch;
  timing: Timing;
  /** It is open, for the first time or again. */
  onOpen(): void;
  onMessage(message: EventSourceMessage): void;
  /** It was lost or couldn't be opened, and will be tried again. */
  onLost(because: string): void;
  /** The token is good no more; this stream has ended. */
  onRefused(problem: Problem): void;
}

/** A connection that held this long wasn't broken from the start: the next loss is a first one again. */
const STEADY_MS = 5_000;

/**
 * The event stream of one token, kept open: lost connections are opened again after a while that grows, from the last
 * event that arrived, so that none is missed and none is told twice.
 */
export class EventStream {
  readonly #seen = new SeenIds();
  #connection: StreamConnection | null = null;
  #cancelRetry: (() => void) | null = null;
  #lastId: string | null = null;
  #attempt = 0;
  #isStopped = false;

  constructor(private readonly parts: EventStreamParts) {}

  start(): void {
    void this.#connect();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#connection?.close('stopped');
  }

  /** Waits no longer for the next try, if that is what it does. */
  hurry(): void {
    if (this.#isStopped || this.#cancelRetry === null) return;
    this.#attempt = 0;
    this.#cancelRetry();
    this.#cancelRetry = null;
    void this.#connect();
  }

  /** Opens it anew, whatever it seems to be: the machine slept, or a call found the server gone. */
  reopen(): void {
    if (this.#cancelRetry !== null) return this.hurry();
    this.#attempt = 0;
    this.#connection?.close('The connection was opened anew.');
  }

  async #connect(): Promise<void> {
    const { timing, headers } = this.parts;
    let openedAt: number | null = null;
    const connection = new StreamConnection({
      ...this.parts,
      headers: this.#lastId === null ? headers : { ...headers, 'Last-Event-ID': this.#lastId },
      onOpen: () => {
        openedAt = timing.now();
        if (!this.#isStopped) this.parts.onOpen();
      },
      onMessage: (message) => this.#take(message),
    });
    this.#connection = connection;
    const end = await connection.run();
    if (this.#isStopped || this.#connection !== connection) return;
    this.#connection = null;
    if (end.kind === 'refused') {
      this.#isStopped = true;
      this.parts.onRefused(end.problem);
      return;
    }
    if (openedAt !== null && timing.now() - openedAt >= STEADY_MS) this.#attempt = 0;
    const delay = Math.max(
      end.retryAfterMs,
      retryDelay(this.#attempt, () => timing.random()),
    );
    this.#attempt += 1;
    this.#cancelRetry = timing.after(delay, () => {
      this.#cancelRetry = null;
      void this.#connect();
    });
    this.parts.onLost(end.because);
  }

  #take(message: EventSourceMessage): void {
    const { id, event } = message;
    if (this.#isStopped) return;
    // The ledger may be another one now, whose numbers mean other things.
    if (event === 'resync') this.#seen.clear();
    if (id !== undefined && id !== '') {
      if (!this.#seen.add(id)) return;
      this.#lastId = id;
    }
    this.parts.onMessage(message);
  }
}
