import { StepUpDialog, type StepUpDialogProps } from '../initiate/step-up-dialog';

/** A change to one's own security, with its fields in one column. */
export function ConfirmedDialog({ children, ...rest }: StepUpDialogProps) {
  return (
    <StepUpDialog {...rest}>
      <div className="security-form">{children}</div>
    </StepUpDialog>
  );
}
