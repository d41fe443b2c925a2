import { Minus, Square, X } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { call } from '../api/bridge';
import { useDesktop } from '../stores/desktop-store';

type WindowAction = 'minimize' | 'toggle-maximize' | 'close';

/** The window's own buttons, where the platform draws none over the page. */
export function WindowButtons() {
  const { t } = useTranslation();
  const isShown = useDesktop((state) => state.desktop?.ownWindowButtons ?? false);
  if (!isShown) return null;
  const act = (action: WindowAction) => () => {
    void call('desktop.window', { action }).catch(() => undefined);
  };
  return (
    <div className="wco own">
      <Button excludeFromTabOrder aria-label={t('window.minimize')} onPress={act('minimize')}>
        <Minus className="i i-sm" />
      </Button>
      <Button excludeFromTabOrder aria-label={t('window.maximize')} onPress={act('toggle-maximize')}>
        <Square className="i i-xs" />
      </Button>
      <Button excludeFromTabOrder className="close" aria-label={t('window.close')} onPress={act('close')}>
        <X className="i" />
      </Button>
    </div>
  );
}
