import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop, useSession } from '../../stores/desktop-store';
import { keepSetting } from '../../stores/settings-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { PassphraseDialog } from './passphrase-dialog';

/** Without a keychain the key lies in a plain file: the Owner is told so, until they have said how it is to be. */
export function KeyBand() {
  const { t } = useTranslation();
  const data = useDesktop((state) => state.desktop?.localData ?? null);
  const isOwner = useSession()?.member.owner ?? false;
  const [isChoosing, setChoosing] = useState(false);
  if (!data || !isOwner || data.protection !== 'file' || data.wanted === 'file') return null;
  return (
    <>
      <Banner
        icon={KeyRound}
        title={t('data.band.key')}
        action={
          <>
            <Button
              kind="ghost"
              onPress={() => void keepSetting('desktop.setKeyProtection', { protection: 'file' })}
            >
              {t('data.band.keepFile')}
            </Button>
            <Button onPress={() => setChoosing(true)}>{t('data.band.choose')}</Button>
          </>
        }
      >
        {t(`data.band.keyText.${data.keychain === 'locked' ? 'locked' : 'none'}`)}
      </Banner>
      {isChoosing ? <PassphraseDialog onClose={() => setChoosing(false)} /> : null}
    </>
  );
}
