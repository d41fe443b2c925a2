import { problem, type Problem } from '../../../shared/contract/problem';

/** Why a server gave no answer that counts. */
export interface ServerFault {
  /** In a sentence, without what it means for what was asked. */
  readonly why: string;
  /** True where nothing of the request can have reached the server. */
  readonly isUnsent: boolean;
  /** The link itself is down: no name, no route, no connection, no answer in time. */
  readonly isLinkDown: boolean;
}

interface Cause {
  pattern: RegExp;
  say: (host: string) => string;
}

/** Chromium's names (net::ERR_…) and Node's, as Electron's fetch and plain fetch give them. */
const CERTIFICATE: readonly { pattern: RegExp; why: string }[] = [
  {
    pattern: /CERT_AUTHORITY_INVALID|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|CERT_UNTRUSTED|INVALID_CA/,
    why: 'it isn’t signed by an authority that this computer trusts',
  },
  { pattern: /COMMON_NAME_INVALID|ALTNAME_INVALID|HOSTNAME_MISMATCH/, why: 'it was made for another name' },
  {
    pattern: /CERT_DATE_INVALID|CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|VALIDITY_TOO_LONG/,
    why: 'it has run out or isn’t valid yet',
  },
  { pattern: /CERT_REVOKED/, why: 'it was revoked' },
];
const ANY_CERTIFICATE =
  /\bERR_(?:CERT|SSL|TLS|CERTIFICATE)_|\bCERT_[A-Z]|SELF_SIGNED|UNABLE_TO_|EPROTO|PINNED_KEY/;

/** Says no more than that it was the network. */
const OF_AXIOS: ReadonlySet<string> = new Set(['ERR_NETWORK']);

const UNSENT: readonly Cause[] = [
  {
    pattern: /ERR_NAME_NOT_RESOLVED|ENOTFOUND|EAI_AGAIN|ERR_NAME_RESOLUTION/,
    say: (host) => `There is no server called ${host}, as far as this computer can tell.`,
  },
  {
    pattern: /ERR_CONNECTION_REFUSED|ECONNREFUSED/,
    say: (host) => `Nothing answers at ${host}.`,
  },
  {
    pattern: /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|ENETUNREACH|EHOSTUNREACH|ERR_ADDRESS_UNREACHABLE/,
    say: (host) => `There is no way to ${host} now: check this computer’s connection.`,
  },
  {
    pattern: /ERR_PROXY|ERR_TUNNEL|PROXY_/,
    say: (host) => `The proxy of this computer doesn’t let the app through to ${host}.`,
  },
  {
    pattern: /ERR_CONNECTION_TIMED_OUT|CONNECT_TIMEOUT/,
    say: (host) => `${host} doesn’t answer.`,
  },
];

/** Puts what a fetch threw into words, by whichever codes stand anywhere in it. */
export function faultOf(error: unknown, host: string): ServerFault {
  const codes = codesIn(error);
  if (/redirect/i.test(codes))
    return answeredWrongly(`${host} sends the app elsewhere, which it doesn’t follow.`);
  if (/maxContentLength|max-buffer-size/i.test(codes))
    return answeredWrongly(`The answer of ${host} is too large.`);
  const certificate = CERTIFICATE.find(({ pattern }) => pattern.test(codes));
  if (certificate !== undefined || ANY_CERTIFICATE.test(codes)) {
    const why = certificate?.why ?? 'no safe connection could be made';
    const names = codes.match(/[A-Z]+_[A-Z0-9_]{3,}/g) ?? [];
    const name = names.find((one) => !OF_AXIOS.has(one)) ?? 'unnamed fault';
    return {
      why: `The certificate of ${host} isn’t accepted: ${why} (${name}).`,
      isUnsent: true,
      isLinkDown: false,
    };
  }
  const cause = UNSENT.find(({ pattern }) => pattern.test(codes));
  if (cause !== undefined) return { why: cause.say(host), isUnsent: true, isLinkDown: true };
  return { why: `${host} didn’t answer.`, isUnsent: false, isLinkDown: true };
}

/** Something answered, but not as a governance server does. */
export function answeredWrongly(why: string): ServerFault {
  return { why, isUnsent: false, isLinkDown: false };
}

/** The problem for whoever asked; of a command it says whether it may have gone through. */
export function problemOf({ why, isUnsent }: ServerFault, asked: 'read' | 'write'): Problem {
  if (asked === 'read') return problem('unavailable', why);
  return problem(
    'unavailable',
    isUnsent
      ? `${why} Nothing was sent.`
      : `${why} It isn’t known whether this went through. You can safely try again: the same is never done twice.`,
  );
}

/** Every message and code of an error and its causes, in one line. */
function codesIn(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 4) return '';
  const { message, code, cause, errors } = error as Record<string, unknown>;
  // AggregateError: one for each address that was tried.
  const inner = Array.isArray(errors) ? errors.map((one) => codesIn(one, depth + 1)) : [];
  return [code, message, codesIn(cause, depth + 1), ...inner]
    .filter((part) => typeof part === 'string')
    .join(' ');
}
