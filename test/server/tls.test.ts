import fs from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTlsFiles } from '../../main/server/tls-files';
import { recordingApi, serving, type Serving } from './serving';

const file = (name: string): string => path.join(import.meta.dirname, 'certificates', name);
const CERT = file('localhost-cert.pem');
const KEY = file('localhost-key.pem');

let server: Serving;

beforeAll(async () => {
  server = await serving(recordingApi(), { tls: readTlsFiles(CERT, KEY), limits: { headersMs: 300 } });
});
afterAll(() => server.close());

test('a certificate makes it https, and every answer says to stay there', async () => {
  expect(server.url).toMatch(/^https:/);
  for (const requested of ['/v1/health', '/nowhere']) {
    const headers = await new Promise<https.RequestOptions['headers']>((resolve, reject) => {
      https
        .get(
          { host: 'localhost', port: server.port, path: requested, ca: fs.readFileSync(CERT), agent: false },
          (response) => {
            response.resume();
            resolve(response.headers);
          },
        )
        .on('error', reject);
    });
    expect(headers).toMatchObject({ 'strict-transport-security': expect.stringMatching(/^max-age=\d{7,}$/) });
  }
});

test('plain HTTP is not answered there, and who never begins TLS is let go', async () => {
  await expect(server.sendBytes('GET /v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n')).resolves.not.toMatch(
    /^HTTP/,
  );
  await expect(server.sendBytes('')).resolves.toBe('');
});

test('files that are no certificate and key are refused in words', () => {
  for (const [cert, key] of [
    [KEY, KEY],
    [CERT, CERT],
    [CERT, file('nowhere.pem')],
    [import.meta.filename, KEY],
  ] as const)
    expect(() => readTlsFiles(cert, key)).toThrow(expect.objectContaining({ code: 'tls' }));
});
