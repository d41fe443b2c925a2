import type { ServerResponse } from 'node:http';
import { problem, type Problem, type Result } from '../../shared/contract/problem';
import type { EventCursor, ServableApi, Told } from '../backend/governance-api';
import type { ServerLimits } from './limits';
import { eventText, StreamWriter } from './stream-writer';

export interface EventStreamsParts {
  api: ServableApi;
  limits: Pick<ServerLimits, 'heartbeatMs' | 'stalledMs' | 'streamsPerToken'>;
  log: (message: string, detail?: unknown) => void;
  now?: () => number;
}

interface OpenStream {
  writer: StreamWriter;
  /** Sends what there is, as far as the reader takes it. True where there is more to send at once. */
  pump(): boolean;
  close(): void;
}

const ENTRIES_AT_ONCE = 100;
/** So many streams are served before calls get their turn again. */
const STREAMS_AT_ONCE = 200;
const HEARTBEAT = ':\n\n';

const texts = new WeakMap<Told, string>();

/** The event by its wire name; made once for all who are told the same. */
function textOf(told: Told): string {
  let text = texts.get(told);
  if (text === undefined) {
    const { name, payload } = told.event;
    text = eventText(name === 'request.changed' ? `request.${payload.what}` : name, payload, told.id);
    texts.set(told, text);
  }
  return text;
}

/** Every event stream that is open: who listens, who has to be sent something, who takes nothing any more. */
export class EventStreams {
  readonly #open = new Set<OpenStream>();
  readonly #perToken = new Map<string, number>();
  readonly #waiting = new Set<OpenStream>();
  #isScheduled = false;
  #heart: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(private readonly parts: EventStreamsParts) {}

  get count(): number {
    return this.#open.size;
  }

  /** Streams to `outgoing` what the holder of a session may see, from after `lastEventId` on. */
  openEvents(token: string, lastEventId: string | null, outgoing: ServerResponse): Result<null> {
    const room = this.#takeRoom(token);
    if (!room.ok) return room;
    let stream: OpenStream | null = null;
    const opened = this.parts.api.openEvents(token, lastEventId, () => {
      if (stream !== null) this.#soon(stream);
    });
    if (!opened.ok) {
      this.#leaveRoom(token);
      return opened;
    }
    const cursor = opened.value;
    const writer = this.#writerFor(outgoing, token, () => stream);
    stream = { writer, pump: () => pumpEvents(cursor, writer), close: () => cursor.close() };
    writer.begin(cursor.resync ? null : cursor.at);
    if (cursor.resync) writer.write(eventText('resync', {}, cursor.at));
    this.#begin(stream);
    return { ok: true, value: null };
  }

  /** Streams to `outgoing` how much waits for the member of a device. */
  async openNotify(token: string, outgoing: ServerResponse): Promise<Result<null>> {
    const room = this.#takeRoom(token);
    if (!room.ok) return room;
    let stream: OpenStream | null = null;
    // Only how things stand now is worth sending: what a slow reader didn't take in time is replaced.
    let latest: string | null = null;
    let isOver = false;
    const opened = await this.parts.api.subscribeNotify(token, (waiting) => {
      if (waiting === null) isOver = true;
      else {
        const { id, ...data } = waiting;
        latest = eventText('waiting', data, id);
      }
      if (stream !== null) this.#soon(stream);
    });
    if (!opened.ok) {
      this.#leaveRoom(token);
      return opened;
    }
    const writer = this.#writerFor(outgoing, token, () => stream);
    const pump = (): boolean => {
      if (writer.isBlocked) return false;
      if (latest !== null) writer.write(latest);
      latest = null;
      if (isOver) writer.end(eventText('session.revoked', { code: 'unauthenticated' }, null));
      return false;
    };
    stream = { writer, pump, close: opened.value };
    writer.begin(null);
    this.#begin(stream);
    // While it was being opened, the client may have left.
    if (outgoing.destroyed) this.#forget(stream, token);
    return { ok: true, value: null };
  }

