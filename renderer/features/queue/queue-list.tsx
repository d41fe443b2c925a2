import { History, Inbox, List, OctagonX, SearchX, Send, type LucideIcon } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounts } from '../../stores/counts-store';
import { useMayInitiate, useMayWithdraw } from '../../stores/desktop-store';
import { loadMembers, useMembers } from '../../stores/members-store';
import {
  filterQueue,
  hasRows,
  loadQueue,
  noFilters,
  showView,
  useQueue,
  type QueueView,
} from '../../stores/queue-store';
import { showScreen } from '../../stores/screen-store';
import { openWithdrawal } from '../../stores/withdrawal-draft';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { useProblemText } from '../../ui/problem-text';
import { useDelayed } from '../../ui/use-delayed';
import { QueueRows } from './queue-rows';
import { NewButton, SearchBar, SortButton } from './queue-tools';

const EMPTY_ICON: Record<QueueView, LucideIcon> = {
  waiting: Inbox,
  mine: Send,
  pending: List,
  history: History,
};
const EMPTY_GOES_TO: Record<QueueView, QueueView> = {
  waiting: 'pending',
  mine: 'pending',
  pending: 'history',
  history: 'pending',
};

/** Whether nobody else is in the organization who could ask for something; who else there is is read where it matters. */
function useIsAlone(view: QueueView): boolean {
  const mayInvite = useMayInitiate('access');
  const count = useMembers((state) => state.members?.length ?? null);
  const matters = view === 'waiting' && mayInvite;
  const isRead = count !== null;
  useEffect(() => {
    if (matters && !isRead) void loadMembers();
  }, [matters, isRead]);
  return matters && count === 1;
}

/** The one step that leads on from an empty view; null where every other view is as empty. */
function useNextStep(view: QueueView, isAlone: boolean): { label: string; go: () => void } | null {
  const { t } = useTranslation();
  const mayWithdraw = useMayWithdraw();
  const nothingPends = useCounts((state) => state.counts?.pending === 0);
  if (isAlone) return { label: t('queue.empty.aloneStep'), go: () => showScreen('people') };
  const goesTo = EMPTY_GOES_TO[view];
  if (mayWithdraw && (view === 'mine' || (view === 'waiting' && nothingPends)))
    return { label: t('queue.empty.mineStep'), go: openWithdrawal };
  if (goesTo === 'pending' && nothingPends) return null;
  const label = t(goesTo === 'pending' ? 'queue.empty.waitingStep' : 'queue.empty.pendingStep');
  return { label, go: () => showView(goesTo) };
}

function NothingHere({ view }: { view: QueueView }) {
  const { t } = useTranslation();
  const isAlone = useIsAlone(view);
  const step = useNextStep(view, isAlone);
  const isFiltered = useQueue((state) =>
    Object.values(state.filters).some((one) => one !== null && one !== ''),
  );
  if (isFiltered) {
    return (
      <EmptyState
        icon={SearchX}
        title={t('queue.empty.search')}
        text={t('queue.empty.searchText')}
        action={<Button onPress={() => void filterQueue(noFilters)}>{t('queue.empty.searchStep')}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={EMPTY_ICON[view]}
      title={t(`queue.empty.${view}`)}
      text={t(isAlone ? 'queue.empty.alone' : `queue.empty.${view}Text`)}
      action={step === null ? null : <Button onPress={step.go}>{step.label}</Button>}
    />
  );
}

/** Blanks in the shape of rows. */
function LoadingRows() {
  const { t } = useTranslation();
  return (
    <div className="rows" role="status" aria-label={t('queue.loading')}>
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div key={row} className="row loading">
          <span className="blank sq" />
          <span className="blank w7" />
          <span className="blank w9" />
          <span className="blank w5" />
        </div>
      ))}
    </div>
  );
}

function ListBody({ view, label }: { view: QueueView; label: string }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const status = useQueue((state) => state.status);
  const problem = useQueue((state) => state.problem);
  const isFilled = useQueue(hasRows);
  const showBlanks = useDelayed(status === 'loading' && !isFilled);
  if (isFilled) return <QueueRows label={label} />;
  if (status === 'failed' && problem) return <div className="rows quiet-fill">{textOf(problem)}</div>;
  if (status === 'ready') {
    return (
      <div className="rows">
        <NothingHere view={view} />
      </div>
    );
  }
  return showBlanks ? (
    <LoadingRows />
  ) : (
    <div className="rows" aria-label={t('queue.loading')} role="status" />
  );
}

function KeysFoot() {
  const { t } = useTranslation();
  return (
    <footer className="list-foot" aria-hidden="true">
      <span>
        <kbd>J</kbd>
        <kbd>K</kbd> {t('queue.keys.move')}
      </span>
      <span>
        <kbd>A</kbd> {t('queue.keys.approve')}
      </span>
      <span>
        <kbd>R</kbd> {t('queue.keys.reject')}
      </span>
      <span>
        <kbd>?</kbd> {t('queue.keys.all')}
      </span>
    </footer>
  );
}

export function QueueList() {
  const { t } = useTranslation();
  const view = useQueue((state) => state.view);
  const more = useQueue((state) => state.more);
  const hasFailed = useQueue((state) => state.status === 'failed');
  const counts = useCounts((state) => state.counts);
  const title = t(`shell.${view}`);
  const count = {
    waiting: counts?.mineToDecide,
    mine: counts?.initiatedByMe,
    pending: counts?.pending,
    history: undefined,
  }[view];
  return (
    <section className="list" aria-label={title}>
      <header className="bar">
        <h1>{title}</h1>
        {count === undefined || count === 0 ? null : <span className="count">{count}</span>}
        <span className="grow" />
        <SortButton />
        <NewButton />
      </header>
      <SearchBar key={view} />
      {hasFailed || more === 'failed' ? (
        <Banner
          icon={OctagonX}
          isBad
          title={hasFailed ? t('queue.failed') : t('queue.moreFailed')}
          action={<Button onPress={() => void loadQueue()}>{t('action.tryAgain')}</Button>}
        />
      ) : null}
      <ListBody view={view} label={title} />
      <KeysFoot />
    </section>
  );
}
