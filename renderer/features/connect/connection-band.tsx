import { MailOpen, WifiOff } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/bridge';
import { hostOf } from '../../format/server';
import { tryNow, useConnection, useOfflineSince } from '../../stores/connection';
import { receiveDesktop, useDesktop } from '../../stores/desktop-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';

/** How long the button stays busy: main answers at once and tries in its own time. */
const TRYING_MS = 2000;

function TryNow() {
  const { t } = useTranslation();
  const [isTrying, setTrying] = useState(false);
  useEffect(() => {
    if (!isTrying) return undefined;
    const timer = setTimeout(() => setTrying(false), TRYING_MS);
    return () => clearTimeout(timer);
  }, [isTrying]);
  return (
    <Button
      kind="ghost"
      isPending={isTrying}
      onPress={() => {
        setTrying(true);
        void tryNow().catch(() => undefined);
      }}
    >
      {isTrying ? t('connect.trying') : t('connect.tryNow')}
    </Button>
  );
}

function OfflineBand() {
  const { t } = useTranslation();
  const connection = useConnection();
  const since = useOfflineSince();
  if (since === null) return null;
  return (
    <Banner icon={WifiOff} title={t('connect.offline', { time: since })} action={<TryNow />}>
      {connection?.because} {t('connect.offlineText')}
    </Banner>
  );
}

/** A link was opened while somebody is signed in: nothing is connected to behind their back. */
function InvitationBand() {
  const { t } = useTranslation();
  const link = useDesktop((state) => state.desktop?.acceptLink ?? null);
  if (link === null) return null;
  const dismiss = () =>
    void call('desktop.dismissAcceptLink', {})
      .then(receiveDesktop)
      .catch(() => undefined);
  return (
    <Banner
      icon={MailOpen}
      title={t('connect.invitationWaits', { host: hostOf(link.server) })}
      action={
        <Button kind="ghost" onPress={dismiss}>
          {t('connect.notNow')}
        </Button>
      }
    >
      {t('connect.invitationWaitsText')}
    </Banner>
  );
}

/** What stands over every screen: the server can’t be reached, an invitation waits, and what else there is. */
export function ConnectionBand({ children }: { children?: ReactNode }) {
  return (
    <div className="shell-bands">
      <OfflineBand />
      <InvitationBand />
      {children}
    </div>
  );
}
