import { useEffect, useMemo, useState } from 'react';
import type { DryRun } from '../../../shared/contract/requests';
import type { Problem } from '../../../shared/contract/problem';
import { call, problemOf } from '../../api/bridge';
import { useIsOffline } from '../../stores/connection';
import type { InitiateCommand } from './initiate-command';

const DEBOUNCE_MS = 150;

export type Preview =
  | { state: 'incomplete' }
  | { state: 'checking' }
  | { state: 'known'; dryRun: DryRun }
  | { state: 'failed'; problem: Problem };

interface Answer {
  question: string;
  preview: Preview;
}

/** Asks the engine what the command would do, 150 ms after it last changed. The answer to an older one is dropped. */
export function useDryRun(command: InitiateCommand | null): Preview {
  // Asked again when the server is back.
  const isOffline = useIsOffline();
  const question = useMemo(() => (command === null ? null : JSON.stringify(command)), [command]);
  const [answer, setAnswer] = useState<Answer | null>(null);

  useEffect(() => {
    if (question === null) return undefined;
    let isCurrent = true;
    const give = (preview: Preview) => {
      if (isCurrent) setAnswer({ question, preview });
    };
    const timer = setTimeout(() => {
      const asked = JSON.parse(question) as InitiateCommand;
      call('requests.create', { ...asked, dryRun: true }).then(
        (result) => {
          if ('outcome' in result) give({ state: 'known', dryRun: result });
        },
        (error: unknown) => give({ state: 'failed', problem: problemOf(error) }),
      );
    }, DEBOUNCE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [question, isOffline]);

  if (question === null) return { state: 'incomplete' };
  return answer?.question === question ? answer.preview : { state: 'checking' };
}
