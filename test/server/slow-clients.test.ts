import net from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordingApi, serving, type Serving } from './serving';

let server: Serving;

beforeAll(async () => {
  server = await serving(recordingApi(), {
    limits: { headersMs: 150, requestMs: 300, idleMs: 1_000, keepAliveMs: 100, connections: 20 },
  });
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.close();
});

/** Everything that the server says until it closes the connection. */
function talk(...parts: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(server.port, '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (text += chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    for (const part of parts) socket.write(part);
  });
}

describe('who is too slow gets a problem, and the connection is closed', () => {
  const head = 'POST /v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n';
  test.each([
    ['with the head', ['GET /v1/health HTTP/1.1\r\nHost: 127.', '0.0.1\r\nX: ']],
    ['with the body', [`${head}Content-Length: 50\r\n\r\n`, '{"email":']],
    ['with a body in chunks', [`${head}Transfer-Encoding: chunked\r\n\r\n`, '5\r\n{"a":\r\n']],
  ])('%s', async (_what, parts) => {
    const text = await talk(...parts);
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toContain('"code":"validation_failed"');
  });

  test('who says nothing at all is closed', async () => {
    await talk();
  });

  test('a connection that waits for its next request is closed in the end', async () => {
    const text = await talk('GET /v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
  });
});

test('others are answered meanwhile', async () => {
  const slow = Array.from({ length: 10 }, () => talk('GET /v1/health HTTP/1.1\r\nHo'));
  expect((await server.send('GET', '/v1/health')).status).toBe(200);
  await Promise.all(slow);
});

test('beyond so many connections none is taken, and room comes back', async () => {
  const sockets = Array.from({ length: 40 }, () => net.connect(server.port, '127.0.0.1'));
  const closed = sockets.map(
    (socket) =>
      new Promise((resolve) =>
        socket
          .on('error', () => undefined)
          .on('close', resolve)
          .resume(),
      ),
  );
  await Promise.all(closed);
  expect((await server.send('GET', '/v1/health')).status).toBe(200);
});
