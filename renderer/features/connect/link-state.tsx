import { useTranslation } from 'react-i18next';
import { useConnection, useOfflineSince } from '../../stores/connection';
import { useDesktop } from '../../stores/desktop-store';

/** Where the organization is, and whether it can be reached: at the foot of the sidebar. */
export function LinkState() {
  const { t } = useTranslation();
  const profile = useDesktop((state) => state.desktop?.profile ?? null);
  const connection = useConnection();
  const since = useOfflineSince();
  const host = profile?.server ?? '';
  const isOnline = connection === null || connection.status === 'online';
  const words =
    connection === null
      ? t(`shell.${profile?.kind ?? 'local'}`)
      : since !== null
        ? t('connect.offlineState', { time: since })
        : t(isOnline ? 'connect.online' : 'connect.connectingState', { host });
  return (
    <div className="link-state" title={words}>
      <i className={isOnline ? 'dot ok' : 'dot'} aria-hidden="true" />
      <span className="clip">{words}</span>
    </div>
  );
}
