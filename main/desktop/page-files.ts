import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { OWN_ORIGIN } from './page-origin';

/** desktop.md, Processes: the page takes nothing from elsewhere, runs no strings and speaks to no network. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** What a built page consists of; anything else isn't there. */
const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Plain segments only. Nothing is ever decoded, so that there is no second meaning: `%2e%2e`, `\` and NUL match nothing. */
const PLAIN_PATH = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,199}){1,8}$/;

export interface PageRequest {
  method: string;
  url: string;
}

/** Answers every https request of the page's session: files of `root` under our own origin, and nothing else. */
export async function answerPageRequest(root: string, { method, url }: PageRequest): Promise<Response> {
  const file = fileFor(root, url);
  if (file === null) return refusal(403);
  if (method !== 'GET') return refusal(405);
  const type = MIME_TYPES[path.extname(file)];
  if (type === undefined) return refusal(404);
  try {
    return new Response(new Uint8Array(await readFile(file)), {
      headers: { ...HEADERS, 'content-type': type },
    });
  } catch {
    // Not there, or a folder.
    return refusal(404);
  }
}

/** The file behind a URL, or null for what isn't ours. */
function fileFor(root: string, url: string): string | null {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  if (parsed.origin !== OWN_ORIGIN || parsed.username !== '' || parsed.password !== '') return null;
  const pathname = parsed.pathname === '/' ? '/index.html' : parsed.pathname;
  if (!PLAIN_PATH.test(pathname)) return null;
  const file = path.join(root, pathname);
  // Can't happen after the pattern; a second lock on the same door.
  return file.startsWith(root + path.sep) ? file : null;
}

function refusal(status: number): Response {
  return new Response('', { status, headers: { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' } });
}
