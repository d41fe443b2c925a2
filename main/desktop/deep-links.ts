import { acceptLinkSchema, type AcceptLink } from '../../shared/contract/desktop-settings';
import { requestId, type RequestId } from '../../shared/contract/primitives';

/** What a link of ours asks for. */
export type DeepLink = { kind: 'request'; id: RequestId } | ({ kind: 'accept' } & AcceptLink);

const SCHEME = 'countersign://';
/** A server's address and a code; what is longer is nothing that we made. */
const LONGEST = 1024;

const REQUEST = /^countersign:\/\/request\/([^/?#]+)$/;
const ACCEPT = /^countersign:\/\/accept\/?\?([^?#]+)$/;
const CODE = /^[A-Za-z0-9_-]+$/;

/** Servers of developers and demonstrations, which have no certificate. */
const THIS_COMPUTER: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Reads `countersign://request/<id>` and `countersign://accept?server=…&code=…`. Links come from anywhere: whatever
 * isn't exactly one of the two is nothing.
 */
export function parseDeepLink(text: string): DeepLink | null {
  if (text.length > LONGEST) return null;
  const id = requestId.safeParse(REQUEST.exec(text)?.[1]);
  if (id.success) return { kind: 'request', id: id.data };
  const query = ACCEPT.exec(text)?.[1];
  return query === undefined ? null : acceptOf(new URLSearchParams(query));
}

/**
 * The link in a command line. Chromium puts switches of its own between, so its place says nothing; more than one isn't
 * what a desktop hands over.
 */
export function deepLinkIn(argv: readonly string[]): DeepLink | null {
  const links = argv.filter((arg) => arg.startsWith(SCHEME));
  const [only] = links;
  return only === undefined || links.length > 1 ? null : parseDeepLink(only);
}

function acceptOf(query: URLSearchParams): DeepLink | null {
  const names = [...query.keys()];
  if (names.length !== 2) return null;
  const server = serverOf(query.get('server') ?? '');
  const code = query.get('code') ?? '';
  if (server === null || !CODE.test(code)) return null;
  const link = acceptLinkSchema.safeParse({ server, code });
  return link.success ? { kind: 'accept', ...link.data } : null;
}

/** The origin of a governance server, and nothing beside it: no path, no name and password. */
function serverOf(text: string): string | null {
  let url;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  const isSafe =
    url.protocol === 'https:' || (url.protocol === 'http:' && THIS_COMPUTER.includes(url.hostname));
  const isOriginOnly =
    url.pathname === '/' && `${url.username}${url.password}${url.search}${url.hash}` === '';
  return isSafe && isOriginOnly ? url.origin : null;
}
