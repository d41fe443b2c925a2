import { isIP } from 'node:net';

/** Whether `host` names this machine's own loopback interface. */
export function isLoopback(host: string): boolean {
  const name = withoutBrackets(host).toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

const EVERY_INTERFACE: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** What may stand in a Host header and be told apart there: a name or an address, without port. */
export function isHostName(text: string): boolean {
  const name = withoutBrackets(text);
  return isIP(name) !== 0 || (name.length <= 253 && /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(name));
}

/**
 * Judges Host headers against DNS rebinding, where a page's own name is made to point here: loopback names, the host
 * that the server was bound to and those that it is known by. Bound to every interface, any literal address will do,
 * since rebinding needs a name.
 */
export function hostCheck(
  boundTo: string,
  publicHosts: readonly string[] = [],
): (header: string | undefined) => boolean {
  const bound = withoutBrackets(boundTo).toLowerCase();
  const known = new Set([bound, ...publicHosts.map((host) => withoutBrackets(host).toLowerCase())]);
  return (header) => {
    const match = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::[0-9]{1,5})?$/i.exec(header ?? '');
    if (match === null) return false;
    const name = withoutBrackets(match[1] ?? '').toLowerCase();
    return isLoopback(name) || known.has(name) || (EVERY_INTERFACE.has(bound) && isIP(name) !== 0);
  };
}

function withoutBrackets(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}
