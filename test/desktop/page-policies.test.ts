import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOwnNavigation, judgeLink } from '../../main/desktop/navigation-policy';
import { choosePage } from '../../main/desktop/page-origin';
import { isAllowedRequest } from '../../main/desktop/request-policy';

const released = choosePage(true, 'http://localhost:5173');
const developed = choosePage(false, 'http://localhost:5173');

describe('which page is shown', () => {
  test('a release shows its own, whatever the environment says', () => {
    expect(released).toEqual({
      url: 'https://countersign.localhost/index.html',
      origin: 'https://countersign.localhost',
      development: false,
    });
  });
  test('development shows Vite’s where one was named, else our own', () => {
    expect(developed).toMatchObject({ origin: 'http://localhost:5173', development: true });
    expect(choosePage(false, undefined).development).toBe(false);
    expect(choosePage(false, 'data:text/html,x').development).toBe(false);
    expect(choosePage(false, 'nonsense').development).toBe(false);
  });
});

describe('requests of the page', () => {
  test.each([
    ['https://countersign.localhost/assets/a.js', true],
    ['data:image/png;base64,AA==', true],
    ['blob:https://countersign.localhost/1', true],
    ['https://example.com/', false],
    ['https://countersign.localhost:444/', false],
    ['http://countersign.localhost/', false],
    ['https://countersign.localhost.evil.example/', false],
    ['wss://countersign.localhost/', false],
    ['ws://localhost:5173/', false],
    ['http://localhost:5173/', false],
    ['http://127.0.0.1:9222/json', false],
    ['file:///etc/passwd', false],
    ['ftp://example.com/', false],
    ['chrome://gpu', false],
    ['devtools://devtools/x', false],
    ['chrome-extension://abc/x.js', false],
    ['', false],
  ])('%s in a release: %s', (url, allowed) => expect(isAllowedRequest(url, released)).toBe(allowed));

  test('in development Vite and its socket, and still nothing else', () => {
    expect(isAllowedRequest('http://localhost:5173/main.tsx', developed)).toBe(true);
    expect(isAllowedRequest('ws://localhost:5173/?token=1', developed)).toBe(true);
    expect(isAllowedRequest('http://localhost:5174/', developed)).toBe(false);
    expect(isAllowedRequest('https://example.com/', developed)).toBe(false);
  });
});

describe('navigation', () => {
  test.each([
    ['https://countersign.localhost/', true],
    ['https://countersign.localhost/index.html#/queue', true],
    ['https://countersign.localhost/assets/a.js', false],
    ['https://user@countersign.localhost/', false],
    ['https://evil.example/', false],
    ['http://countersign.localhost/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['about:blank', false],
    ['data:text/html,x', false],
    ['blob:https://countersign.localhost/1', false],
  ])('%s: %s', (url, own) => expect(isOwnNavigation(url, released)).toBe(own));
});

describe('links', () => {
  test('to our own sites open in the system’s browser', () => {
    expect(judgeLink('https://docs.countersign.example/roles')).toEqual({
      open: 'browser',
      url: 'https://docs.countersign.example/roles',
    });
  });

  test.each([
    'http://countersign.example/',
    'https://countersign.example:8443/',
    'https://user:pw@countersign.example/',
    'https://countersign.example.evil.example/',
    'https://evilcountersign.example/',
    'https://countersign.example@evil.example/',
    'file:///usr/bin/xcalc',
    'smb://countersign.example/share',
    'javascript:alert(1)',
    'ms-msdt:/id',
    'countersign://request/1',
    'vbscript:x',
    '\\\\countersign.example\\share',
    '',
  ])('%s opens nothing', (url) => expect(judgeLink(url)).toEqual({ open: 'nothing' }));

  test('whatever opens is https on an exact host', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.string().map((rest) => `https://countersign.example${rest}`),
        ),
        (url) => {
          const verdict = judgeLink(url);
          if (verdict.open === 'browser')
            expect(verdict.url).toMatch(/^https:\/\/(docs\.)?countersign\.example\//);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
