import { Fingerprint } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { passkeysWork, tryPasskey } from '../../api/passkeys';
import { Button } from '../../ui/button';
import { useProblemText } from '../../ui/problem-text';
import { useOneCall } from '../../ui/use-one-call';
import { PasskeyWaiting } from '../security/passkey-waiting';
import { usePasskeyCeremony } from '../security/use-passkey-ceremony';

/** Makes a passkey and uses it, to see that it can be done here: only then may nothing else be a way in (§9). */
export function PasskeyTrial({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { isWorking, problem, run } = useOneCall();
  const { isWaiting, during } = usePasskeyCeremony();
  if (!passkeysWork()) return null;
  const tryIt = async () => {
    const done = await run(() => during(tryPasskey));
    if (done) onDone();
  };
  return (
    <div className="passkey-trial">
      {isWaiting ? (
        <PasskeyWaiting />
      ) : (
        <Button icon={Fingerprint} isPending={isWorking} onPress={() => void tryIt()}>
          {t('security.trial.button')}
        </Button>
      )}
      <p className="small t-bad" role="alert">
        {problem ? textOf(problem) : ''}
      </p>
    </div>
  );
}
