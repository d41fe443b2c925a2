import http from 'node:http';
import net from 'node:net';
import type { OperationName } from '../../shared/contract/operations';
import type { Problem } from '../../shared/contract/problem';
import type { GovernanceApi } from '../../main/backend/governance-api';
import { createApp, type ExtraRoute } from '../../main/server/app';
import { listen, type Listening } from '../../main/server/listener';

/** What JSON.parse gives: anything, and tests look into it. */
export type ParsedJson = ReturnType<typeof JSON.parse>;

export interface Reply {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  /** The body as JSON; undefined where there is none. */
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
  send(method: string, path: string, options?: SendOptions): Promise<Reply>;
  /** Writes bytes to a bare socket and reads until the server closes it. */
  sendBytes(bytes: string): Promise<string>;
}

/** The real app on a real loopback socket. */
export async function serving(api: GovernanceApi, extraRoutes: readonly ExtraRoute[] = []): Promise<Serving> {
  const logged: unknown[] = [];
  const log = (message: string, detail?: unknown) => logged.push([message, detail]);
  const app = createApp({ api, boundTo: '127.0.0.1', log, extraRoutes });
  const listening = await listen(app, { host: '127.0.0.1', port: 0 });
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  return {
    ...listening,
    logged,
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
          const json: unknown = text === '' ? undefined : JSON.parse(text);
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
): GovernanceApi & { asked: { name: OperationName; input: unknown; caller: unknown }[] } {
  const asked: { name: OperationName; input: unknown; caller: unknown }[] = [];
  return {
    asked,
    call: async (name, input, caller) => {
      asked.push({ name, input, caller });
      const value = answer(name, input);
      return isProblem(value) ? { ok: false, problem: value } : { ok: true, value: value as never };
    },
    subscribe: () => () => undefined,
    close: () => Promise.resolve(),
  };
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;
}
