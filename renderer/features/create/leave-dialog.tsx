import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';

interface LeaveDialogProps {
  /** It stands on a server already, and nobody can sign in there yet. */
  isStranding: boolean;
  onStay: () => void;
  onLeave: () => void;
}

/** Asks before what was typed is dropped. */
export function LeaveDialog({ isStranding, onStay, onLeave }: LeaveDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      isOpen
      onClose={onStay}
      size="s"
      role="alertdialog"
      title={t(isStranding ? 'connect.strandTitle' : 'create.leaveTitle')}
      footer={
        <>
          <span className="grow" />
          <Button isLarge autoFocus onPress={onStay}>
            {t('create.keep')}
          </Button>
          <Button kind="danger" isLarge onPress={onLeave}>
            {t(isStranding ? 'connect.strandConfirm' : 'create.leaveConfirm')}
          </Button>
        </>
      }
    >
      <p className="mid">{t(isStranding ? 'connect.strandText' : 'create.leaveText')}</p>
    </Dialog>
  );
}
