import { Fingerprint } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/bridge';
import { makePasskey } from '../../api/passkeys';
import { Button } from '../../ui/button';
import { useOneCall } from '../../ui/use-one-call';
import { PasskeyWaiting } from '../security/passkey-waiting';
import { usePasskeyCeremony } from '../security/use-passkey-ceremony';
import type { Confirmed } from './authenticator-step';
import { isOver, useEnrolmentText } from './use-enrolment-text';

interface PasskeyStepProps {
  onConfirmed: (confirmed: Confirmed) => void;
  onBeginAgain: () => void;
}

/** A passkey is made and, with it, the enrolment is done. */
export function PasskeyStep({ onConfirmed, onBeginAgain }: PasskeyStepProps) {
  const { t } = useTranslation();
  const textOf = useEnrolmentText();
  const { isWorking, problem, run } = useOneCall();
  const { isWaiting, during } = usePasskeyCeremony();
  const isLost = problem !== null && isOver(problem);
  const make = async () => {
    const confirmed = await run(async () => {
      const asked = await call('desktop.askEnrolmentPasskey', {});
      const passkey = await during(() => makePasskey(asked));
      return await call('desktop.confirmEnrolment', { passkey });
    });
    if (confirmed) onConfirmed(confirmed);
  };
  return (
    <div className="enrol-passkey">
      <Fingerprint className="i passkey-mark" aria-hidden="true" />
      <div>
        <p className="mid">{t('security.enrol.passkeyText')}</p>
        {isWaiting ? (
          <PasskeyWaiting />
        ) : isLost ? (
          <Button isLarge onPress={onBeginAgain}>
            {t('enrolment.beginAgain')}
          </Button>
        ) : (
          <Button kind="primary" isLarge autoFocus isPending={isWorking} onPress={() => void make()}>
            {t('security.enrol.make')}
          </Button>
        )}
        <p className="form-message t-bad small" role="alert">
          {problem ? textOf(problem) : ''}
        </p>
      </div>
    </div>
  );
}
