import type { StepUp } from '../../../shared/contract/factors';
import { useOneCall } from '../../ui/use-one-call';
import { useConfirmation } from './use-confirmation';

/** One call at a time that isn't made without a second factor. `run` hands what proves it to the call, and uses it up. */
export function useConfirmedCall() {
  const confirmation = useConfirmation();
  const { isWorking, problem, run: once } = useOneCall();
  /** Gives the answer; null when it was refused, or when another call is under way. */
  const run = async <T>(work: (sent: { stepUp?: StepUp }) => Promise<T>): Promise<T | null> => {
    const answer = await once(() => work(confirmation.sent));
    confirmation.after();
    return answer;
  };
  return { confirmation, isWorking, problem, run };
}
