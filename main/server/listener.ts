import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import { problem } from '../../shared/contract/problem';
import { doorFault, problemAnswer, toResponse, toWire } from './answers';
import type { createApp } from './app';

export interface Listening {
  /** Origin, e.g. `http://127.0.0.1:8787`. */
  url: string;
  port: number;
  /** Takes no more connections, finishes what it has begun to answer, then resolves. */
  close(): Promise<void>;
}

const HEADERS_TIMEOUT = 10_000;
const REQUEST_TIMEOUT = 30_000;
/** What is still unanswered after this long is cut off. */
const CLOSING_TIMEOUT = 10_000;

/** Serves `app` on `host` and `port` (0: any free one). Rejects where the address can't be had. */
export async function listen(
  app: ReturnType<typeof createApp>,
  { host, port }: { host: string; port: number },
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
  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT, requestTimeout: REQUEST_TIMEOUT, requireHostHeader: false },
    (incoming, outgoing) => {
      void answer(incoming, outgoing);
    },
  );
  refuseWhatIsNoRequest(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port: bound } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${name}:${String(bound)}`, port: bound, close: () => close(server) };
}

/** Node answers these with an empty 400, 417 or nothing; here they get a problem like everything else. */
function refuseWhatIsNoRequest(server: Server): void {
  const malformed = toWire(problemAnswer(doorFault('', 'This isn’t a valid HTTP request')));
  const noMethod = toWire(
    problemAnswer(problem('method_not_allowed', 'Nothing is tunnelled here'), { Allow: 'GET' }),
  );
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end(malformed);
    else socket.destroy();
  });
  server.on('connect', (_request, socket: Socket) => socket.end(noMethod));
  // `Expect` other than 100-continue: answered as if it weren't there (RFC 9110 §10.1.1 allows that).
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // Connections are kept alive between requests; each is closed once it has nothing to answer.
    const sweep = setInterval(() => server.closeIdleConnections(), 25);
    const cut = setTimeout(() => server.closeAllConnections(), CLOSING_TIMEOUT);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
