import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TypedConfirmation } from '../../ui/typed-confirmation';

interface ConfirmDialogProps {
  /** When the backup was made, in words. */
  time: string;
  /** The organization’s name, which has to be typed. */
  name: string;
  isWorking: boolean;
  message: string | null;
  /** Where a second factor is asked for. */
  stepUp?: ReactNode;
  isReady?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Says what going back can’t undo, and asks for the organization’s name to be typed. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { time, name, isWorking, message, stepUp, isReady = true, onConfirm, onClose } = props;
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const goRef = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      isLocked={isWorking}
      title={t('data.confirm.title', { time })}
      role="alertdialog"
      footer={
        <>
          {stepUp}
          <span className="grow" />
          <Button isLarge isDisabled={isWorking} onPress={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            ref={goRef}
            kind="danger"
            isLarge
            isPending={isWorking}
            isDisabled={typed.trim() !== name || !isReady}
            onPress={onConfirm}
          >
            {t('data.confirm.go')}
          </Button>
        </>
      }
    >
      <p>{t('data.confirm.text')}</p>
      <p className="mid data-gap">
        {t('data.confirm.everyone')} {t('data.confirm.unused')}
      </p>
      <div className="data-gap">
        <TypedConfirmation autoFocus phrase={name} value={typed} onChange={setTyped} />
      </div>
      <p className="form-message t-bad small" role="alert">
        {message ?? ''}
      </p>
    </Dialog>
  );
}
