import { useState } from 'react';
import type { StepUp } from '../../../shared/contract/factors';
import { refreshSession, useSession } from '../../stores/desktop-store';
import { useStepUpLeft } from '../request/step-up';

/** The second factor of what isn’t done without one: how long the last one counts, or the code that is sent. */
export function useConfirmation() {
  const session = useSession();
  const left = useStepUpLeft(session?.stepUpUntil ?? '');
  const [code, setCode] = useState('');
  const sent: { stepUp?: StepUp } = left > 0 ? {} : { stepUp: { totp: code } };
  return {
    left,
    code,
    setCode,
    /** Whether it can be sent. */
    isReady: left > 0 || code.length === 6,
    sent,
    /** To be called after it was sent: a code counts once, and then for five minutes. */
    after: () => {
      setCode('');
      if (left === 0) void refreshSession();
    },
  };
}
export type Confirmation = ReturnType<typeof useConfirmation>;
