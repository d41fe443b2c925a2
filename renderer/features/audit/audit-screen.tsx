import { OctagonX, ShieldCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loadAudit, useAudit } from '../../stores/audit-store';
import { loadMembers } from '../../stores/members-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { ErrorBoundary } from '../../ui/error-boundary';
import { useProblemText } from '../../ui/problem-text';
import { AuditFilters } from './audit-filters';
import { AuditList } from './audit-list';
import { EntryDetail } from './entry-detail';
import { ExportMenu } from './export-menu';
import { VerifyDialog } from './verify-dialog';

/** The ledger of everything that happened: read, verified, exported. */
export function AuditScreen() {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { entries, problem, selectedSeq } = useAudit();
  const [isVerifying, setVerifying] = useState(false);
  useEffect(() => {
    void loadAudit();
    void loadMembers();
  }, []);
  const selected = entries?.find(({ seq }) => seq === selectedSeq) ?? null;
  return (
    <main className="page">
      <header className="bar ruled edge">
        <h1>{t('audit.title')}</h1>
        <span className="grow" />
        <ExportMenu />
        <Button icon={ShieldCheck} onPress={() => setVerifying(true)}>
          {t('audit.verify.button')}
        </Button>
      </header>
      {problem ? (
        <Banner
          icon={OctagonX}
          isBad
          title={t('audit.failed')}
          action={<Button onPress={() => void loadAudit()}>{t('action.tryAgain')}</Button>}
        >
          {textOf(problem)}
        </Banner>
      ) : null}
      <div className="split audit">
        <section className="audit-main" aria-label={t('audit.list')}>
          <AuditFilters />
          <AuditList />
        </section>
        <ErrorBoundary resetKey={String(selectedSeq)}>
          <EntryDetail entry={selected} />
        </ErrorBoundary>
      </div>
      {isVerifying ? <VerifyDialog onClose={() => setVerifying(false)} /> : null}
    </main>
  );
}
