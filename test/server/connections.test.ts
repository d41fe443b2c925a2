import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { recordingApi, serving, type Serving } from './serving';

const api = recordingApi();
let server: Serving;

beforeAll(async () => {
  server = await serving(api);
});
afterAll(() => server.close());
beforeEach(() => {
  api.asked.length = 0;
});

describe('connections', () => {
  test.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '10.0.0.1',
    '[::2]',
    '127.0.0.1:x',
    '',
  ])('Host %j is refused before anything is asked', async (host) => {
    const text = await server.sendBytes(
      `GET /v1/health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toContain('"code":"validation_failed"');
    expect(api.asked).toEqual([]);
  });

  test.each(['127.0.0.1', 'localhost', 'LOCALHOST:1', '[::1]:99', '127.1.2.3'])(
    'Host %j is ours',
    async (host) => {
      const text = await server.sendBytes(
        `GET /v1/health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      );
      expect(text).toMatch(/^HTTP\/1\.1 200 /);
    },
  );

  test('names that it is known by are ours too, and no others', async () => {
    const known = await serving(api, { publicHosts: ['Governance.example', '[2001:db8::1]'] });
    const status = async (host: string) =>
      (await known.sendBytes(`GET /v1/health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).slice(
        9,
        12,
      );
    for (const host of ['governance.example', 'GOVERNANCE.example:443', '[2001:db8::1]:8787', 'localhost'])
      expect(await status(host)).toBe('200');
    for (const host of ['evil.example', 'x.governance.example', 'governance.example.', '[2001:db8::2]'])
      expect(await status(host)).toBe('400');
    await known.close();
  });

  test.each([
    ['no Host', 'GET /v1/health HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['HTTP/1.0 without Host', 'GET /v1/health HTTP/1.0\r\n\r\n'],
    ['no HTTP', 'hello\r\n\r\n'],
    ['a broken header', 'GET / HTTP/1.1\r\nHost 127.0.0.1\r\n\r\n'],
    [
      'smuggling',
      'POST /v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n',
    ],
    ['headers without end', `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`],
    ['a tunnel', 'CONNECT example.org:443 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n'],
    ['a path that is none', 'GET foo HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n'],
    ['a backslash path', 'GET /v1\\health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n'],
    ['a broken escape', 'GET /v1/requests/%E0%A4%A HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n'],
    [
      'an odd expectation',
      'GET /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: cake\r\nConnection: close\r\n\r\n',
    ],
  ])('%s gets a problem', async (_what, bytes) => {
    const text = await server.sendBytes(bytes);
    expect(text).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(text).toContain('application/problem+json');
    expect(server.logged).toEqual([]);
  });

  test('nonsense after a request breaks that connection and nothing else', async () => {
    const text = await server.sendBytes(
      'GET /v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n\0\0nonsense\r\n\r\n',
    );
    expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect((await server.send('GET', '/v1/health')).status).toBe(200);
  });

  test('HEAD answers as GET does, without a body', async () => {
    const reply = await server.send('HEAD', '/v1/health');
    expect(reply).toMatchObject({ status: 200, text: '' });
  });
});
