import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop, useSession } from '../../stores/desktop-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { KeyPlaceDialog } from './key-place-dialog';
import { PassphraseDialog } from './passphrase-dialog';

/** Without a keychain the key lies in a plain file: the Owner is told so, until they have said how it is to be. */
export function KeyBand() {
  const { t } = useTranslation();
  const data = useDesktop((state) => state.desktop?.localData ?? null);
  const isOwner = useSession()?.member.owner ?? false;
  const [chosen, setChosen] = useState<'passphrase' | 'file' | null>(null);
  const close = () => setChosen(null);
  if (!data || !isOwner || data.protection !== 'file' || data.wanted === 'file') return null;
  return (
    <>
      <Banner
        icon={KeyRound}
        title={t('data.band.key')}
        action={
          <>
            <Button kind="ghost" onPress={() => setChosen('file')}>
              {t('data.band.keepFile')}
            </Button>
            <Button onPress={() => setChosen('passphrase')}>{t('data.band.choose')}</Button>
          </>
        }
      >
        {t(`data.band.keyText.${data.keychain === 'locked' ? 'locked' : 'none'}`)}
      </Banner>
      {chosen === 'passphrase' ? <PassphraseDialog onClose={close} /> : null}
      {chosen === 'file' ? <KeyPlaceDialog chosen="file" onClose={close} /> : null}
    </>
  );
}
