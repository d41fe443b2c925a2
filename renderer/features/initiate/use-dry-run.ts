import { useCallback, useEffect, useMemo, useState } from 'react';
import type { DryRun } from '../../../shared/contract/requests';
import type { Problem } from '../../../shared/contract/problem';
import { call, problemOf, subscribe } from '../../api/bridge';
import { useIsOffline } from '../../stores/connection';
import type { InitiateCommand } from './initiate-command';

const DEBOUNCE_MS = 150;
/** After any of these the engine may answer otherwise: who may decide, what is covered, which version is in force. */
const MOVED = ['policy.changed', 'access.changed', 'account.changed', 'desktop.resync'] as const;

export type Preview =
  | { state: 'incomplete' }
  | { state: 'checking' }
  | { state: 'known'; dryRun: DryRun }
  | { state: 'failed'; problem: Problem };

interface Answer {
  question: string;
  preview: Preview;
}

async function ask(question: string): Promise<Preview> {
  try {
    const result = await call('requests.create', {
      ...(JSON.parse(question) as InitiateCommand),
      dryRun: true,
    });
    return 'outcome' in result ? { state: 'known', dryRun: result } : { state: 'checking' };
  } catch (error) {
    return { state: 'failed', problem: problemOf(error) };
  }
}

/** Counts how often something happened that an answer may rest on. */
function useMoved(): number {
  const [moved, setMoved] = useState(0);
  useEffect(() => {
    const stops = MOVED.map((name) => subscribe(name, () => setMoved((count) => count + 1)));
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return moved;
}

/**
 * Asks the engine what the command would do, 150 ms after it last changed, and again when policies, access or accounts
 * did; until then the last answer stands. The answer to an older command is dropped. `askAgain` asks at once.
 */
export function useAskedDryRun(command: InitiateCommand | null): {
  preview: Preview;
  askAgain: () => Promise<Preview>;
} {
  // Asked again when the server is back.
  const isOffline = useIsOffline();
  const moved = useMoved();
  const question = useMemo(() => (command === null ? null : JSON.stringify(command)), [command]);
  const [answer, setAnswer] = useState<Answer | null>(null);

  useEffect(() => {
    if (question === null) return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => {
      void ask(question).then((preview) => {
        if (isCurrent) setAnswer({ question, preview });
      });
    }, DEBOUNCE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [question, isOffline, moved]);

  const askAgain = useCallback(async (): Promise<Preview> => {
    if (question === null) return { state: 'incomplete' };
    const preview = await ask(question);
    setAnswer({ question, preview });
    return preview;
  }, [question]);

  if (question === null) return { preview: { state: 'incomplete' }, askAgain };
  return { preview: answer?.question === question ? answer.preview : { state: 'checking' }, askAgain };
}

/** The same for who only shows it. */
export function useDryRun(command: InitiateCommand | null): Preview {
  return useAskedDryRun(command).preview;
}
