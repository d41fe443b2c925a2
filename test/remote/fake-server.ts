import type { Fetch } from '../../main/backend/remote/http-door';

export interface ToldEvent {
  id: string;
  type: string;
  data: unknown;
}

interface OpenStream {
  write(text: string): void;
  close(): void;
  break(): void;
}

type Handler = (request: {
  method: string;
  path: string;
  body: unknown;
  headers: Headers;
}) => Response | Promise<Response>;

export const json = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });

/** What Node's fetch throws where nothing listens. */
export const refusedConnection = (): Error =>
  new TypeError('fetch failed', {
    cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
  });

/** A server made of promises: a ledger of events behind a stream that tests cut, and whatever else a test answers. */
export class FakeServer {
  readonly ledger: ToldEvent[] = [];
  readonly streams: OpenStream[] = [];
  /** The Last-Event-ID of each opening, null where it had none. */
  readonly openings: (string | null)[] = [];
  readonly asked: { method: string; path: string; body: unknown; headers: Headers }[] = [];
  /** Set while it can't be reached: what every fetch throws. */
  down: Error | null = null;
  /** Answers everything but the stream. */
  handler: Handler = () => json({});
  /** Answers an opening of the stream in place of the ledger. */
  refuseStream: (() => Response) | null = null;

  readonly fetch: Fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    if (this.down !== null) throw this.down;
    if (pathname === '/v1/events') return this.#openStream(request);
    const text = await request.text();
    const asked = {
      method: request.method,
      path: pathname + search,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
      headers: request.headers,
    };
    this.asked.push(asked);
    return await this.handler(asked);
  };

  /** Something happens: it stands in the ledger, and every open stream tells it. */
  tell(event: ToldEvent): void {
    this.ledger.push(event);
    for (const stream of this.streams) stream.write(wire(event));
  }

  cut(how: 'close' | 'break' = 'break'): void {
    for (const stream of this.streams.splice(0)) stream[how]();
  }

  #openStream(request: Request): Response {
    if (this.refuseStream !== null) return this.refuseStream();
    const last = request.headers.get('last-event-id');
    this.openings.push(last);
    let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
    const body = new ReadableStream<Uint8Array>({ start: (own) => void (controller = own) });
    const drop = (): void => void this.streams.splice(this.streams.indexOf(stream) >>> 0, 1);
    const stream: OpenStream = {
      write: (text) => controller?.enqueue(new TextEncoder().encode(text)),
      close: () => controller?.close(),
      break: () => controller?.error(new TypeError('terminated')),
    };
    this.streams.push(stream);
    request.signal.addEventListener('abort', () => {
      drop();
      stream.break();
    });
    const from = last === null ? this.ledger.length : this.ledger.findIndex(({ id }) => id === last) + 1;
    stream.write(': here\n\n');
    for (const event of this.ledger.slice(from)) stream.write(wire(event));
    return new Response(body, {
      status: 200,
      headers: { 'content-type': 'text/event-stream; charset=utf-8' },
    });
  }
}

export function wire({ id, type, data }: ToldEvent): string {
  return `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
