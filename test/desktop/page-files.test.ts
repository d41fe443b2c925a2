import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { answerPageRequest, CONTENT_SECURITY_POLICY } from '../../main/desktop/page-files';

const folder = mkdtempSync(path.join(os.tmpdir(), 'page-files-'));
const root = path.join(folder, 'renderer');
mkdirSync(path.join(root, 'assets'), { recursive: true });
writeFileSync(path.join(root, 'index.html'), '<!doctype html>');
writeFileSync(path.join(root, 'assets', 'index-B4x_y.js'), 'export {}');
writeFileSync(path.join(root, 'assets', 'inter.woff2'), 'font');
writeFileSync(path.join(root, 'assets', 'index.js.map'), '{}');
writeFileSync(path.join(root, '.env'), 'SECRET=1');
writeFileSync(path.join(folder, 'secret.js'), 'SECRET');
mkdirSync(path.join(folder, 'renderer-other'));
writeFileSync(path.join(folder, 'renderer-other', 'secret.js'), 'SECRET');
afterAll(() => rmSync(folder, { recursive: true }));

const OWN = 'https://countersign.localhost';
const get = (url: string, method = 'GET'): Promise<Response> => answerPageRequest(root, { url, method });

describe('our files', () => {
  test.each([
    ['/', 'text/html; charset=utf-8'],
    ['/index.html', 'text/html; charset=utf-8'],
    ['/index.html?x=1#y', 'text/html; charset=utf-8'],
    ['/assets/index-B4x_y.js', 'text/javascript; charset=utf-8'],
    ['/assets/inter.woff2', 'font/woff2'],
  ])('%s is %s', async (where, type) => {
    const response = await get(OWN + where);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
  });

  test('every answer, refusals too, carries the policy and is neither guessed at nor kept', async () => {
    for (const url of [`${OWN}/`, `${OWN}/none.js`, 'https://evil.example/', `${OWN}/%2e%2e/secret.js`]) {
      const { headers } = await get(url);
      expect(headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  test('the policy allows no inline or foreign script, no network, no frame and no form', () => {
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*|https?:|blob:|nonce/);
    for (const part of [
      "default-src 'none'",
      "connect-src 'none'",
      "frame-ancestors 'none'",
      "form-action 'none'",
    ]) {
      expect(CONTENT_SECURITY_POLICY).toContain(part);
    }
    expect(CONTENT_SECURITY_POLICY).toContain("require-trusted-types-for 'script'; trusted-types default");
  });

  test.each(['POST', 'PUT', 'HEAD', 'OPTIONS', 'get'])('%s is refused', async (method) => {
    expect((await get(`${OWN}/index.html`, method)).status).toBe(405);
  });
});

describe('everything else', () => {
  test.each([
    'https://evil.example/index.html',
    'https://countersign.localhost.evil.example/index.html',
    'https://evil.example@countersign.localhost:8443/index.html',
    'https://user@countersign.localhost/index.html',
    'https://countersign.localhost:8443/index.html',
    'http://countersign.localhost/index.html',
    'https://localhost/index.html',
    'https://127.0.0.1/index.html',
    'file:///etc/passwd',
    'not a url',
    '',
  ])('%s is not ours', async (url) => {
    const response = await get(url);
    expect(response.status).toBe(403);
    expect(await response.text()).toBe('');
  });

  test.each([
    '/../secret.js',
    '/assets/../../secret.js',
    '/%2e%2e/secret.js',
    '/%2e%2e%2fsecret.js',
    '/..%2fsecret.js',
    '/..%5csecret.js',
    '/..\\secret.js',
    '/%252e%252e/secret.js',
    '/assets/%2e%2e/%2e%2e/secret.js',
    '/../renderer-other/secret.js',
    '/....//secret.js',
    '/%00/secret.js',
    '/index.html%00.js',
    '/.env',
    '/assets/.env',
    '//secret.js',
    '/C:/secret.js',
    '/assets/index.js.map',
    '/assets',
    '/assets/',
    '/con.js',
    `/${'a'.repeat(4000)}.js`,
  ])('%s gives nothing', async (where) => {
    const response = await get(OWN + where);
    expect([403, 404]).toContain(response.status);
    expect(await response.text()).toBe('');
  });

  test('no path whatever gives a secret or a throw', async () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2E%2e',
      '/',
      '//',
      '\\',
      '%2f',
      '%5c',
      'secret.js',
      'renderer-other',
      '%00',
      'assets',
      '~',
      ':',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 9 }),
        async (pieces) => {
          const response = await get(`${OWN}/${pieces.join('')}`);
          expect(await response.text()).not.toContain('SECRET');
        },
      ),
      { numRuns: 3000 },
    );
  });
});
