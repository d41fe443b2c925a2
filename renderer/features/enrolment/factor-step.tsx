import { Fingerprint, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { BegunEnrolment } from '../../../shared/contract/desktop-calls';
import { passkeysWork } from '../../api/passkeys';
import { AuthenticatorStep, type Confirmed } from './authenticator-step';
import { PasskeyStep } from './passkey-step';

interface FactorStepProps {
  begun: BegunEnrolment;
  onConfirmed: (confirmed: Confirmed) => void;
  onBeginAgain: () => void;
}

/** The second factor of one's own choice, as far as the sign-in policy leaves one. */
export function FactorStep({ begun, onConfirmed, onBeginAgain }: FactorStepProps) {
  const { t } = useTranslation();
  const hasPasskeys = begun.passkey && passkeysWork();
  const [isByPasskey, setByPasskey] = useState(begun.totp === null);
  if (begun.totp === null && !hasPasskeys)
    return (
      <p className="mid" role="alert">
        {t('security.enrol.onlyElsewhere')}
      </p>
    );
  const Icon = isByPasskey ? Smartphone : Fingerprint;
  return (
    <>
      {isByPasskey || begun.totp === null ? (
        <PasskeyStep onConfirmed={onConfirmed} onBeginAgain={onBeginAgain} />
      ) : (
        <AuthenticatorStep shown={begun.totp} onConfirmed={onConfirmed} onBeginAgain={onBeginAgain} />
      )}
      {begun.totp !== null && hasPasskeys ? (
        <p className="small instead">
          <Button className="link" onPress={() => setByPasskey(!isByPasskey)}>
            <Icon className="i i-sm" aria-hidden="true" />
            {t(isByPasskey ? 'security.enrol.insteadTotp' : 'security.enrol.insteadPasskey')}
          </Button>
        </p>
      ) : null}
    </>
  );
}
