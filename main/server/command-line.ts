import { parseArgs } from 'node:util';
import { homedir } from 'node:os';
import path from 'node:path';
import { isHostName, isLoopback } from './host-names';
import { DEFAULT_LIMITS, type ServerLimits } from './limits';
import { StartRefused } from './start-refused';

export interface ServeOptions {
  host: string;
  port: number;
  /** Names, beside loopback's and `host`, that clients may call the server by. */
  publicHosts: readonly string[];
  tls: { certFile: string; keyFile: string } | null;
  dataDirectory: string;
  /** Null for the one in the data directory. */
  secretKeyFile: string | null;
  testClock: boolean;
  limits: ServerLimits;
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

/** Reads the arguments; null where only help was asked for. Throws StartRefused with what is wrong. */
export function parseCommandLine(args: string[], dataDirectory: string): ServeOptions | null {
  const { help, host, data, ...given } = parse(args);
  if (help === true) return null;
  if (given.database !== undefined) refuseDatabase(given.database);
  if (!isHostName(host)) throw usageFault('--host takes an address or a name');
  const publicHosts = given['public-host'] ?? [];
  if (!publicHosts.every(isHostName))
    throw usageFault('--public-host takes a name or an address, without port');
  const tls = tlsOption(given['tls-cert'], given['tls-key']);
  const testClock = given['test-clock'] === true;
  if (!isLoopback(host)) {
    if (testClock) throw usageFault('--test-clock works on loopback only');
    if (tls === null && given['insecure-http'] !== true)
      throw new StartRefused(
        'insecure_http',
        `${host} can be reached from outside, and without --tls-cert and --tls-key this server speaks plain HTTP, which anybody on the way can read: give it a certificate, put it behind a TLS proxy on loopback, or accept the risk with --insecure-http`,
      );
  }
  return {
    host,
    port: wholeNumber('--port', given.port, 0, 65_535),
    publicHosts,
    tls,
    dataDirectory: path.resolve(data ?? dataDirectory),
    secretKeyFile: given['secret-key'] === undefined ? null : path.resolve(given['secret-key']),
    testClock,
    limits: {
      ...DEFAULT_LIMITS,
      requestsPerSecond: rate('--rate-limit', given['rate-limit']),
      signInsPerMinute: rate('--sign-in-limit', given['sign-in-limit']),
      callsPerKeyPerSecond: rate('--key-limit', given['key-limit']),
      connections: wholeNumber('--max-connections', given['max-connections'], 1, 1_000_000),
    },
  };
}

function refuseDatabase(url: string): never {
  if (!/^postgres(ql)?:\/\//i.test(url)) throw usageFault('--database takes a postgres:// address');
  throw new StartRefused(
    'database',
    'PostgreSQL isn’t supported yet: leave --database out, and the ledger is kept in the SQLite file of --data',
  );
}

function tlsOption(certFile: string | undefined, keyFile: string | undefined): ServeOptions['tls'] {
  if (certFile === undefined && keyFile === undefined) return null;
  if (certFile === undefined || keyFile === undefined)
    throw usageFault('--tls-cert and --tls-key go together');
  return { certFile: path.resolve(certFile), keyFile: path.resolve(keyFile) };
}

function rate(option: string, text: string): number | null {
  const number = wholeNumber(option, text, 0, 1_000_000);
  return number === 0 ? null : number;
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = /^[0-9]{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw usageFault(`${option} takes a number from ${String(least)} to ${String(most)}`);
}

function usageFault(message: string): StartRefused {
  return new StartRefused('usage', message);
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      strict: true,
      options: {
        port: { type: 'string', default: '8787' },
        host: { type: 'string', default: '127.0.0.1' },
        'public-host': { type: 'string', multiple: true },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
        'insecure-http': { type: 'boolean' },
        data: { type: 'string' },
        'secret-key': { type: 'string' },
        database: { type: 'string' },
        'rate-limit': { type: 'string', default: String(DEFAULT_LIMITS.requestsPerSecond) },
        'sign-in-limit': { type: 'string', default: String(DEFAULT_LIMITS.signInsPerMinute) },
        'key-limit': { type: 'string', default: String(DEFAULT_LIMITS.callsPerKeyPerSecond) },
        'max-connections': { type: 'string', default: String(DEFAULT_LIMITS.connections) },
        'test-clock': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw usageFault(error instanceof Error ? error.message : String(error));
  }
}
