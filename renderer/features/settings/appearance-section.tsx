import { useTranslation } from 'react-i18next';
import { useDesktop } from '../../stores/desktop-store';
import { keepSetting } from '../../stores/settings-store';
import { RadioList } from '../../ui/radio-list';

/** Light, dark, or as the system. */
export function AppearanceSection() {
  const { t } = useTranslation();
  const appearance = useDesktop((state) => state.desktop?.appearance ?? null);
  return (
    <RadioList
      label={t('settings.appearance.label')}
      value={appearance}
      onChange={(chosen) => void keepSetting('desktop.setAppearance', { appearance: chosen })}
      choices={(['light', 'dark', 'system'] as const).map((id) => ({
        id,
        label: t(`settings.appearance.${id}`),
        text: t(`settings.appearance.${id}Text`),
      }))}
    />
  );
}
