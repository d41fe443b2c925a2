import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '../../stores/desktop-store';
import { Dialog } from '../../ui/dialog';

type Keys = readonly string[];

function Shortcut({ keys, words, join }: { keys: Keys; words: string; join: string }) {
  return (
    <div>
      <dt>{words}</dt>
      <dd>
        {keys.map((key, index) => (
          <Fragment key={key}>
            {index > 0 && join !== '' ? <span className="dim small">{join}</span> : null}
            <kbd>{key}</kbd>
          </Fragment>
        ))}
      </dd>
    </div>
  );
}

/** Every key there is, in one place. */
export function HelpDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const isMac = useDesktop((state) => state.desktop?.platform === 'mac');
  const or = t('help.or');
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('help.title')} size="s">
      <h3 className="h">{t('help.queue')}</h3>
      <dl className="keys">
        <Shortcut keys={['J', 'K']} join={or} words={t('help.move')} />
        <Shortcut keys={['Enter']} join={or} words={t('help.open')} />
        <Shortcut keys={['/']} join={or} words={t('help.search')} />
        <Shortcut keys={['End']} join={or} words={t('help.end')} />
      </dl>
      <h3 className="h">{t('help.request')}</h3>
      <dl className="keys">
        <Shortcut keys={['A']} join={or} words={t('help.approve')} />
        <Shortcut keys={['R']} join={or} words={t('help.reject')} />
        <Shortcut keys={['Esc']} join={or} words={t('help.back')} />
      </dl>
      <h3 className="h">{t('help.anywhere')}</h3>
      <dl className="keys">
        <Shortcut keys={['N']} join={or} words={t('help.create')} />
        <Shortcut keys={isMac ? ['⌘', 'K'] : ['Ctrl', 'K']} join="" words={t('help.palette')} />
        <Shortcut keys={isMac ? ['⌘', ','] : ['Ctrl', ',']} join="" words={t('help.settings')} />
        <Shortcut keys={isMac ? ['⌘', '⇧', 'L'] : ['Ctrl', 'Shift', 'L']} join="" words={t('help.lock')} />
        <Shortcut keys={['?']} join={or} words={t('help.keys')} />
      </dl>
    </Dialog>
  );
}
