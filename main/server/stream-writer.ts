import type { ServerResponse } from 'node:http';
import { ON_EVERY_ANSWER } from './answers';

/** How long a client waits before it opens a lost stream again. */
const RETRY_MS = 2_000;

/**
 * Writes one event stream to its socket. It knows when the reader takes nothing more: whoever writes stops then, since
 * what is written beyond that is kept in memory.
 */
export class StreamWriter {
  #blockedSince: number | null = null;

  constructor(
    private readonly outgoing: ServerResponse,
    private readonly now: () => number,
    /** The reader takes again. */
    onDrain: () => void,
    onClosed: () => void,
  ) {
    outgoing.on('drain', () => {
      this.#blockedSince = null;
      onDrain();
    });
    outgoing.on('close', onClosed);
    // A reader that is gone breaks the pipe; `close` follows and says so.
    outgoing.on('error', () => undefined);
  }

  /** @param at the id to go on from when the stream breaks before its first event */
  begin(at: string | null): void {
    this.outgoing.writeHead(200, STREAM_HEADERS);
    this.write(`retry: ${String(RETRY_MS)}\n${at === null ? '' : `id: ${at}\n`}\n`);
  }

  get isBlocked(): boolean {
    return this.#blockedSince !== null;
  }

  isStalled(afterMs: number): boolean {
    return this.#blockedSince !== null && this.now() - this.#blockedSince >= afterMs;
  }

  write(text: string): void {
    if (this.outgoing.writableEnded || this.outgoing.destroyed) return;
    if (!this.outgoing.write(text)) this.#blockedSince ??= this.now();
  }

  end(text = ''): void {
    if (!this.outgoing.writableEnded) this.outgoing.end(text);
  }

  /** For readers who take nothing: what was written for them is dropped. */
  drop(): void {
    this.outgoing.destroy();
  }
}

export const STREAM_HEADERS = {
  ...ON_EVERY_ANSWER,
  'Cache-Control': 'no-store, no-transform',
  'Content-Type': 'text/event-stream; charset=utf-8',
  // nginx would keep events until it has a page of them.
  'X-Accel-Buffering': 'no',
} as const;

/** One event as it stands in a stream. `id` null: nobody can go on from it. */
export function eventText(name: string, data: unknown, id: string | null): string {
  return `${id === null ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
