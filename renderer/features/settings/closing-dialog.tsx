import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, subscribe } from '../../api/bridge';
import { setClosing } from '../../stores/desktop-store';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';

/** Asked once, when the window is to close: stay in the tray, or quit. The answer is kept, then carried out. */
export function ClosingDialog() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => subscribe('desktop.askClosing', () => setOpen(true)), []);
  if (!isOpen) return null;
  const answer = (closing: 'tray' | 'quit') => {
    setOpen(false);
    setClosing(closing)
      .then(() => call('desktop.window', { action: 'close' }))
      .catch(() => undefined);
  };
  return (
    <Dialog
      isOpen
      onClose={() => setOpen(false)}
      size="s"
      role="alertdialog"
      title={t('settings.ask.title')}
      footer={
        <>
          <Button isLarge onPress={() => setOpen(false)}>
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
