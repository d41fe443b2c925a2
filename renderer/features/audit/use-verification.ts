import { useEffect, useState } from 'react';
import type { AuditVerification } from '../../../shared/contract/audit';
import type { Problem } from '../../../shared/contract/problem';
import { call, problemOf } from '../../api/bridge';

/** Often enough to be seen moving. */
const ASK_AGAIN_MS = 200;

export type VerificationState =
  | { is: 'idle' }
  | { is: 'running'; entries: number; total: number }
  | { is: 'stopped' }
  | { is: 'failed'; problem: Problem }
  | { is: 'done'; found: AuditVerification; remembered: boolean };

/** One verification of the ledger in the engine: begun, followed, stopped; leaving stops it. */
export function useVerification(): {
  state: VerificationState;
  begin: (head: string | null) => void;
  stop: () => void;
} {
  const [state, setState] = useState<VerificationState>({ is: 'idle' });
  const isRunning = state.is === 'running';

  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => {
      void call('audit.verification', {}).then(
        ({ running, entries, total }) =>
          running && setState((now) => (now.is === 'running' ? { is: 'running', entries, total } : now)),
        () => undefined, // the verification itself says what is wrong
      );
    }, ASK_AGAIN_MS);
    return () => {
      clearInterval(timer);
      void call('audit.stopVerifying', {}).catch(() => undefined);
    };
  }, [isRunning]);

  const begin = (head: string | null): void => {
    setState({ is: 'running', entries: 0, total: 0 });
    call('audit.verify', head === null ? {} : { head }).then(
      (found) => setState({ is: 'done', found, remembered: head !== null }),
      (error: unknown) => {
        const problem = problemOf(error);
        setState((now) => (now.is === 'stopped' ? now : { is: 'failed', problem }));
      },
    );
  };
  return { state, begin, stop: () => setState({ is: 'stopped' }) };
}
