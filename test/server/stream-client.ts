import http from 'node:http';
import type { ParsedJson } from './serving';

/** One message of an event stream, as it came. */
export interface Message {
  id: string | null;
  event: string;
  data: ParsedJson;
}

export interface StreamOptions {
  token?: string | null;
  lastEventId?: string;
  query?: string;
  headers?: http.OutgoingHttpHeaders;
  /** Takes nothing from the socket until told to go on. */
  paused?: boolean;
}

/** A client of `GET /v1/events` that reads by itself what the format says, and remembers all of it. */
export class StreamClient {
  readonly messages: Message[] = [];
  /** Comment lines. */
  heartbeats = 0;
  /** What the stream said first: the id to go on from. */
  startedAt: string | null = null;
  status = 0;
  headers: http.IncomingHttpHeaders = {};
  /** The body of an answer that is no stream. */
  refusal: ParsedJson = null;
  /** Settles when the connection has ended, however. */
  readonly ended: Promise<void>;
  isOver = false;
  #text = '';
  #response: http.IncomingMessage | null = null;
  readonly #request: http.ClientRequest;
  readonly #waiting = new Set<() => void>();

  private constructor(request: http.ClientRequest, opened: (client: StreamClient) => void, paused: boolean) {
    this.#request = request;
    this.ended = new Promise((resolve) => {
      const over = (): void => {
        this.isOver = true;
        resolve();
        opened(this);
        this.#look();
      };
      request.on('error', over);
      request.on('response', (response) => {
        this.#response = response;
        this.status = response.statusCode ?? 0;
        this.headers = response.headers;
        response.setEncoding('utf8');
        response.on('error', () => undefined);
        response.on('close', over);
        if (this.status !== 200) response.on('data', (chunk: string) => (this.#text += chunk));
        else if (!paused) response.on('data', (chunk: string) => this.#take(chunk));
        if (this.status === 200) opened(this);
        else
          response.on('end', () => {
            this.refusal = this.#text === '' ? null : JSON.parse(this.#text);
            opened(this);
          });
      });
    });
  }

  /** Resolves when the answer has begun, or the connection broke. */
  static open(port: number, options: StreamOptions = {}): Promise<StreamClient> {
    const { token = null, lastEventId, query = '', headers = {}, paused = false } = options;
    const request = http.get({
      host: '127.0.0.1',
      port,
      path: `/v1/events${query}`,
      agent: false,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
        ...headers,
      },
    });
    return new Promise((resolve) => new StreamClient(request, resolve, paused));
  }

  get events(): string[] {
    return this.messages.map(({ event }) => event);
  }

  /** The id that a client would send to go on. */
  get lastId(): string | null {
    return this.messages.filter(({ id }) => id !== null).at(-1)?.id ?? this.startedAt;
  }

  /** Resolves when `condition` holds of what has come; rejects where the stream ended first. */
  until(condition: (client: this) => boolean): Promise<this> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (condition(this)) resolve(this);
        else if (this.isOver) reject(new Error(`the stream ended after ${this.events.join()}`));
        else return;
        this.#waiting.delete(look);
      };
      this.#waiting.add(look);
      look();
    });
  }

  has(event: string): Promise<this> {
    return this.until(({ events }) => events.includes(event));
  }

  close(): void {
    this.#response?.destroy();
    this.#request.destroy();
  }

  #take(chunk: string): void {
    this.#text += chunk;
    for (let end = this.#text.indexOf('\n\n'); end >= 0; end = this.#text.indexOf('\n\n')) {
      this.#block(this.#text.slice(0, end));
      this.#text = this.#text.slice(end + 2);
    }
    this.#look();
  }

  #block(block: string): void {
    const message: Message = { id: null, event: 'message', data: null };
    for (const line of block.split('\n')) {
      const [, field = '', value = ''] = /^([a-z]*): ?(.*)$/.exec(line) ?? [];
      if (line.startsWith(':')) this.heartbeats += 1;
      else if (field === 'id') message.id = value;
      else if (field === 'event') message.event = value;
      else if (field === 'data') message.data = JSON.parse(value);
      else if (field !== 'retry') throw new Error(`no line of an event stream: ${line}`);
    }
    if (message.data !== null) this.messages.push(message);
    else if (message.id !== null) this.startedAt = message.id;
  }

  #look(): void {
    for (const look of [...this.#waiting]) look();
  }
}
