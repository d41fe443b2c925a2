import { Info, KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LocalData } from '../../../shared/contract/desktop-data';
import { keepSetting } from '../../stores/settings-store';
import { RadioList } from '../../ui/radio-list';

/** Which protection the key has, in plain words, and the other one where it can be had. */
export function KeyChoice({ data }: { data: LocalData }) {
  const { t } = useTranslation();
  const { protection, wanted, keychain } = data;
  const isThere = keychain === 'available';
  const Icon = protection === 'keychain' ? KeyRound : Info;
  // A file is what the person chose, or what is left without a keychain: which of the two is said.
  const isForLack = protection === 'file' && wanted === 'keychain' && !isThere;
  return (
    <>
      <h3 className="h">{t('data.settings.key')}</h3>
      <div className="note" role="status">
        <Icon className="i i-sm" />
        <span>
          {isForLack ? t(`data.settings.because.${keychain}`) : t(`data.settings.now.${protection}`)}
        </span>
      </div>
      <RadioList
        label={t('data.settings.key')}
        value={protection}
        onChange={(chosen) => void keepSetting('desktop.setKeyProtection', { protection: chosen })}
        choices={[
          {
            id: 'keychain',
            label: t('data.settings.keychain'),
            text: isThere ? t('data.settings.keychainText') : t(`data.settings.noKeychain.${keychain}`),
            isDisabled: !isThere && protection !== 'keychain',
          },
          { id: 'file', label: t('data.settings.file'), text: t('data.settings.fileText') },
        ]}
      />
    </>
  );
}
