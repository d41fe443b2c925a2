import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';

/** Asks before what was typed is dropped. */
export function LeaveDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      isOpen
      onClose={onStay}
      size="s"
      role="alertdialog"
      title={t('create.leaveTitle')}
      footer={
        <>
          <span className="grow" />
          <Button isLarge autoFocus onPress={onStay}>
            {t('create.keep')}
          </Button>
          <Button kind="danger" isLarge onPress={onLeave}>
            {t('create.leaveConfirm')}
          </Button>
        </>
      }
    >
      <p className="mid">{t('create.leaveText')}</p>
    </Dialog>
  );
}
