import { PlugZap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { BlankShell } from './blank-shell';

/** The engine stopped: the session is over, nothing was lost, and it is being started again. */
export function EngineScreen() {
  const { t } = useTranslation();
  return (
    <>
      <BlankShell />
      <main className="scrim soft">
        <div className="drag-strip" />
        <section className="sheet tight" role="status">
          <EmptyState
            icon={PlugZap}
            title={t('signIn.stopped')}
            text={t('signIn.stoppedText')}
            action={<Button isPending>{t('signIn.starting')}</Button>}
          />
        </section>
      </main>
    </>
  );
}
