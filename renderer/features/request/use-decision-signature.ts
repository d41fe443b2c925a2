import { useTranslation } from 'react-i18next';
import type { StepUp } from '../../../shared/contract/factors';
import type { RequestId } from '../../../shared/contract/primitives';
import { problem as problemWith } from '../../../shared/contract/problem';
import { boundOver, decisionChallenge } from '../../../shared/domain/requests/decision-challenge';
import { call, ProblemError } from '../../api/bridge';
import { signWithPasskey } from '../../api/passkeys';
import { usePasskeyCeremony } from '../security/use-passkey-ceremony';

/** Has the person's passkey sign exactly this decision over exactly these requests as they are on screen, or nothing (§9). */
export function useDecisionSignature() {
  const { t } = useTranslation();
  const ceremony = usePasskeyCeremony();
  const sign = async (
    decision: 'approve' | 'reject',
    items: readonly { requestId: RequestId; digest: string }[],
  ): Promise<StepUp> => {
    const requestIds = items.map(({ requestId }) => requestId);
    const asked = await call('session.stepUpOptions', { decision, requestIds });
    if (asked.challenge !== decisionChallenge(boundOver(decision, items), asked.nonce ?? ''))
      throw new ProblemError(problemWith('stale_view', t('security.passkey.changed')));
    return { passkey: await ceremony.during(() => signWithPasskey(asked)) };
  };
  return { sign, isWaiting: ceremony.isWaiting };
}
