import { FreshStepUp, StepUpField } from '../request/step-up';

interface StepUpLineProps {
  left: number;
  code: string;
  onCode: (code: string) => void;
  onComplete: () => void;
  isInvalid?: boolean;
}

/** In a dialog's foot: for how long the last second factor counts, or where the next one is given. */
export function StepUpLine({ left, ...field }: StepUpLineProps) {
  return left > 0 ? <FreshStepUp left={left} /> : <StepUpField {...field} />;
}
