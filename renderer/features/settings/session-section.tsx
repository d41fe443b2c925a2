import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SessionEnds } from '../../../shared/contract/desktop-settings';
import { useDesktop, useSession } from '../../stores/desktop-store';
import { exactTime } from '../../format/time';
import { useNow } from '../../stores/clock-store';
import { keepSetting } from '../../stores/settings-store';
import { useTimeWords } from '../../ui/relative-time';
import { SettingSwitch } from '../../ui/setting-switch';

const ENDS = ['screenLock', 'suspend', 'userSwitch'] as const satisfies readonly (keyof SessionEnds)[];

/** When a session ends by itself: what the organization set, and what this computer adds to it. */
export function SessionSection() {
  const { t } = useTranslation();
  const session = useSession();
  const ends = useDesktop((state) => state.desktop?.sessionEnds ?? null);
  const hearing = useDesktop((state) => state.desktop?.machineHearing ?? null);
  const now = useNow();
  const words = useTimeWords();
  if (!ends || !hearing || !session) return null;
  const isAllHeard = ENDS.every((name) => hearing[name]);
  const expires = Date.parse(session.expiresAt);
  return (
    <>
      <p className="mid setting-text">{t('settings.session.lead')}</p>
      <dl className="setting-facts">
        <div>
          <dt>
            {t('settings.session.idle')}
            <small>{t('settings.session.idleText')}</small>
          </dt>
          <dd>{t('settings.session.idleMinutes', { count: Math.round(session.idleTimeoutSeconds / 60) })}</dd>
        </div>
        <div>
          <dt>
            {t('settings.session.expires')}
            <small>{t('settings.session.expiresText')}</small>
          </dt>
          <dd>
            <time dateTime={session.expiresAt} title={exactTime(expires)}>
              {words.left(expires - now)}
            </time>
          </dd>
        </div>
      </dl>
      <h3 className="h">{t('settings.session.ends')}</h3>
      {isAllHeard ? null : (
        <div className="note" role="status">
          <TriangleAlert className="i i-sm" />
          <span>{t('settings.session.unheard')}</span>
        </div>
      )}
      {ENDS.map((name) => (
        <SettingSwitch
          key={name}
          label={t(`settings.session.${name}`)}
          text={t(hearing[name] ? `settings.session.${name}Text` : 'settings.session.unheardText')}
          isOn={ends[name]}
          onChange={(isOn) => void keepSetting('desktop.setSessionEnds', { [name]: isOn })}
        />
      ))}
    </>
  );
}
