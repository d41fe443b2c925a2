import { randomBytes } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { openEngine } from '../engine';
import { DAILY_BACKUPS } from '../engine/backups/backup-options';
import { copyToVerify, verifyInWorker } from '../engine/backups/verify-in-worker';
import { verifyCopy } from '../engine/backups/verify-copy';
import { PRODUCT_PASSWORD_COST } from '../engine/options';
import { createApp } from './app';
import { defaultDataDirectory, parseCommandLine, type ServeOptions } from './command-line';
import { openDataDirectory } from './data-directory';
import { EventStreams } from './event-streams';
import { KrakenDoor } from './kraken/kraken-door';
import { listen } from './listener';
import { PasskeyCeremonies } from './passkey-ceremonies';
import { passkeyParty } from './passkey-party';
import { passkeyRoutes } from './passkey-routes';
import { RateLimits } from './rate-limits';
import { ReopeningEngine } from './reopening-engine';
import { StartRefused } from './start-refused';
import { TestClock, testClockRoute } from './test-clock';
import { readTlsFiles } from './tls-files';
import { usage } from './usage';

const SETUP_TOKEN_BYTES = 24;

/** One line of JSON each; detail only where it is an error's own message, never an input. */
function log(message: string, detail?: unknown): void {
  const more = detail instanceof Error ? { error: detail.message, stack: detail.stack } : {};
  process.stderr.write(`${JSON.stringify({ message, ...more })}\n`);
}

/** Where this is, for the threads that it has copies judged in. */
function ownFile(): string {
  return process.argv[1] ?? '';
}

async function serve(options: ServeOptions): Promise<void> {
  const { host, port, publicHosts, limits } = options;
  const tls = options.tls === null ? null : readTlsFiles(options.tls.certFile, options.tls.keyFile);
  const data = openDataDirectory(options.dataDirectory, {
    testClock: options.testClock,
    givenKey: process.env['COUNTERSIGN_SECRET_KEY'],
    keyFile: options.secretKeyFile,
    warn: log,
  });
  const testClock = data.testClockFile === null ? null : new TestClock(data.testClockFile);
  const setupToken = randomBytes(SETUP_TOKEN_BYTES).toString('base64url');
  const passkeys = passkeyParty(host, publicHosts, tls !== null);
  const ceremonies = new PasskeyCeremonies({ random: randomBytes, now: () => performance.now() });
  const clock = testClock ?? { now: () => Date.now() };
  const api = await ReopeningEngine.open({
    open: (onRestorePrepared) =>
      openEngine({
        databaseFile: data.databaseFile,
        secretKey: data.secretKey,
        clock,
        random: { bytes: (count) => new Uint8Array(randomBytes(count)) },
        passwordCost: PRODUCT_PASSWORD_COST,
        relyingParty: passkeys.party,
        setupToken,
        backups: { automatic: DAILY_BACKUPS, verify: verifyInWorker(ownFile()), onRestorePrepared },
        log,
      }),
    onRestoring: () => streams.endAll(),
    onGone: fail,
  });
  const streams = new EventStreams({ api, limits, log });
  const rateLimits = new RateLimits(limits);
  const organizationExists = async (): Promise<boolean> => {
    const health = await api.call('health.get', {}, { token: null, device: 'server', address: 'local' });
    return health.ok && health.value.organization;
  };
  const app = createApp({
    api,
    streams,
    rateLimits,
    kraken: new KrakenDoor({ api, isOnline: organizationExists, now: () => clock.now(), rateLimits, log }),
    boundTo: host,
    publicHosts,
    log,
    extraRoutes: [
      ...passkeyRoutes(ceremonies),
      ...(testClock === null ? [] : [testClockRoute(testClock, () => streams.beat())]),
    ],
  });
  const onClosing = () => streams.close();
  const now = testClock === null ? null : () => testClock.now();
  const listening = await listen(app, { host, port, tls, limits, onClosing, now }).catch(
    async (error: unknown) => {
      await api.close();
      throw error;
    },
  );

  passkeys.listensAt(listening.port);

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await listening.close();
    await api.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop().catch(fail));

  const token = (await organizationExists()) ? {} : { setupToken };
  process.stdout.write(`${JSON.stringify({ listening: listening.url, ...token })}\n`);
}

/** The one line on standard error: a coded refusal, or what the platform said. */
function fail(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal';
  process.stderr.write(`${JSON.stringify({ error: { code, message } })}\n`);
  process.exit(1);
}

function serveAsAsked(): void {
  try {
    const dataDirectory = defaultDataDirectory(process.env, process.platform);
    const options = parseCommandLine(process.argv.slice(2), dataDirectory);
    if (options === null) process.stdout.write(usage(dataDirectory));
    else void serve(options).catch(fail);
  } catch (error) {
    fail(error instanceof StartRefused ? error : new StartRefused('internal', String(error)));
  }
}

const copy = copyToVerify(workerData);
if (copy === null) serveAsAsked();
else parentPort?.postMessage(verifyCopy(copy));