  /** Why this token opens no stream, or null where it does. */
  async judge(token: string, notify: boolean): Promise<Problem | null> {
    const opened = notify
      ? await this.parts.api.subscribeNotify(token, () => undefined)
      : this.parts.api.openEvents(token, null, () => undefined);
    if (!opened.ok) return opened.problem;
    if (typeof opened.value === 'function') opened.value();
    else opened.value.close();
    return null;
  }

  /** What heartbeats do, now: time may have been moved. */
  async beat(): Promise<void> {
    try {
      await this.parts.api.pulse();
    } catch (error) {
      this.parts.log('Looking after the event streams failed', error);
    }
    for (const stream of [...this.#open]) {
      if (stream.writer.isStalled(this.parts.limits.stalledMs)) {
        stream.writer.drop();
        continue;
      }
      // Before it is said to be alive, it is asked whether its session is.
      this.#soon(stream);
      if (!stream.writer.isBlocked) stream.writer.write(HEARTBEAT);
    }
  }

  /** Ends every stream; none is opened any more. */
  close(): void {
    this.#isClosed = true;
    if (this.#heart !== null) clearInterval(this.#heart);
    this.#heart = null;
    this.endAll();
  }

  /** Ends every stream that is open; whoever may comes again. */
  endAll(): void {
    for (const stream of [...this.#open]) {
      // What waits for a reader who takes nothing would hold up the stop.
      if (stream.writer.isBlocked) stream.writer.drop();
      else stream.writer.end();
    }
  }

  #takeRoom(token: string): Result<null> {
    if (this.#isClosed) return { ok: false, problem: problem('unavailable', 'The server is stopping') };
    const count = this.#perToken.get(token) ?? 0;
    if (count >= this.parts.limits.streamsPerToken) {
      const extras = { retryAfterSeconds: Math.ceil(this.parts.limits.stalledMs / 1000) };
      return { ok: false, problem: problem('rate_limited', 'Too many event streams are open', extras) };
    }
    this.#perToken.set(token, count + 1);
    return { ok: true, value: null };
  }

  #leaveRoom(token: string): void {
    const count = (this.#perToken.get(token) ?? 1) - 1;
    if (count > 0) this.#perToken.set(token, count);
    else this.#perToken.delete(token);
  }

  #writerFor(outgoing: ServerResponse, token: string, streamOf: () => OpenStream | null): StreamWriter {
    const whole = (use: (stream: OpenStream) => void) => (): void => {
      const stream = streamOf();
      if (stream !== null) use(stream);
    };
    return new StreamWriter(
      outgoing,
      this.parts.now ?? (() => performance.now()),
      whole((stream) => this.#soon(stream)),
      whole((stream) => this.#forget(stream, token)),
    );
  }

  #begin(stream: OpenStream): void {
    this.#open.add(stream);
    this.#heart ??= setInterval(() => void this.beat(), this.parts.limits.heartbeatMs).unref();
    this.#soon(stream);
  }

  #forget(stream: OpenStream, token: string): void {
    if (!this.#open.delete(stream)) return;
    this.#waiting.delete(stream);
    stream.close();
    this.#leaveRoom(token);
  }

  /** Whoever made something happen is answered first; then those who watch are told. */
  #soon(stream: OpenStream): void {
    this.#waiting.add(stream);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#serve());
  }

  #serve(): void {
    this.#isScheduled = false;
    let left = STREAMS_AT_ONCE;
    for (const stream of this.#waiting) {
      if (left === 0) break;
      left -= 1;
      this.#waiting.delete(stream);
      try {
        if (this.#open.has(stream) && stream.pump()) this.#waiting.add(stream);
      } catch (error) {
        this.parts.log('An event stream failed', error);
        stream.writer.drop();
      }
    }
    if (this.#waiting.size === 0 || this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#serve());
  }
}

function pumpEvents(cursor: EventCursor, writer: StreamWriter): boolean {
  if (writer.isBlocked) return false;
  const read = cursor.read(ENTRIES_AT_ONCE);
  if (read.over !== null) {
    // Not an entry's own number, so that no client takes it for an event that it had.
    writer.end(eventText('session.revoked', { code: read.over }, `${cursor.at}.1`));
    return false;
  }
  if (read.told.length > 0) writer.write(read.told.map(textOf).join(''));
  return read.more;
}
