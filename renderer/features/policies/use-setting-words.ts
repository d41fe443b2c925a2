import { useTranslation } from 'react-i18next';
import type { SettingName } from '../../stores/policy-drafts';

/** Names and values of settings, as the cards say them. */
export function useSettingWords() {
  const { t } = useTranslation();
  return {
    nameOf: (name: SettingName | 'locked') => t(`policies.setting.${name}`),
    valueOf: (name: SettingName | 'locked', value: string | number | boolean | undefined): string => {
      if (value === undefined) return t('policies.unset');
      if (name === 'locked') return value === true ? t('policies.locked') : t('policies.unlocked');
      if (typeof value === 'boolean') return value ? t('policies.on') : t('policies.off');
      if (value === 'passkey' || value === 'authenticator-or-passkey') return t(`policies.signIn.${value}`);
      if (typeof value === 'string') return value;
      if (name === 'idleTimeoutMinutes') return t('policies.minutes', { count: value });
      return name === 'requiredApprovals' ? String(value) : t('policies.hours', { count: value });
    },
  };
}
