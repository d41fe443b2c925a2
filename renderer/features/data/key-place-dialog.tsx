import { useTranslation } from 'react-i18next';
import { ConfirmedDialog } from '../security/confirmed-dialog';
import { useKeyProtection } from './use-key-protection';

/** Has the key kept in the keychain or in a file, where nothing has to be typed to open the organization. */
export function KeyPlaceDialog({ chosen, onClose }: { chosen: 'keychain' | 'file'; onClose: () => void }) {
  const { t } = useTranslation();
  const { confirmation, isWorking, problem, keep } = useKeyProtection(onClose);
  return (
    <ConfirmedDialog
      title={t(`data.place.title.${chosen}`)}
      submitText={t(`data.place.submit.${chosen}`)}
      confirmation={confirmation}
      isWorking={isWorking}
      isDangerous={chosen === 'file'}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void keep({ protection: chosen })}
    >
      <p className="mid">{t(`data.place.text.${chosen}`)}</p>
    </ConfirmedDialog>
  );
}
