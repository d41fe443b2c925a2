import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Header, Menu, MenuSection, MenuTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { EXPORT_FORMATS, type ExportFormat } from '../../../shared/contract/audit';
import { call, problemOf, subscribe } from '../../api/bridge';
import { askedFilter, isNarrowed, loadAudit, useAudit } from '../../stores/audit-store';
import { say } from '../../stores/toast-store';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Floating, MenuItem } from '../../ui/menu';
import { useProblemText } from '../../ui/problem-text';

/** Saves the entries that the filters leave to a file; main asks for the place and writes it. */
export function ExportMenu() {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const filter = useAudit((state) => state.filter);
  const [written, setWritten] = useState<number | null>(null);
  useEffect(() => subscribe('desktop.exporting', ({ entries }) => setWritten(entries)), []);
  const save = async (format: ExportFormat): Promise<void> => {
    try {
      const { saved, entries } = await call('desktop.exportAudit', { format, ...askedFilter(filter) });
      if (!saved) return;
      say({ kind: 'done', title: t('audit.export.saved', { count: entries }), text: null });
      // An export is an entry itself.
      await loadAudit();
    } catch (error) {
      say({
        kind: 'bad',
        title: t('audit.export.failed', { why: textOf(problemOf(error)) }),
        text: null,
      });
    } finally {
      setWritten(null);
    }
  };
  const stop = (): void => void call('desktop.stopExport', {}).catch(() => undefined);
  return (
    <>
      <MenuTrigger>
        <Button icon={Download}>{t('audit.export.button')}</Button>
        <Floating placement="bottom end" isWide>
          <Menu
            className="menu"
            aria-label={t('audit.export.button')}
            onAction={(key) => {
              const format = EXPORT_FORMATS.find((one) => one === key);
              if (format) void save(format);
            }}
          >
            <MenuSection>
              <Header className="menu-head">
                {t(isNarrowed(filter) ? 'audit.export.filtered' : 'audit.export.whole')}
              </Header>
              {EXPORT_FORMATS.map((format) => (
                <MenuItem key={format} id={format}>
                  {t(`audit.export.${format}`)}
                </MenuItem>
              ))}
            </MenuSection>
          </Menu>
        </Floating>
      </MenuTrigger>
      <Dialog
        isOpen={written !== null}
        isLocked
        size="s"
        title={t('audit.export.running')}
        onClose={stop}
        footer={
          <>
            <span className="grow" />
            <Button onPress={stop}>{t('audit.export.stop')}</Button>
          </>
        }
      >
        <progress className="progress" aria-label={t('audit.export.running')} />
        <p className="help num" aria-live="polite">
          {t('audit.export.progress', { count: written ?? 0 })}
        </p>
      </Dialog>
    </>
  );
}
