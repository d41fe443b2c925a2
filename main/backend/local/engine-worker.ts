import { parentPort, workerData } from 'node:worker_threads';
import { copyToVerify, verifyInWorker } from '../../engine/backups/verify-in-worker';
import { verifyCopy } from '../../engine/backups/verify-copy';
import type { FromEngine, Line, ToEngine } from './engine-protocol';
import { EngineServer } from './engine-server';

/** What Electron puts on `process` in a utility process; this file must not import Electron. */
interface UtilityPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: { data: unknown }) => void): void;
}

/** The same file hosts the engine in a worker thread and in a utility process; each has a port of its own. */
function openLine(): Line<FromEngine, ToEngine> & { close(): void } {
  const port = parentPort;
  if (port !== null) {
    return {
      send: (message) => port.postMessage(message),
      onMessage: (listener) => void port.on('message', listener),
      close: () => port.close(),
    };
  }
  const utility = (process as unknown as { parentPort: UtilityPort }).parentPort;
  return {
    send: (message) => utility.postMessage(message),
    onMessage: (listener) => utility.on('message', ({ data }) => listener(data as ToEngine)),
    close: () => process.exit(0),
  };
}

/** Where this file is, for the threads that it has copies judged in; a utility process judges them itself. */
function ownFile(): string | null {
  return parentPort === null ? null : (process.argv[1] ?? null);
}

const copy = copyToVerify(workerData);
if (copy !== null) parentPort?.postMessage(verifyCopy(copy));
else {
  const line = openLine();
  const file = ownFile();
  new EngineServer(line, () => line.close(), file === null ? undefined : verifyInWorker(file));
}
