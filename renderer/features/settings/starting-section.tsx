import { Info } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CLOSING } from '../../../shared/contract/desktop-calls';
import { useDesktop } from '../../stores/desktop-store';
import { keepSetting } from '../../stores/settings-store';
import { RadioList } from '../../ui/radio-list';
import { SettingSwitch } from '../../ui/setting-switch';

/** How the app comes and goes on this computer. */
export function StartingSection() {
  const { t } = useTranslation();
  const desktop = useDesktop((state) => state.desktop);
  if (!desktop) return null;
  const { startAtLogin, closing, trayAvailable } = desktop;
  return (
    <>
      <SettingSwitch
        label={t('settings.starting.login')}
        text={t('settings.starting.loginText')}
        isOn={startAtLogin}
        onChange={(on) => void keepSetting('desktop.setStartAtLogin', { on })}
      />
      {trayAvailable ? (
        <RadioList
          label={t('settings.closing')}
          value={closing}
          onChange={(chosen) => void keepSetting('desktop.setClosing', { closing: chosen })}
          choices={CLOSING.map((id) => ({
            id,
            label: t(`settings.close.${id}`),
            text: t(`settings.close.${id}Text`),
          }))}
        />
      ) : (
        <div className="note">
          <Info className="i i-sm" />
          <span>{t('settings.starting.noTray')}</span>
        </div>
      )}
    </>
  );
}
