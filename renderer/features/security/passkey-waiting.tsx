import { Fingerprint } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cancelPasskey } from '../../api/passkeys';
import { Button } from '../../ui/button';

/** While a passkey is waited for: what to do, and a way out. */
export function PasskeyWaiting() {
  const { t } = useTranslation();
  return (
    <div className="passkey-waiting" role="status">
      <Fingerprint className="i t-accent" />
      <span className="small mid grow">{t('security.passkey.waiting')}</span>
      <Button kind="ghost" onPress={cancelPasskey}>
        {t('security.passkey.stop')}
      </Button>
    </div>
  );
}
