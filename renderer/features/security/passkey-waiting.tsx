import { Fingerprint } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cancelPasskey } from '../../api/passkeys';
import { useDesktop } from '../../stores/desktop-store';
import { useEntrance } from '../../stores/entrance-store';
import { Button } from '../../ui/button';

/** While a passkey is waited for: what to do, and a way out. */
export function PasskeyWaiting() {
  const { t } = useTranslation();
  // A server’s passkeys belong to its own domain: its page asks for them, in the person’s browser.
  const isOnServer = useDesktop((state) => state.desktop?.profile?.kind === 'remote');
  const isForServer = useEntrance((state) => state.server !== null);
  return (
    <div className="passkey-waiting" role="status">
      <Fingerprint className="i t-accent" />
      <span className="small mid grow">
        {t(isOnServer || isForServer ? 'security.passkey.waitingInBrowser' : 'security.passkey.waiting')}
      </span>
      <Button kind="ghost" onPress={cancelPasskey}>
        {t('security.passkey.stop')}
      </Button>
    </div>
  );
}
