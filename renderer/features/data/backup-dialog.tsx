import { useTranslation } from 'react-i18next';
import { call } from '../../api/bridge';
import { announce } from '../../ui/announcer';
import { StepUpDialog } from '../initiate/step-up-dialog';
import { useConfirmedCall } from '../initiate/use-confirmed-call';
import { useBackupWords } from './use-backup-words';

/** Makes a backup now: the Owner, with a second factor. */
export function BackupDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const words = useBackupWords();
  const { confirmation, isWorking, problem, run } = useConfirmedCall();
  const make = async () => {
    const made = await run((sent) => call('backups.create', sent));
    if (made === null) return;
    announce(t('data.settings.made', { time: words.time(made.at) }));
    onClose();
  };
  return (
    <StepUpDialog
      title={t('data.settings.makeTitle')}
      submitText={t('data.settings.make')}
      confirmation={confirmation}
      isWorking={isWorking}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void make()}
    >
      <p>{t('data.settings.makeText')}</p>
    </StepUpDialog>
  );
}
