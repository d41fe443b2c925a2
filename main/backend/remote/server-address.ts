import { problem, type Result } from '../../../shared/contract/problem';
import { isLoopback } from '../../server/host-names';

/** Where a governance server is: an origin, and nothing beside it. */
export interface ServerAddress {
  /** As it is called and kept, e.g. `https://governance.example`. */
  readonly origin: string;
  /** As people know it: name and port. */
  readonly host: string;
  /** Plain HTTP, which never leaves this computer. */
  readonly isPlain: boolean;
}

/**
 * Reads an address as a person types it; a bare name means https.
 * @returns refuses paths, names and passwords in it, and plain HTTP to anywhere but this computer
 */
export function readServerAddress(typed: string): Result<ServerAddress> {
  const text = typed.trim();
  if (text === '') return refused('Enter the server’s address.');
  // “localhost:8787” would be read as a scheme of its own.
  const url = parsed(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null || url.hostname === '')
    return refused('This isn’t the address of a server, such as governance.example.');
  if (url.username !== '' || url.password !== '')
    return refused('Leave out name and password; you sign in after connecting.');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || /[?#]/.test(text))
    return refused('Leave out everything after the server’s name and port.');
  const isPlain = url.protocol === 'http:';
  if (!isPlain && url.protocol !== 'https:')
    return refused('The address of a governance server begins with https:// and nothing else.');
  if (isPlain && !isLoopback(url.hostname))
    return refused('Plain http:// is for servers on this computer only; all others need https.');
  return { ok: true, value: { origin: url.origin, host: url.host, isPlain } };
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function refused(message: string): Result<never> {
  return {
    ok: false,
    problem: problem('validation_failed', message, { errors: [{ path: 'address', message }] }),
  };
}
