import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deepLinkIn, parseDeepLink } from '../../main/desktop/deep-links';
import { LinkKeeper } from '../../main/desktop/link-keeper';
import type { AcceptLink } from '../../shared/contract/desktop-settings';
import type { RequestId } from '../../shared/contract/primitives';

const CODE = 'Zx3-kQ_9aB71mN0pLw42';
const accept = (server: string, code = CODE): string =>
  `countersign://accept?server=${encodeURIComponent(server)}&code=${code}`;

describe('a link', () => {
  test('names a request', () => {
    expect(parseDeepLink('countersign://request/req_42Ab')).toEqual({ kind: 'request', id: 'req_42Ab' });
  });

  test.each([
    ['https://govern.example', 'https://govern.example'],
    ['https://govern.example/', 'https://govern.example'],
    ['https://Govern.Example:8443', 'https://govern.example:8443'],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
    ['http://[::1]:8787', 'http://[::1]:8787'],
  ])('brings an invitation of %s', (given, server) => {
    expect(parseDeepLink(accept(given))).toEqual({ kind: 'accept', server, code: CODE });
  });

  test.each([
    ['another scheme', 'https://request/req_42'],
    ['another case', 'COUNTERSIGN://request/req_42'],
    ['another place', 'countersign://approve/req_42'],
    ['no request', 'countersign://request/'],
    ['what is no request’s id', 'countersign://request/mem_42'],
    ['more path', 'countersign://request/req_42/approve'],
    ['a query', 'countersign://request/req_42?approve=1'],
    ['a fragment', 'countersign://request/req_42#x'],
    ['escaped signs', 'countersign://request/req%5f42'],
    ['a path up', 'countersign://request/../accept'],
    ['a line more', 'countersign://request/req_42\n'],
    ['no server', `countersign://accept?code=${CODE}`],
    ['no code', 'countersign://accept?server=https%3A%2F%2Fx.example'],
    ['a code twice', `${accept('https://x.example')}&code=${CODE}`],
    ['something more', `${accept('https://x.example')}&then=approve`],
    ['a short code', accept('https://x.example', 'abc')],
    ['a code of other signs', accept('https://x.example', `${CODE}%20x`)],
    ['no https', accept('http://govern.example')],
    ['a host that only begins like this computer', accept('http://localhost.example')],
    ['a script', accept('javascript:alert(1)')],
    ['a file', accept('file:///etc/passwd')],
    ['a name and password', accept('https://a:b@x.example')],
    ['a path on the server', accept('https://x.example/elsewhere')],
    ['a query of the server', accept('https://x.example/?a=b')],
    ['a very long one', accept(`https://${'x'.repeat(2000)}.example`)],
  ])('with %s is nothing', (_what, link) => expect(parseDeepLink(link)).toBeNull());

  test('never throws, whatever it is, and gives nothing but what its schema allows', () => {
    const near = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            'countersign:',
            '//',
            'request',
            'accept',
            '/',
            '?',
            'req_1',
            'server=',
            'code=',
            '&',
            '%',
          ),
          fc.string({ maxLength: 8 }),
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), near), (text) => {
        const link = parseDeepLink(text);
        if (link?.kind === 'request') expect(link.id).toMatch(/^req_[0-9A-Za-z]{1,48}$/);
        if (link?.kind === 'accept') {
          expect(new URL(link.server).origin).toBe(link.server);
          expect(link.code).toMatch(/^[\w-]{16,200}$/);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('is found among the switches that Chromium puts between', () => {
    const link = 'countersign://request/req_42';
    expect(deepLinkIn(['/opt/countersign', '--allow-file-access', link, '--x'])).toMatchObject({
      id: 'req_42',
    });
    expect(deepLinkIn(['/opt/countersign', '--x'])).toBeNull();
    expect(deepLinkIn([link, 'countersign://request/req_43'])).toBeNull();
  });
});

describe('what a link asks for', () => {
  const aKeeper = (): { keeper: LinkKeeper; opened: string[]; offered: AcceptLink[]; signIn: () => void } => {
    let signedIn = false;
    const opened: string[] = [];
    const offered: AcceptLink[] = [];
    const keeper = new LinkKeeper({
      isSignedIn: () => signedIn,
      openRequest: (id) => opened.push(id),
      offerInvitation: (link) => offered.push(link),
      passkeyReturned: () => undefined,
    });
    const signIn = (): void => {
      signedIn = true;
      keeper.signedIn();
    };
    return { keeper, opened, offered, signIn };
  };
  const request = (id: string): { kind: 'request'; id: RequestId } => ({
    kind: 'request',
    id: id as RequestId,
  });

  test('is shown at once to who is signed in', () => {
    const { keeper, opened, signIn } = aKeeper();
    signIn();
    keeper.open(request('req_1'));
    expect(opened).toEqual(['req_1']);
  });

  test('waits while nobody is: the last one, once', () => {
    const { keeper, opened, signIn } = aKeeper();
    keeper.open(request('req_1'));
    keeper.open(request('req_2'));
    expect(opened).toEqual([]);
    signIn();
    keeper.signedIn();
    expect(opened).toEqual(['req_2']);
  });

  test('is forgotten with the organization', () => {
    const { keeper, opened, signIn } = aKeeper();
    keeper.open(request('req_1'));
    keeper.forget();
    signIn();
    expect(opened).toEqual([]);
  });

  test('of an invitation is offered, signed in or not', () => {
    const { keeper, offered } = aKeeper();
    keeper.open({ kind: 'accept', server: 'https://x.example', code: CODE });
    expect(offered).toEqual([{ server: 'https://x.example', code: CODE }]);
  });
});
