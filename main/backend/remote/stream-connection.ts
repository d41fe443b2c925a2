import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { problemSchema, type Problem } from '../../../shared/contract/problem';
import { jsonOf } from './answer-of';
import type { Fetch } from './http-door';
import { faultOf } from './server-fault';
import type { Timing } from './timing';

/** How one connection of the stream came to its end. */
export type StreamEnd =
  /** The server takes this token no more. */
  { kind: 'refused'; problem: Problem } | { kind: 'lost'; because: string; retryAfterMs: number };

export interface StreamConnectionParts {
  url: string;
  host: string;
  headers: Record<string, string>;
  fetch: Fetch;
  timing: Timing;
  onOpen(): void;
  onMessage(message: EventSourceMessage): void;
}

/** From the first byte sent to the first one received. */
const OPEN_WITHIN_MS = 20_000;
/** Heartbeats come several times within this: a connection that is silent for longer is dead, whatever it says. */
export const SILENCE_MS = 45_000;
const LARGEST_MESSAGE = 512 * 1024;
const LARGEST_REFUSAL = 64 * 1024;

/** One connection of the event stream, from its opening to its end. */
export class StreamConnection {
  readonly #abort = new AbortController();
  #cancelWatch: () => void = () => undefined;
  #reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
  #closedBecause: string | null = null;

  constructor(private readonly parts: StreamConnectionParts) {}

  /** Resolves when it is over, however that came. */
  async run(): Promise<StreamEnd> {
    const { url, host, headers, fetch } = this.parts;
    const request = {
      headers: { ...headers, Accept: 'text/event-stream' },
      redirect: 'error',
      cache: 'no-store',
      credentials: 'omit',
      signal: this.#abort.signal,
    } as const;
    this.#watch(OPEN_WITHIN_MS, `${host} doesn’t answer.`);
    try {
      const response = await fetch(url, request);
      if (response.status !== 200) return await this.#refusalOf(response);
      const isStream = /^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '');
      if (!isStream || response.body === null) return lost(`${host} gives no event stream.`);
      await this.#read(response.body);
      return lost(this.#closedBecause ?? `The connection to ${host} ended.`);
    } catch (error) {
      return lost(this.#closedBecause ?? faultOf(error, host).why);
    } finally {
      this.#cancelWatch();
      this.#abort.abort();
    }
  }

  /** Ends it from this side. */
  close(because: string): void {
    this.#closedBecause ??= because;
    this.#abort.abort();
    // An abort doesn't always reach a body that is already being read.
    this.#reader?.cancel().catch(() => undefined);
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const parser = createParser({
      maxBufferSize: LARGEST_MESSAGE,
      onEvent: (message) => {
        // What arrives after it was given up belongs to the next connection, which is told of it again.
        if (this.#closedBecause === null) this.parts.onMessage(message);
      },
    });
    const decoder = new TextDecoder();
    const reader = body.getReader();
    this.#reader = reader;
    if (this.#closedBecause !== null) return;
    this.#watch(SILENCE_MS, `Nothing was heard of ${this.parts.host} for a while.`);
    this.parts.onOpen();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (this.#closedBecause !== null) return;
      this.#watch(SILENCE_MS, `Nothing was heard of ${this.parts.host} for a while.`);
      parser.feed(decoder.decode(next.value, { stream: true }));
    }
  }

  async #refusalOf(response: Response): Promise<StreamEnd> {
    const { host } = this.parts;
    const length = Number(response.headers.get('content-length') ?? 0);
    const text = length > LARGEST_REFUSAL ? '' : await response.text();
    const judged = problemSchema.safeParse(jsonOf(text));
    if (response.status === 401 && judged.success) return { kind: 'refused', problem: judged.data };
    const seconds = judged.success ? (judged.data.retryAfterSeconds ?? 0) : 0;
    const because = judged.success ? judged.data.detail : `${host} gives no event stream.`;
    return { kind: 'lost', because, retryAfterMs: seconds * 1000 };
  }

  #watch(ms: number, because: string): void {
    this.#cancelWatch();
    this.#cancelWatch = this.parts.timing.after(ms, () => this.close(because));
  }
}

function lost(because: string): StreamEnd {
  return { kind: 'lost', because, retryAfterMs: 0 };
}
