import type { PageAddress } from './page-origin';

/** Sites that a link may open in the system's browser, by exact host name. */
const EXTERNAL_HOSTS: readonly string[] = ['countersign.example', 'docs.countersign.example'];

/** Where a link or `window.open` leads: nowhere, or to the system's browser. The window itself never goes elsewhere. */
export type LinkVerdict = { open: 'nothing' } | { open: 'browser'; url: string };

export function judgeLink(url: string): LinkVerdict {
  const parsed = parse(url);
  const isFine =
    parsed !== null &&
    parsed.protocol === 'https:' &&
    parsed.port === '' &&
    parsed.username === '' &&
    parsed.password === '' &&
    EXTERNAL_HOSTS.includes(parsed.hostname);
  return isFine ? { open: 'browser', url: parsed.href } : { open: 'nothing' };
}

/** The page may load itself again, and nothing else may be loaded over it. */
export function isOwnNavigation(url: string, page: PageAddress): boolean {
  const parsed = parse(url);
  const own = parse(page.url);
  if (parsed === null || own === null) return false;
  const isOwnPath = parsed.pathname === '/' || parsed.pathname === own.pathname;
  return parsed.origin === page.origin && isOwnPath && parsed.username === '' && parsed.password === '';
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
