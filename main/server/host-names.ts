import { isIP } from 'node:net';

/** Whether `host` names this machine's own loopback interface. */
export function isLoopback(host: string): boolean {
  const name = withoutBrackets(host).toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

const EVERY_INTERFACE: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/**
 * Judges Host headers against DNS rebinding, where a page's own name is made to point here: loopback names and the host
 * that the server was bound to. Bound to every interface, any literal address will do, since rebinding needs a name.
 */
export function hostCheck(boundTo: string): (header: string | undefined) => boolean {
  const bound = withoutBrackets(boundTo).toLowerCase();
  return (header) => {
    const match = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::[0-9]{1,5})?$/i.exec(header ?? '');
    if (match === null) return false;
    const name = withoutBrackets(match[1] ?? '').toLowerCase();
    return isLoopback(name) || name === bound || (EVERY_INTERFACE.has(bound) && isIP(name) !== 0);
  };
}

function withoutBrackets(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}
