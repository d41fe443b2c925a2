import { Info, KeyRound, LockKeyhole, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyProtection, LocalData } from '../../../shared/contract/desktop-data';
import { keepSetting } from '../../stores/settings-store';
import { Button } from '../../ui/button';
import { RadioList } from '../../ui/radio-list';
import { PassphraseDialog } from './passphrase-dialog';

const ICONS: Readonly<Record<KeyProtection, LucideIcon>> = {
  keychain: KeyRound,
  passphrase: LockKeyhole,
  file: Info,
};

/** Which protection the key has, in plain words, and for the Owner the others where they can be had. */
export function KeyChoice({ data, isOwner }: { data: LocalData; isOwner: boolean }) {
  const { t } = useTranslation();
  const [isChoosing, setChoosing] = useState(false);
  const { protection, wanted, keychain } = data;
  const isThere = keychain === 'available';
  const Icon = ICONS[protection];
  // A file is what the person chose, or what is left without a keychain: which of the two is said.
  const isForLack = protection === 'file' && wanted !== 'file' && keychain !== 'available';
  const choose = (chosen: KeyProtection) => {
    if (chosen === 'passphrase') setChoosing(true);
    else void keepSetting('desktop.setKeyProtection', { protection: chosen });
  };
  return (
    <>
      <h3 className="h">{t('data.settings.key')}</h3>
      <div className="note" role="status">
        <Icon className="i i-sm" />
        <span>
          {isForLack ? t(`data.settings.because.${keychain}`) : t(`data.settings.now.${protection}`)}
        </span>
      </div>
      {isOwner ? (
        <RadioList
          label={t('data.settings.keep')}
          value={protection}
          onChange={choose}
          choices={[
            {
              id: 'keychain',
              label: t('data.settings.keychain'),
              text: isThere ? t('data.settings.keychainText') : t(`data.settings.noKeychain.${keychain}`),
              isDisabled: !isThere && protection !== 'keychain',
            },
            {
              id: 'passphrase',
              label: t('data.settings.passphrase'),
              text: t('data.settings.passphraseText'),
            },
            { id: 'file', label: t('data.settings.file'), text: t('data.settings.fileText') },
          ]}
        />
      ) : (
        <p className="help">{t('data.settings.keyOwnerOnly')}</p>
      )}
      {isOwner && protection === 'passphrase' ? (
        <div className="setting-actions">
          <Button icon={LockKeyhole} onPress={() => setChoosing(true)}>
            {t('data.settings.changePassphrase')}
          </Button>
        </div>
      ) : null}
      {isChoosing ? <PassphraseDialog onClose={() => setChoosing(false)} /> : null}
    </>
  );
}
