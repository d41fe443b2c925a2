import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { buildIfStale } from '../../scripts/application-build.mjs';
import { codeAt, newOrganization } from './engine-under-test';
import { post, ServerProcesses, stop } from './server-process';
import { StreamClient } from './stream-client';

const BUILD_MS = 120_000;

// Each test starts several processes.
vi.setConfig({ testTimeout: 30_000 });

let data: string;
const processes = new ServerProcesses();

beforeAll(() => buildIfStale(), BUILD_MS);
beforeEach(() => {
  data = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-server-'));
});
afterEach(async () => {
  await processes.end();
  fs.rmSync(data, { recursive: true, force: true });
});

const launch = (args: string[], env?: NodeJS.ProcessEnv) => processes.launch(args, env);
const start = (args?: string[], env?: NodeJS.ProcessEnv) => processes.start(data, args, env);

async function refusal(args: string[], env: NodeJS.ProcessEnv = {}) {
  const { output, exited } = launch(['--port', '0', '--data', data, ...args], env);
  expect(await exited).toBe(1);
  expect(output.stdout).toBe('');
  expect(output.stderr.trim().split('\n')).toHaveLength(1);
  return JSON.parse(output.stderr).error;
}

describe('npm run serve', () => {
  test('prints one line when ready, wants its setup token, and drops it once there is an organization', async () => {
    const first = await start();
    const { listening, setupToken } = first.ready;
    expect(listening).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await post(`${listening}/v1/organization`, newOrganization)).toMatchObject({
      code: 'permission_denied',
    });
    const created = await post(`${listening}/v1/organization`, { ...newOrganization, setupToken });
    const code = codeAt(created.enrolment.totp.secret, Date.now());
    const enrolled = await post(`${listening}/v1/enrolment/totp`, {
      enrolmentToken: created.enrolmentToken,
      code,
    });
    expect(enrolled.recoveryCodes).toHaveLength(10);
    expect(await stop(first)).toBe(0);
    expect(first.output.stdout.trim().split('\n')).toHaveLength(1);

    const second = await start();
    expect(second.ready).not.toHaveProperty('setupToken');
    const authorization = `Bearer ${enrolled.session.token}`;
    const session = await fetch(`${second.ready.listening}/v1/session`, { headers: { authorization } });
    expect(await session.json()).toMatchObject({ member: { owner: true } });
    expect(await stop(second, 'SIGINT')).toBe(0);
  });

  test('finishes what it has begun to answer before it ends', async () => {
    const server = await start();
    const { port } = new URL(server.ready.listening);
    const body = JSON.stringify({ ...newOrganization, setupToken: server.ready.setupToken });
    const answered = new Promise<number>((resolve, reject) => {
      const request = http.request(
        {
          port,
          host: '127.0.0.1',
          method: 'POST',
          path: '/v1/organization',
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
          agent: new http.Agent({ keepAlive: true }),
        },
        (response) => response.resume().on('end', () => resolve(response.statusCode ?? 0)),
      );
      request.on('error', reject);
      request.write(body.slice(0, 50), () => {
        // The server has the head and half the body when it is told to stop.
        setTimeout(() => {
          server.child.kill('SIGTERM');
          setTimeout(() => request.end(body.slice(50)), 200);
        }, 200);
      });
    });
    const exited = new Promise<number | null>((resolve) => server.child.once('exit', resolve));
    expect(await answered).toBe(201);
    expect(await exited).toBe(0);
    const again = await start();
    expect(again.ready).not.toHaveProperty('setupToken');
  });

  test('ends the streams that are open, and then itself', async () => {
    const server = await start();
    const base = server.ready.listening;
    const { setupToken } = server.ready;
    const created = await post(`${base}/v1/organization`, { ...newOrganization, setupToken });
    const code = codeAt(created.enrolment.totp.secret, Date.now());
    const enrolled = await post(`${base}/v1/enrolment/totp`, {
      enrolmentToken: created.enrolmentToken,
      code,
    });
    const token: string = enrolled.session.token;
    const stream = await StreamClient.open(Number(new URL(base).port), { token });
    expect(stream.status).toBe(200);
    const deposit = { accountId: 'acc_1', asset: 'EUR', amount: '1.00', reference: 'x' };
    const accounts = await (
      await fetch(`${base}/v1/accounts`, { headers: { authorization: `Bearer ${token}` } })
    ).json();
    await post(`${base}/v1/ledger/deposits`, { ...deposit, accountId: accounts.items[0].id }, token);
    await stream.has('balance.changed');
    expect(await stop(server)).toBe(0);
    await stream.ended;
    // A restart is a lost connection like any other: what happened since is told.
    const again = await start();
    const resumed = await StreamClient.open(Number(new URL(again.ready.listening).port), {
      token,
      lastEventId: stream.startedAt ?? '',
    });
    await resumed.has('balance.changed');
    expect(resumed.messages).toEqual(stream.messages);
    resumed.close();
  });

  test('speaks TLS with a certificate, and takes its key from another file', async () => {
    const certificates = path.join(import.meta.dirname, 'certificates');
    const ca = fs.readFileSync(path.join(certificates, 'localhost-cert.pem'));
    const keyFile = path.join(data, 'elsewhere.key');
    fs.writeFileSync(keyFile, Buffer.alloc(32, 7).toString('base64'), { mode: 0o600 });
    const server = await start([
      ...['--tls-cert', path.join(certificates, 'localhost-cert.pem')],
      ...['--tls-key', path.join(certificates, 'localhost-key.pem')],
      ...['--secret-key', keyFile],
    ]);
    expect(server.ready.listening).toMatch(/^https:/);
    expect(fs.existsSync(path.join(data, 'secret.key'))).toBe(false);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      https
        .get(`${server.ready.listening}/v1/health`, { ca, agent: false }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
        .on('error', reject);
    });
    expect(status).toBe(200);
    expect(await stop(server)).toBe(0);
    expect(await refusal(['--secret-key', path.join(data, 'nowhere.key')])).toMatchObject({
      code: 'secret_key',
    });
    expect(await refusal(['--tls-cert', keyFile, '--tls-key', keyFile])).toMatchObject({ code: 'tls' });
  });

  test('keeps its secret key to its owner, and takes one from the environment', async () => {
    expect(await stop(await start())).toBe(0);
    const keyFile = path.join(data, 'secret.key');
    expect(fs.statSync(keyFile).mode & 0o777).toBe(0o600);
    const key = fs.readFileSync(keyFile, 'utf8').trim();
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    fs.rmSync(keyFile);
    expect(await refusal([])).toMatchObject({ code: 'secret_key' });
    expect(await stop(await start([], { COUNTERSIGN_SECRET_KEY: key }))).toBe(0);
    expect(fs.existsSync(keyFile)).toBe(false);
    expect(await refusal([], { COUNTERSIGN_SECRET_KEY: 'short' })).toMatchObject({ code: 'secret_key' });
  });

  test('refuses what it can’t do, in one line', async () => {
    expect(await refusal(['--host', '0.0.0.0'])).toMatchObject({ code: 'insecure_http' });
    expect(await refusal(['--host', '0.0.0.0', '--insecure-http', '--test-clock'])).toMatchObject({
      code: 'usage',
    });
    expect(await refusal(['--port', '70000'])).toMatchObject({ code: 'usage' });
    expect(await refusal(['--no-such-option'])).toMatchObject({ code: 'usage' });
    expect(await refusal(['--database', 'postgres://localhost/x'])).toMatchObject({ code: 'database' });
    const server = await start();
    expect(await refusal([])).toMatchObject({ code: 'locked_database' });
    const { port } = new URL(server.ready.listening);
    const elsewhere = fs.mkdtempSync(path.join(data, 'other-'));
    expect(await refusal(['--data', elsewhere, '--port', port])).toMatchObject({ code: 'EADDRINUSE' });
    fs.writeFileSync(
      path.join(elsewhere, 'countersign.db'),
      'not a database at all, but long enough to be read',
    );
    expect(await refusal(['--data', elsewhere])).toMatchObject({ code: 'damaged_database' });
    expect(await refusal(['--data', path.join(elsewhere, 'countersign.db')])).toMatchObject({
      code: 'data_directory',
    });
  });

  test('moves its clock for tests only on a store that was made for it, and keeps it moved', async () => {
    const hour = 3_600_000;
    const first = await start(['--test-clock']);
    const clock = `${first.ready.listening}/v1/test/clock`;
    const moved = await post(clock, { advanceMs: hour });
    expect(Date.parse(moved.now) - Date.now()).toBeGreaterThan(hour - 5000);
    for (const wrong of [{ advanceMs: -1 }, { advanceMs: 'x' }, {}, { advanceMs: 1, more: true }])
      expect(await post(clock, wrong)).toMatchObject({ code: 'validation_failed' });
    await stop(first);
    const second = await start(['--test-clock']);
    const later = await post(`${second.ready.listening}/v1/test/clock`, { advanceMs: 0 });
    expect(Date.parse(later.now)).toBeGreaterThanOrEqual(Date.parse(moved.now));
    await stop(second);

    const plain = await start(['--data', path.join(data, 'plain')]);
    expect(await post(`${plain.ready.listening}/v1/test/clock`, { advanceMs: 1 })).toMatchObject({
      code: 'not_found',
    });
    await stop(plain);
    expect(await refusal(['--data', path.join(data, 'plain'), '--test-clock'])).toMatchObject({
      code: 'test_clock',
    });
  });
});
