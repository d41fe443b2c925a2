import { Worker } from 'node:worker_threads';
import type { CopyVerdict, VerifyCopy } from './backup-options';

interface Order {
  readonly verifyCopy: string;
}

/** Has copies judged in a thread of their own, started from `workerFile`, which must answer `copyToVerify`’s order. */
export function verifyInWorker(workerFile: string): VerifyCopy {
  return (file) =>
    new Promise((resolve, reject) => {
      const order: Order = { verifyCopy: file };
      const worker = new Worker(workerFile, { name: 'verify', workerData: order });
      worker.once('message', (verdict: CopyVerdict) => resolve(verdict));
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the thread ended without a verdict')));
    });
}

/** The copy that a thread was started to judge; null for one that was started for something else. */
export function copyToVerify(workerData: unknown): string | null {
  if (typeof workerData !== 'object' || workerData === null || !('verifyCopy' in workerData)) return null;
  const { verifyCopy } = workerData;
  return typeof verifyCopy === 'string' ? verifyCopy : null;
}
