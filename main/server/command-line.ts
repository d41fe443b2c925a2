import { parseArgs } from 'node:util';
import { homedir } from 'node:os';
import path from 'node:path';
import { isLoopback } from './host-names';
import { StartRefused } from './start-refused';

export interface ServeOptions {
  host: string;
  port: number;
  dataDirectory: string;
  testClock: boolean;
}

/** Where a server's own state belongs on each platform; on Linux the XDG state folder. */
export function defaultDataDirectory(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32')
    return path.join(
      environment['LOCALAPPDATA'] ?? path.join(homedir(), 'AppData', 'Local'),
      'Countersign',
      'server',
    );
  if (platform === 'darwin')
    return path.join(homedir(), 'Library', 'Application Support', 'Countersign', 'server');
  return path.join(
    environment['XDG_STATE_HOME'] ?? path.join(homedir(), '.local', 'state'),
    'countersign',
    'server',
  );
}

export const usage = (
  dataDirectory: string,
): string => `Serves one organization over HTTP until SIGTERM or SIGINT.

  npm run serve -- [options]

  --port N          port, 0 for any free one (8787)
  --host H          address to listen on (127.0.0.1)
  --data DIR        where the ledger and the secret key live
                    (${dataDirectory})
  --insecure-http   allow plain HTTP on an address that others can reach
  --test-clock      a clock that tests can move; only for a store made with it
  --help            this text

COUNTERSIGN_SECRET_KEY, 32 bytes in base64, takes the place of DIR/secret.key.
Prints one line of JSON on standard output when ready: {"listening": …, "setupToken": …},
the token only while there is no organization.
`;

/** Reads the arguments; null where only help was asked for. Throws StartRefused with what is wrong. */
export function parseCommandLine(args: string[], dataDirectory: string): ServeOptions | null {
  const { help, port, host, data, ...flags } = parse(args);
  if (help === true) return null;
  if (!/^[0-9]{1,5}$/.test(port) || Number(port) > 65_535)
    throw new StartRefused('usage', '--port takes a number from 0 to 65535');
  if (host === '') throw new StartRefused('usage', '--host takes an address');
  const loopback = isLoopback(host);
  const testClock = flags['test-clock'] === true;
  if (!loopback && testClock) throw new StartRefused('usage', '--test-clock works on loopback only');
  if (!loopback && flags['insecure-http'] !== true)
    throw new StartRefused(
      'insecure_http',
      `${host} can be reached from outside, and this server speaks plain HTTP: put it behind a TLS proxy on loopback, or accept the risk with --insecure-http`,
    );
  return { host, port: Number(port), dataDirectory: path.resolve(data ?? dataDirectory), testClock };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      strict: true,
      options: {
        port: { type: 'string', default: '8787' },
        host: { type: 'string', default: '127.0.0.1' },
        data: { type: 'string' },
        'insecure-http': { type: 'boolean' },
        'test-clock': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new StartRefused('usage', error instanceof Error ? error.message : String(error));
  }
}
