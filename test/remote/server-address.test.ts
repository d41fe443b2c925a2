import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readServerAddress } from '../../main/backend/remote/server-address';

const originOf = (typed: string): string | null => {
  const read = readServerAddress(typed);
  return read.ok ? read.value.origin : null;
};

describe('a server’s address', () => {
  test.each([
    ['https://governance.example', 'https://governance.example'],
    ['  governance.example  ', 'https://governance.example'],
    ['governance.example:8443', 'https://governance.example:8443'],
    ['HTTPS://Governance.Example:443/', 'https://governance.example'],
    ['https://10.0.0.7', 'https://10.0.0.7'],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
    ['http://localhost:8787/', 'http://localhost:8787'],
    ['http://[::1]:8787', 'http://[::1]:8787'],
    ['localhost:8787', 'https://localhost:8787'],
  ])('%s is %s', (typed, origin) => expect(originOf(typed)).toBe(origin));

  test.each([
    ['', /Enter/],
    ['   ', /Enter/],
    ['https://', /isn’t the address/],
    ['https://exa mple', /isn’t the address/],
    ['http://governance.example', /on this computer only/],
    ['http://10.0.0.7:8787', /on this computer only/],
    ['http://127.0.0.1.example', /on this computer only/],
    ['http://localhost.example', /on this computer only/],
    ['https://olga:secret@governance.example', /name and password/],
    ['https://olga@governance.example', /name and password/],
    ['http://governance.example@127.0.0.1', /name and password/],
    ['https://governance.example/v1', /everything after/],
    ['https://governance.example/?a=1', /everything after/],
    ['https://governance.example?', /everything after/],
    ['https://governance.example#', /everything after/],
    ['file:///etc/passwd', /./],
    ['ftp://governance.example', /https:\/\//],
    ['javascript://governance.example', /./],
    ['countersign://governance.example', /./],
  ])('%s is refused', (typed, why) => {
    const read = readServerAddress(typed);
    expect(read).toMatchObject({
      ok: false,
      problem: { code: 'validation_failed', errors: [{ path: 'address' }] },
    });
    expect(read.ok ? '' : read.problem.detail).toMatch(why);
  });

  test(
    'whatever is typed: what is taken is https, or http to this computer, and an origin alone',
    { timeout: 30_000 },
    () => {
      const anything = fc.oneof(
        fc.string(),
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
        fc
          .tuple(fc.constantFrom('http://', 'https://', 'HTTP:\\\\', '//', ''), fc.domain())
          .map((parts) => parts.join('')),
      );
      fc.assert(
        fc.property(anything, (typed) => {
          const read = readServerAddress(typed);
          if (!read.ok) return;
          const { origin } = read.value;
          expect(new URL(origin).origin).toBe(origin);
          expect(origin).toMatch(/^https:\/\/|^http:\/\/(?:localhost|127\.[0-9.]+|\[::1\])(?::[0-9]+)?$/);
        }),
        { numRuns: 600 },
      );
    },
  );
});
