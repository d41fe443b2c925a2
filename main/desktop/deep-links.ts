import { acceptLinkSchema, type AcceptLink } from '../../shared/contract/desktop-settings';
import { requestId, type RequestId } from '../../shared/contract/primitives';

/** What the browser brings back of a passkey: which ceremony, and the word that its page was given. */
export interface PasskeyLink {
  readonly id: string;
  readonly receipt: string;
}

/** What a link of ours asks for. */
export type DeepLink =
  | { kind: 'request'; id: RequestId }
  | ({ kind: 'accept' } & AcceptLink)
  | ({ kind: 'passkey' } & PasskeyLink);

const SCHEME = 'countersign://';
/** A server's address and a code; what is longer is nothing that we made. */
const LONGEST = 1024;

const REQUEST = /^countersign:\/\/request\/([^/?#]+)$/;
const ACCEPT = /^countersign:\/\/accept\/?\?([^?#]+)$/;
const PASSKEY = /^countersign:\/\/passkey\/?\?id=([A-Za-z0-9_-]{16,100})&receipt=([A-Za-z0-9_-]{16,100})$/;
const CODE = /^[A-Za-z0-9_-]+$/;

/** Servers of developers and demonstrations, which have no certificate. */
const THIS_COMPUTER: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Reads `countersign://request/<id>`, `countersign://accept?server=…&code=…` and `countersign://passkey?id=…&receipt=…`.
 * Links come from anywhere: whatever isn't exactly one of them is nothing.
 */
export function parseDeepLink(text: string): DeepLink | null {
  if (text.length > LONGEST) return null;
  const id = requestId.safeParse(REQUEST.exec(text)?.[1]);
  if (id.success) return { kind: 'request', id: id.data };
  const [, ceremony, receipt] = PASSKEY.exec(text) ?? [];
  if (ceremony !== undefined && receipt !== undefined) return { kind: 'passkey', id: ceremony, receipt };
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
