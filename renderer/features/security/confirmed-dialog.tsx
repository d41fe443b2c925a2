import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/contract/problem';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useProblemText } from '../../ui/problem-text';
import { StepUpLine } from '../initiate/step-up-line';
import type { Confirmation } from './use-confirmation';

interface ConfirmedDialogProps {
  title: string;
  submitText: string;
  confirmation: Confirmation;
  isWorking: boolean;
  isSound?: boolean;
  isDangerous?: boolean;
  problem: Problem | null;
  onClose: () => void;
  onSubmit: () => void;
  children: ReactNode;
}

/** A change to one's own security: what it is, the second factor it needs, and the button that does it. */
export function ConfirmedDialog(props: ConfirmedDialogProps) {
  const { title, submitText, confirmation, isWorking, isSound = true, isDangerous = false } = props;
  const { problem, onClose, onSubmit, children } = props;
  const { t } = useTranslation();
  const textOf = useProblemText();
  const submitRef = useRef<HTMLButtonElement>(null);
  const isReady = isSound && confirmation.isReady;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      footer={
        <>
          <StepUpLine
            left={confirmation.left}
            code={confirmation.code}
            onCode={confirmation.setCode}
            onComplete={() => submitRef.current?.focus()}
          />
          <span className="grow" />
          <Button isLarge onPress={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            ref={submitRef}
            kind={isDangerous ? 'danger' : 'primary'}
            isLarge
            isPending={isWorking}
            isDisabled={!isReady}
            onPress={onSubmit}
          >
            {submitText}
          </Button>
        </>
      }
    >
      <div className="security-form">{children}</div>
      <p className="form-message t-bad small" role="alert">
        {problem ? textOf(problem) : ''}
      </p>
    </Dialog>
  );
}
