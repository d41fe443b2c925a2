import { useTranslation } from 'react-i18next';
import { call } from '../../api/bridge';
import { setClosing } from '../../stores/desktop-store';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';

/** Asked once, when the window is to close: stay in the tray, or quit. The answer is kept, then carried out. */
export function ClosingDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const answer = (closing: 'tray' | 'quit') => {
    onClose();
    setClosing(closing)
      .then(() => call('desktop.window', { action: 'close' }))
      .catch(() => undefined);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="s"
      role="alertdialog"
      title={t('settings.ask.title')}
      footer={
        <>
          <Button isLarge onPress={onClose}>
            {t('action.cancel')}
          </Button>
          <span className="grow" />
          <Button isLarge onPress={() => answer('quit')}>
            {t('settings.ask.quit')}
          </Button>
          <Button kind="primary" isLarge autoFocus onPress={() => answer('tray')}>
            {t('settings.ask.tray')}
          </Button>
        </>
      }
    >
      <p className="mid">{t('settings.ask.text')}</p>
    </Dialog>
  );
}
