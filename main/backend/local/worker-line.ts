import { Worker } from 'node:worker_threads';
import type { EngineLine, FromEngine } from './engine-protocol';

/** Starts the engine's host in a worker thread. @param file the built engine-worker.js */
export function startWorkerLine(file: string): EngineLine {
  const worker = new Worker(file, { name: 'engine' });
  let failure = 'it ended by itself';
  worker.on('error', (error) => {
    failure = error instanceof Error ? (error.stack ?? error.message) : 'it threw something that is no error';
  });
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  return {
    send: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', (message: FromEngine) => listener(message)),
    onStopped: (listener) => void worker.once('exit', (code) => listener(`exit code ${code}: ${failure}`)),
    stop: async () => {
      await worker.terminate();
      await gone;
    },
  };
}
