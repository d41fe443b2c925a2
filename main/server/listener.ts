import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener, RequestError } from '@hono/node-server';
import { problem } from '../../shared/contract/problem';
import { doorFault, problemAnswer, toResponse, toWire } from './answers';
import type { createApp } from './app';
import { DEFAULT_LIMITS, type ServerLimits } from './limits';
import type { TlsFiles } from './tls-files';

export interface Listening {
  /** Origin, e.g. `http://127.0.0.1:8787`. */
  url: string;
  port: number;
  /** Takes no more connections, finishes what it has begun to answer, then resolves. */
  close(): Promise<void>;
}

export interface ListenOptions {
  host: string;
  /** 0: any free one. */
  port: number;
  tls?: TlsFiles | null;
  limits?: ServerLimits;
  /** Told when it is to stop: what would go on for ever has to end. */
  onClosing?: () => void;
  /** The time that answers are dated with, where it isn’t the machine’s own: tests move it. */
  now?: (() => number) | null;
}

/** Half a year, renewed with every answer: a browser that was here once doesn't come back without TLS. */
const STRICT_TRANSPORT = 'max-age=15552000';
/** How often connections are looked at for being too slow, where limits allow. */
const LOOK_MS = 1_000;

/** Serves `app` on `host` and `port`. Rejects where the address can't be had. */
export async function listen(
  app: ReturnType<typeof createApp>,
  { host, port, tls = null, limits = DEFAULT_LIMITS, onClosing = () => undefined, now = null }: ListenOptions,
): Promise<Listening> {
  const answer = getRequestListener(app.fetch, {
    // What hono's adapter can't make a Request of: a missing or broken Host, a target that is no path.
    errorHandler: (error) =>
      toResponse(
        problemAnswer(
          error instanceof RequestError
            ? doorFault('', 'The request line or its Host header isn’t valid')
            : problem('internal', 'Something went wrong'),
        ),
      ),
  });
  const answering = new WeakMap<Duplex, ServerResponse>();
  const onRequest = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    answering.set(incoming.socket, outgoing);
    if (now !== null) outgoing.setHeader('Date', new Date(now()).toUTCString());
    if (tls !== null) outgoing.setHeader('Strict-Transport-Security', STRICT_TRANSPORT);
    void answer(incoming, outgoing);
  };
  const options: http.ServerOptions = {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: Math.min(LOOK_MS, limits.headersMs),
    requireHostHeader: false,
  };
  const server =
    tls === null
      ? http.createServer(options, onRequest)
      : https.createServer({ ...options, ...tls, handshakeTimeout: limits.headersMs }, onRequest);
  server.maxConnections = limits.connections;
  server.setTimeout(limits.idleMs);
  refuseWhatIsNoRequest(server, answering);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port: bound } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `${tls === null ? 'http' : 'https'}://${name}:${String(bound)}`,
    port: bound,
    close: () => close(server, limits.closingMs, onClosing),
  };
}

/** Node answers these with an empty 400, 408, 417 or nothing; here they get a problem like everything else. */
function refuseWhatIsNoRequest(server: Server, answering: WeakMap<Duplex, ServerResponse>): void {
  const malformed = toWire(problemAnswer(doorFault('', 'This isn’t a valid HTTP request')));
  const tooSlow = toWire(problemAnswer(doorFault('', 'The request took too long to arrive')));
  const noMethod = toWire(
    problemAnswer(problem('method_not_allowed', 'Nothing is tunnelled here'), { Allow: 'GET' }),
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const outgoing = answering.get(socket);
    // In the middle of an answer, a second one would be taken for a part of it.
    const isMidAnswer = outgoing !== undefined && outgoing.headersSent && !outgoing.writableFinished;
    if (!socket.writable || isMidAnswer) socket.destroy();
    else socket.end(error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? tooSlow : malformed);
  });
  // Without a handshake there is nobody to answer.
  server.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy());
  server.on('connect', (_request, socket: Socket) => socket.end(noMethod));
  // `Expect` other than 100-continue: answered as if it weren't there (RFC 9110 §10.1.1 allows that).
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

function close(server: Server, closingMs: number, onClosing: () => void): Promise<void> {
  return new Promise((resolve) => {
    // Connections are kept alive between requests; each is closed once it has nothing to answer.
    const sweep = setInterval(() => server.closeIdleConnections(), 25);
    const cut = setTimeout(() => server.closeAllConnections(), closingMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      resolve();
    });
    onClosing();
    server.closeIdleConnections();
  });
}
