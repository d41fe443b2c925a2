import { OctagonX, Plus, Wallet } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import { useAccountSelection } from '../../stores/account-selection';
import { loadAccounts, useAccounts } from '../../stores/accounts-store';
import { useMayInitiate } from '../../stores/desktop-store';
import { dropKept, useKept } from '../../stores/kept';
import { loadMembers } from '../../stores/members-store';
import { loadPolicies } from '../../stores/policies-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorBoundary } from '../../ui/error-boundary';
import { useProblemText } from '../../ui/problem-text';
import { AccountDetail } from './account-detail';
import { AccountList } from './account-list';
import { NewAccountDialog } from './new-account-dialog';

/** Accounts with what they hold, where it may go, and how it came. */
export function AccountsScreen({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { accounts, problem } = useAccounts();
  const selectedId = useAccountSelection((state) => state.selectedId);
  const mayCreate = useMayInitiate('access');
  const [isCreating, setCreating] = useKept('new-account', false);
  useEffect(() => {
    void loadAccounts();
    void loadMembers();
    void loadPolicies();
  }, []);
  const shown = accounts?.find((one) => one.id === selectedId) ?? accounts?.[0] ?? null;
  return (
    <main className="page">
      <header className="bar ruled edge">
        <h1>{t('accounts.title')}</h1>
        <span className="grow" />
        {mayCreate ? (
          <Button icon={Plus} onPress={() => setCreating(true)}>
            {t('accounts.create')}
          </Button>
        ) : null}
      </header>
      {problem ? (
        <Banner
          icon={OctagonX}
          isBad
          title={t('accounts.failed')}
          action={<Button onPress={() => void loadAccounts()}>{t('action.tryAgain')}</Button>}
        >
          {textOf(problem)}
        </Banner>
      ) : null}
      <div className="split people">
        <AccountList accounts={accounts} shownId={shown?.id ?? null} />
        <ErrorBoundary resetKey={shown?.id ?? null}>
          {shown ? (
            <AccountDetail key={shown.id} account={shown} session={session} />
          ) : (
            <section className="detail" aria-label={t('accounts.select')}>
              {accounts === null ? null : (
                <EmptyState icon={Wallet} title={t('accounts.select')} text={t('accounts.selectText')} />
              )}
            </section>
          )}
        </ErrorBoundary>
      </div>
      {isCreating ? <NewAccountDialog onClose={() => dropKept('new-account')} /> : null}
    </main>
  );
}
