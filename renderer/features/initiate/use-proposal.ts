import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DryRun, RequestDetail } from '../../../shared/contract/requests';
import type { Problem } from '../../../shared/contract/problem';
import { useOfflineSince } from '../../stores/connection';
import { useSession } from '../../stores/desktop-store';
import { useProblemText } from '../../ui/problem-text';
import { useStepUpLeft } from '../request/step-up';
import type { InitiateCommand } from './initiate-command';
import { useAskedDryRun, type Preview } from './use-dry-run';
import { useInitiate } from './use-initiate';

export interface Proposal {
  preview: Preview;
  dryRun: DryRun | null;
  /** Milliseconds that the last second factor still counts. */
  left: number;
  needsCode: boolean;
  code: string;
  setCode: (code: string) => void;
  isSending: boolean;
  /** Whether pressing the button would send something the engine takes, as far as it said. */
  isReady: boolean;
  /** Why it was refused, or why it can't be worked out. */
  problem: Problem | null;
  message: string | null;
  /** Asks at once what would happen now. */
  askAgain: () => Promise<Preview>;
  submit: (thenShow?: boolean) => Promise<RequestDetail | null>;
}

/** A command from its first draft to its answer: what would happen, the second factor where it completes at once, sending. */
export function useProposal(command: InitiateCommand | null): Proposal {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const session = useSession();
  const offlineSince = useOfflineSince();
  const { preview, askAgain } = useAskedDryRun(command);
  const left = useStepUpLeft(session?.stepUpUntil ?? '');
  const [code, setCode] = useState('');
  const { isSending, problem, initiate } = useInitiate();
  const dryRun = preview.state === 'known' ? preview.dryRun : null;
  const needsCode = dryRun?.outcome === 'complete' && left === 0;
  const isPossible = command !== null && dryRun !== null && dryRun.outcome !== 'refuse';

  const submit = async (thenShow = false) => {
    if (command === null) return null;
    // What takes effect at once nobody else looks at: it is done as it was shown, or not at all.
    const { digest } = dryRun ?? {};
    const isBound =
      digest !== undefined && (dryRun?.outcome === 'complete' || command.operation === 'policy.lock');
    const sent = isBound ? { ...command, foreseen: digest } : command;
    const made = await initiate(sent, needsCode ? code : null, thenShow);
    if (made === null && isBound) await askAgain();
    if (made === null) setCode('');
    return made;
  };
  return {
    preview,
    dryRun,
    left,
    needsCode,
    code,
    setCode,
    isSending,
    isReady: offlineSince === null && isPossible && (!needsCode || code.length === 6),
    problem: problem ?? (preview.state === 'failed' ? preview.problem : null),
    message:
      offlineSince !== null
        ? t('connect.noSending', { time: offlineSince })
        : problem
          ? t('initiate.failed', { why: textOf(problem) })
          : null,
    askAgain,
    submit,
  };
}
