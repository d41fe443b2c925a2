import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/contract/problem';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useProblemText } from '../../ui/problem-text';
import { StepUpLine } from './step-up-line';
import type { Confirmation } from './use-confirmation';

export interface StepUpDialogProps {
  title: string;
  submitText: string;
  confirmation: Confirmation;
  isWorking: boolean;
  /** False where the form itself sees a fault. */
  isSound?: boolean;
  isDangerous?: boolean;
  problem: Problem | null;
  /** Said instead of the problem’s own sentence; null where a field says it. */
  message?: string | null;
  onClose: () => void;
  /** Where the content is a form of its own: the button submits it, and so does Enter. */
  formId?: string;
  onSubmit?: () => void;
  children: ReactNode;
}

/** What isn’t done without a second factor and waits for nobody: what it is, the factor, and the button that does it. */
export function StepUpDialog(props: StepUpDialogProps) {
  const { title, submitText, confirmation, isWorking, isSound = true, isDangerous = false } = props;
  const { problem, message, onClose, formId, onSubmit, children } = props;
  const { t } = useTranslation();
  const textOf = useProblemText();
  const submitRef = useRef<HTMLButtonElement>(null);
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
            isDisabled={!isSound || !confirmation.isReady}
            {...(formId === undefined ? { onPress: () => onSubmit?.() } : { type: 'submit', form: formId })}
          >
            {submitText}
          </Button>
        </>
      }
    >
      {children}
      <p className="form-message t-bad small" role="alert">
        {message === undefined ? (problem ? textOf(problem) : '') : (message ?? '')}
      </p>
    </Dialog>
  );
}
