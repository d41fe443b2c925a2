import { Check, Copy, FolderOpen, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Diagnostics } from '../../../shared/contract/desktop-settings';
import { call } from '../../api/bridge';
import { useDesktop } from '../../stores/desktop-store';
import { announce } from '../../ui/announcer';
import { Button } from '../../ui/button';

function useDiagnostics(): Diagnostics | null {
  const [diagnostics, setDiagnostics] = useState<Diagnostics | null>(null);
  useEffect(() => {
    call('desktop.diagnostics', {}).then(setDiagnostics, () => undefined);
  }, []);
  return diagnostics;
}

/** What this app is and where it writes, for whoever is asked to help. */
export function DiagnosticsSection() {
  const { t } = useTranslation();
  const diagnostics = useDiagnostics();
  const isDevelopment = useDesktop((state) => state.desktop?.developmentRuntime ?? false);
  const [isCopied, setCopied] = useState(false);
  if (!diagnostics) return <p className="mid setting-text">{t('settings.diagnostics.lead')}</p>;
  const { version, system, logFile, dataFolder } = diagnostics;
  const facts = [
    [t('settings.diagnostics.version'), version],
    [t('settings.diagnostics.runtime'), t('settings.diagnostics.runtimeIs', { ...diagnostics })],
    [t('settings.diagnostics.system'), system],
    [t('settings.diagnostics.data'), dataFolder],
    [t('settings.diagnostics.log'), logFile],
  ] as const;
  const copy = () => {
    const text = facts.map(([name, value]) => `${name}: ${value}`).join('\n');
    navigator.clipboard.writeText(text).then(
      () => {
        setCopied(true);
        announce(t('settings.diagnostics.copied'));
      },
      () => undefined,
    );
  };
  return (
    <>
      <p className="mid setting-text">{t('settings.diagnostics.lead')}</p>
      {isDevelopment ? (
        <div className="note risk">
          <TriangleAlert className="i i-sm" />
          <span>{t('settings.diagnostics.development')}</span>
        </div>
      ) : null}
      <dl className="setting-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="breakable">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="help">{t('settings.diagnostics.logText')}</p>
      <div className="setting-actions">
        <Button icon={FolderOpen} onPress={() => void call('desktop.showLog', {}).catch(() => undefined)}>
          {t('settings.diagnostics.showLog')}
        </Button>
        <Button icon={isCopied ? Check : Copy} onPress={copy}>
          {t(isCopied ? 'settings.diagnostics.copied' : 'settings.diagnostics.copy')}
        </Button>
      </div>
    </>
  );
}
