import http from 'node:http';
import net from 'node:net';
import type { OperationName } from '../../shared/contract/operations';
import { problem, type Problem } from '../../shared/contract/problem';
import type { ServableApi } from '../../main/backend/governance-api';
import { createApp, type ExtraRoute } from '../../main/server/app';
import { EventStreams } from '../../main/server/event-streams';
import type { KrakenDoor, KrakenDoorOptions } from '../../main/server/kraken/kraken-door';
import { DEFAULT_LIMITS, type ServerLimits } from '../../main/server/limits';
import { listen, type Listening } from '../../main/server/listener';
import { RateLimits } from '../../main/server/rate-limits';
import type { TlsFiles } from '../../main/server/tls-files';

/** What JSON.parse gives: anything, and tests look into it. */
export type ParsedJson = ReturnType<typeof JSON.parse>;

export interface Reply {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  /** The body where it is JSON. */
  json: ParsedJson;
}

export interface SendOptions {
  token?: string;
  headers?: http.OutgoingHttpHeaders;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, with `headers` saying what it is. */
  raw?: string | Buffer;
}

export interface Serving extends Listening {
  /** Everything the door wrote to its log: a bug, each of it. */
  logged: unknown[];
  streams: EventStreams;
  send(method: string, path: string, options?: SendOptions): Promise<Reply>;
  /** Writes bytes to a bare socket and reads until the server closes it. */
  sendBytes(bytes: string): Promise<string>;
}

export interface ServingOptions {
  extraRoutes?: readonly ExtraRoute[];
  limits?: Partial<ServerLimits>;
  /** The clock of rate limits and of readers who take nothing. */
  now?: () => number;
  publicHosts?: readonly string[];
  tls?: TlsFiles;
  /** Makes the door for bots. */
  kraken?: (parts: Pick<KrakenDoorOptions, 'rateLimits' | 'log'>) => KrakenDoor;
}

/** The real app on a real loopback socket; rates are unlimited where a test doesn't ask for a limit. */
export async function serving(api: ServableApi, options: ServingOptions = {}): Promise<Serving> {
  const logged: unknown[] = [];
  const log = (message: string, detail?: unknown) => logged.push([message, detail]);
  const unlimited = { requestsPerSecond: null, signInsPerMinute: null, callsPerKeyPerSecond: null };
  const limits = { ...DEFAULT_LIMITS, ...unlimited, ...options.limits };
  const now = options.now ?? (() => performance.now());
  const streams = new EventStreams({ api, limits, log, now });
  const rateLimits = new RateLimits(limits, now);
  const app = createApp({
    api,
    streams,
    rateLimits,
    kraken: options.kraken?.({ rateLimits, log }) ?? null,
    boundTo: '127.0.0.1',
    publicHosts: options.publicHosts ?? [],
    log,
    extraRoutes: options.extraRoutes ?? [],
  });
  const listening = await listen(app, {
    host: '127.0.0.1',
    port: 0,
    limits,
    tls: options.tls ?? null,
    onClosing: () => streams.close(),
  });
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  return {
    ...listening,
    logged,
    streams,
    send: (method, path, options = {}) => send(agent, listening.port, method, path, options),
    sendBytes: (bytes) => sendBytes(listening.port, bytes),
    close: async () => {
      agent.destroy();
      await listening.close();
    },
  };
}

function send(
  agent: http.Agent,
  port: number,
  method: string,
  path: string,
  options: SendOptions,
): Promise<Reply> {
  const { token, headers = {}, body, raw } = options;
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        agent,
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          // Explicit, since Node sends no length with methods that usually have no body.
          ...(payload === undefined ? {} : { 'content-length': Buffer.byteLength(payload) }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const isJson = /json$/.test(response.headers['content-type'] ?? '');
          const json: unknown = text === '' || !isJson ? undefined : JSON.parse(text);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
        });
      },
    );
    request.on('error', reject);
    request.end(payload);
  });
}

function sendBytes(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (text += chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}

/** An API that answers `unauthenticated` or whatever `answer` says, and remembers how it was asked. */
export function recordingApi(
  answer: (name: OperationName, input: unknown) => unknown = () => ({}),
): ServableApi & { asked: { name: OperationName; input: unknown; caller: unknown }[] } {
  const asked: { name: OperationName; input: unknown; caller: unknown }[] = [];
  return {
    asked,
    call: async (name, input, caller) => {
      asked.push({ name, input, caller });
      const value = answer(name, input);
      return isProblem(value) ? { ok: false, problem: value } : { ok: true, value: value as never };
    },
    subscribe: () => () => undefined,
    openEvents: () => ({ ok: false, problem: problem('unauthenticated', 'Sign in first.') }),
    subscribeNotify: async () => ({ ok: false, problem: problem('unauthenticated', 'Sign in first.') }),
    pulse: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;
}
