import { Info, KeyRound, LockKeyhole, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyProtection, LocalData } from '../../../shared/contract/desktop-data';
import { Button } from '../../ui/button';
import { RadioList } from '../../ui/radio-list';
import { KeyPlaceDialog } from './key-place-dialog';
import { PassphraseDialog } from './passphrase-dialog';

const ICONS: Readonly<Record<KeyProtection, LucideIcon>> = {
  keychain: KeyRound,
  passphrase: LockKeyhole,
  file: Info,
};

/** Which protection the key has, in plain words, and for the Owner the others where they can be had. */
export function KeyChoice({ data, isOwner }: { data: LocalData; isOwner: boolean }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<KeyProtection | null>(null);
  const close = () => setChosen(null);
  const { protection, wanted, keychain } = data;
  const isThere = keychain === 'available';
  const Icon = ICONS[protection];
  // A file is what the person chose, or what is left without a keychain: which of the two is said.
  const isForLack = protection === 'file' && wanted !== 'file' && keychain !== 'available';
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
          onChange={setChosen}
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
          <Button icon={LockKeyhole} onPress={() => setChosen('passphrase')}>
            {t('data.settings.changePassphrase')}
          </Button>
        </div>
      ) : null}
      {chosen === 'passphrase' ? <PassphraseDialog onClose={close} /> : null}
      {chosen === 'keychain' || chosen === 'file' ? <KeyPlaceDialog chosen={chosen} onClose={close} /> : null}
    </>
  );
}
