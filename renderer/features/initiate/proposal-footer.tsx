import type { LucideIcon } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { StepUpLine } from './step-up-line';
import type { Proposal } from './use-proposal';

interface ProposalFooterProps {
  proposal: Proposal;
  /** What the button says while the outcome isn't known, and where it completes at once. */
  words: { start: string; complete: string };
  /** False where the form itself sees a fault. */
  isSound?: boolean;
  isDangerous?: boolean;
  /** How the button looks where it completes at once, if not as the ordinary one. */
  completeKind?: 'danger' | 'ink';
  completeIcon?: LucideIcon;
  onCancel: () => void;
  onSubmit: () => void;
}

/** The foot of every form that starts a request: second factor where it completes at once, then the button that says what it does. */
export function ProposalFooter(props: ProposalFooterProps) {
  const { proposal, words, isSound = true, isDangerous = false, onCancel, onSubmit } = props;
  const { completeKind = isDangerous ? 'danger' : 'primary', completeIcon } = props;
  const { t } = useTranslation();
  const submitRef = useRef<HTMLButtonElement>(null);
  const outcome = proposal.dryRun?.outcome;
  const said =
    outcome === 'complete' ? words.complete : outcome === 'queue' ? t('initiate.ask') : words.start;
  return (
    <>
      {outcome === 'complete' ? (
        <StepUpLine
          left={proposal.left}
          code={proposal.code}
          onCode={proposal.setCode}
          onComplete={() => submitRef.current?.focus()}
        />
      ) : null}
      <span className="grow" />
      <Button isLarge onPress={onCancel}>
        {t('action.cancel')}
      </Button>
      <Button
        ref={submitRef}
        kind={outcome === 'complete' ? completeKind : 'primary'}
        icon={outcome === 'complete' ? completeIcon : undefined}
        isLarge
        isPending={proposal.isSending}
        isDisabled={!isSound || !proposal.isReady}
        onPress={onSubmit}
      >
        {said}
      </Button>
    </>
  );
}
